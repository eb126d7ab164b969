"""Any common recording → mono float32 at 16 kHz: WAV, FLAC, MP3, OGG/Opus, M4A, WebM."""

import io
import struct
from dataclasses import dataclass
from math import gcd

import numpy as np

from shared.errors import AudioTooLong, AudioTooShort, NotAudio

RATE_HZ = 16_000
"""The rate every engine of ours listens at."""
FULL_SCALE = 0.999
"""A sample at least this loud counts as clipped."""
_TRUNCATION_TOLERANCE_S = 0.3
"""Encoder padding makes headers and frames differ by less than this."""


@dataclass(frozen=True, slots=True)
class Audio:
    samples: np.ndarray
    """float32 (n_samples,), mono, within ±1."""
    rate_hz: int
    clipped_share: float
    """Share of the original samples at full scale, before mixing down and resampling."""

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.rate_hz


def decode_audio(
    content: bytes, *, max_duration_s: float, rate_hz: int = RATE_HZ, field: str = "file"
) -> Audio:
    """Decode a whole file, mix it down to mono and resample it to `rate_hz`.

    Raises NotAudio (not audio, damaged or truncated), AudioTooShort (no samples) or AudioTooLong; all
    name `field`.
    """
    if not content:
        raise NotAudio("the file is empty: send a recording", field=field)
    channels, native_rate_hz = _decode_native(content, max_duration_s, field)
    if channels.shape[1] == 0:
        raise AudioTooShort("the file holds no audio samples: record something", field=field)
    clipped_share = float(np.mean(np.abs(channels) >= FULL_SCALE))
    mono = channels.mean(axis=0, dtype=np.float32)
    return Audio(resample(mono, native_rate_hz, rate_hz), rate_hz, clipped_share)


def resample(samples: np.ndarray, from_hz: int, to_hz: int) -> np.ndarray:
    """Polyphase resampling with a Kaiser-windowed anti-aliasing filter; float32 in and out."""
    if from_hz == to_hz:
        return np.ascontiguousarray(samples, dtype=np.float32)
    from scipy.signal import resample_poly

    divisor = gcd(from_hz, to_hz)
    resampled = resample_poly(samples, to_hz // divisor, from_hz // divisor)
    return np.clip(resampled, -1.0, 1.0).astype(np.float32)


def _decode_native(content: bytes, max_duration_s: float, field: str) -> tuple[np.ndarray, int]:
    """Samples float32 (n_channels, n_samples) at the file's own rate, and that rate."""
    import av
    from av.error import FFmpegError

    _refuse_truncated_wav(content, field)
    try:
        with av.open(io.BytesIO(content), mode="r", metadata_errors="ignore") as container:
            if not container.streams.audio:
                raise NotAudio("the file has no audio track: send a recording", field=field)
            stream = container.streams.audio[0]
            rate_hz = stream.rate
            declared_s = _declared_duration_s(container, stream)
            if declared_s is not None and declared_s > max_duration_s:
                raise _too_long(declared_s, max_duration_s, field)
            resampler = av.AudioResampler(format="fltp")  # sample format only; rate and layout stay
            blocks: list[np.ndarray] = []
            n_samples = 0
            for frame in container.decode(stream):
                for planar in resampler.resample(frame):
                    block = planar.to_ndarray()
                    if blocks and block.shape[0] != blocks[0].shape[0]:
                        raise NotAudio("the channels change within the file", field=field)
                    blocks.append(block)
                    n_samples += block.shape[1]
                if n_samples > max_duration_s * rate_hz:
                    raise _too_long(n_samples / rate_hz, max_duration_s, field)
    except (FFmpegError, ValueError, IndexError) as error:
        raise NotAudio(
            "the file can't be read as audio: send WAV, FLAC, MP3, OGG, M4A or WebM", field=field
        ) from error
    if declared_s is not None and n_samples / rate_hz < declared_s - _TRUNCATION_TOLERANCE_S:
        raise NotAudio(
            f"the file is cut off: its header says {declared_s:.1f} s but only "
            f"{n_samples / rate_hz:.1f} s are there; upload it again",
            field=field,
        )
    if not blocks:
        return np.zeros((1, 0), dtype=np.float32), rate_hz
    return np.nan_to_num(np.concatenate(blocks, axis=1)), rate_hz


def _declared_duration_s(container: object, stream: object) -> float | None:
    """What the file's header says; None where the format doesn't."""
    import av

    duration = getattr(stream, "duration", None)
    time_base = getattr(stream, "time_base", None)
    if duration is not None and time_base is not None:
        return float(duration * time_base)
    whole = getattr(container, "duration", None)
    return whole / av.time_base if whole is not None else None


def _refuse_truncated_wav(content: bytes, field: str) -> None:
    """FFmpeg reads a cut-off WAV without complaint, so compare its data chunk with the file."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return
    position = 12
    while position + 8 <= len(content):
        chunk, size = struct.unpack_from("<4sI", content, position)
        if chunk == b"data":
            streamed = size in {0, 0xFFFFFFFF, 0x7FFFFFFF - 1, 0x7FFFF000}
            if not streamed and position + 8 + size > len(content) + 1:
                raise NotAudio(
                    "the WAV file is cut off: its data is shorter than its header says; "
                    "upload it again",
                    field=field,
                )
            return
        position += 8 + size + size % 2


def _too_long(duration_s: float, max_duration_s: float, field: str) -> AudioTooLong:
    return AudioTooLong(
        f"the recording is longer than {max_duration_s:g} s: send a shorter one",
        field=field,
        max_duration_s=max_duration_s,
    )
