"""Recordings for the tests: tones that a voice activity detector takes for nothing, and the product's own samples as two channels or one after the other."""

import io
import wave

import numpy as np
import soundfile

from shared.settings import REPO_ROOT

RATE_HZ = 16_000
AUDIO = REPO_ROOT / "tests" / "audio"


def sample(name: str) -> np.ndarray:
    """float32 (n_samples,) at 16 kHz."""
    samples, rate_hz = soundfile.read(AUDIO / name, dtype="float32")
    assert rate_hz == RATE_HZ
    return samples


def silence(length_s: float) -> np.ndarray:
    return np.zeros(round(length_s * RATE_HZ), np.float32)


def wav(*channels: np.ndarray) -> bytes:
    """16-bit; shorter channels end in silence."""
    n_samples = max(map(len, channels))
    rows = np.stack([np.pad(each, (0, n_samples - len(each))) for each in channels], axis=1)
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(np.rint(np.clip(rows, -1, 1) * 32_767).astype("<i2").tobytes())
    return buffer.getvalue()
