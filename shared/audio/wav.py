"""Writing 16-bit WAV."""

import io
import wave

import numpy as np


def encode_wav(samples: np.ndarray, rate_hz: int) -> bytes:
    """A 16-bit mono WAV of float samples within ±1; louder ones are clipped."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes((np.clip(samples, -1.0, 1.0) * 32767).round().astype("<i2").tobytes())
    return buffer.getvalue()
