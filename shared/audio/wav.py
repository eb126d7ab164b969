"""Writing 16-bit WAV, and cutting it."""

import io
import struct
import wave

import numpy as np

_CUT_FADE_S = 0.004


def encode_wav(samples: np.ndarray, rate_hz: int, *, comment: str | None = None) -> bytes:
    """A 16-bit mono WAV of float samples within ±1; louder ones are clipped.

    `comment` is kept in the file's INFO list (ICMT), where players and editors show it.
    """
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes((np.clip(samples, -1.0, 1.0) * 32767).round().astype("<i2").tobytes())
    content = buffer.getvalue()
    return content if comment is None else _with_comment(content, comment)


def decode_wav(content: bytes) -> tuple[np.ndarray, int]:
    """float32 samples (n_samples,) and rate of a 16-bit mono WAV of our own."""
    with wave.open(io.BytesIO(content)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        return samples.astype(np.float32) / 32768, file.getframerate()


def cut_wav(content: bytes, start_s: float, end_s: float) -> bytes:
    """That part of a 16-bit mono WAV as a WAV, faded over 4 ms at both ends; a part outside is left out."""
    samples, rate_hz = decode_wav(content)
    part = samples[max(0, round(start_s * rate_hz)) : max(0, round(end_s * rate_hz))].copy()
    ramp = np.linspace(0.0, 1.0, min(round(_CUT_FADE_S * rate_hz), len(part) // 2))
    part[: len(ramp)] *= ramp
    part[len(part) - len(ramp) :] *= ramp[::-1]
    return encode_wav(part, rate_hz)


def _with_comment(content: bytes, comment: str) -> bytes:
    """The chunk goes after the samples, so that a reader of plain WAV headers isn't surprised."""
    text = comment.encode("utf-8") + b"\0"
    text += b"\0" * (len(text) % 2)
    entry = struct.pack("<4sI", b"ICMT", len(text)) + text
    chunk = struct.pack("<4sI4s", b"LIST", 4 + len(entry), b"INFO") + entry
    content += b"\0" * (len(content) % 2) + chunk
    return content[:4] + struct.pack("<I", len(content) - 8) + content[8:]
