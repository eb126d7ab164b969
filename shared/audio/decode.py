"""Any common recording → mono float32: WAV, FLAC, MP3, OGG/Opus, M4A, WebM, AAC, AMR, CAF, AIFF.

What comes from outside goes through shared.audio.decoder, which runs this in a process that may be lost.
"""

import io
import os
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from shared.audio.channels import ChannelStatistics
from shared.audio.containers import UNREADABLE, Container, recognise
from shared.audio.frames import open_track
from shared.audio.mixing import (
    FULL_SCALE,
    MOST_CHANNELS,
    Block,
    Mix,
    refuse_channel,
    refuse_rate,
    too_long,
)
from shared.audio.resampling import Resampler, resample
from shared.audio.wholeness import recordings_of, tells_duration
from shared.errors import AudioTooShort, AudioUnusable, NotAudio

RATE_HZ = 16_000
"""The rate every engine of ours listens at."""
TOO_MUCH_MEMORY = "the file needs more memory to decode than a recording does: send WAV or FLAC"
_TRUNCATION_TOLERANCE_S = 0.3
"""Encoder padding makes headers and frames differ by less than this."""
PLAIN_WAV = struct.Struct("<4sI4s4sIHHIIHH4sI")
"""The 44 bytes before the samples of a WAV without extras."""
_LIST_HEAD = 8
_WAV_BLOCK = 1 << 18
"""Samples that are read at once."""
_MOST_KEPT = 16_000_000
"""Samples over all channels, 64 MB: two minutes of stereo at 48 kHz, and some more, are decoded once. What is longer is
decoded once for its channels to be compared and once to be mixed, as memory is bounded."""
_Recordings = Sequence[tuple[bytes, Container]]
_FrameList = list[tuple[np.ndarray, int]]


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

    Raises NotAudio (not audio, damaged or truncated), AudioUnusable (a rate, channels or samples that are not
    taken), AudioTooShort (no samples) or AudioTooLong; all name `field`.
    """
    plain = read_plain_wav(content, max_duration_s=max_duration_s, rate_hz=rate_hz, field=field)
    if plain is not None:
        return plain
    return joined(
        decode_blocks(content, max_duration_s=max_duration_s, field=field), rate_hz, field
    )


def joined(blocks: Iterable[Block], rate_hz: int, field: str) -> Audio:
    """The whole recording at `rate_hz`. Raises AudioTooShort when there is nothing."""
    resampler: Resampler | None = None
    made: list[np.ndarray] = []
    n_values = n_clipped = 0
    for block in blocks:
        resampler = resampler or Resampler(block.rate_hz, rate_hz)
        made.append(resampler.add(block.mono))
        n_values += block.n_values
        n_clipped += block.n_clipped
    if resampler is None or n_values == 0:
        raise AudioTooShort("the file holds no audio samples: record something", field=field)
    return Audio(np.concatenate([*made, resampler.end()]), rate_hz, n_clipped / n_values)


def read_plain_wav(
    content: bytes, *, max_duration_s: float, rate_hz: int = RATE_HZ, field: str = "file"
) -> Audio | None:
    """The audio of a 16-bit mono WAV with the plainest header, as we write it; None for any other file.

    Nothing but the samples is interpreted, so this needs no process of its own. Raises as `decode_audio` does.
    """
    found = plain_wav(io.BytesIO(content), max_duration_s=max_duration_s, field=field)
    if found is None or found.n_channels > 1:
        return None
    samples = np.frombuffer(content, "<i2", count=found.n_samples, offset=PLAIN_WAV.size)
    mono = samples.astype(np.float32) / np.float32(32_768)
    clipped_share = float(np.mean(np.abs(mono) >= FULL_SCALE)) if len(mono) else 0.0
    return Audio(resample(mono, found.rate_hz, rate_hz), rate_hz, clipped_share)


@dataclass(frozen=True, slots=True)
class PlainWav:
    """A 16-bit WAV with the plainest header."""

    file: BinaryIO
    rate_hz: int
    n_samples: int
    """Of one channel."""
    n_channels: int

    def blocks(self, channel: int = 0) -> Iterator[Block]:
        """The samples of one channel, some seconds at a time."""
        self.file.seek(PLAIN_WAV.size)
        n_left = self.n_samples
        while n_left:
            content = self.file.read(2 * self.n_channels * min(n_left, _WAV_BLOCK))
            frames = np.frombuffer(content, "<i2").reshape(-1, self.n_channels)
            mono = frames[:, channel].astype(np.float32) / np.float32(32_768)
            n_left -= len(mono)
            n_clipped = int(np.count_nonzero(np.abs(mono) >= FULL_SCALE))
            yield Block(mono, self.rate_hz, len(mono), n_clipped)


def plain_wav(file: BinaryIO, *, max_duration_s: float, field: str) -> PlainWav | None:
    """The file as a WAV of that kind; None for any other, and for more channels than are taken. Raises AudioTooLong and AudioUnusable."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(PLAIN_WAV.size)
    if len(head) < PLAIN_WAV.size:
        return None
    riff, _, wave, fmt, fmt_size, codec, n_channels, native_hz, _, width, bits, data, n_bytes = (
        PLAIN_WAV.unpack(head)
    )
    is_plain = (riff, wave, fmt, data) == (b"RIFF", b"WAVE", b"fmt ", b"data") and (
        fmt_size, codec, width, bits,
    ) == (16, 1, 2 * n_channels, 16)  # fmt: skip
    end = PLAIN_WAV.size + n_bytes
    if not is_plain or not 1 <= n_channels <= MOST_CHANNELS:
        return None
    if n_bytes == 0 or n_bytes % width or size < end:
        return None
    file.seek(end)
    if not _is_closing_list(file.read(_LIST_HEAD), size - end):
        return None
    refuse_rate(native_hz, field)
    if n_bytes / width > max_duration_s * native_hz:
        raise too_long(max_duration_s, field)
    return PlainWav(file, native_hz, n_bytes // width, n_channels)


def _is_closing_list(head: bytes, n_bytes: int) -> bool:
    """Whether nothing follows the samples, or one list of facts to the end of the file: `n_bytes` that begin with `head`."""
    if not n_bytes:
        return True
    size = int.from_bytes(head[4:8], "little")
    return head.startswith(b"LIST") and _LIST_HEAD + size + size % 2 == n_bytes


def decode_blocks(
    content: bytes, *, max_duration_s: float, field: str, channel: int | None = None
) -> Iterator[Block]:
    """A file stretch by stretch, in memory that doesn't depend on its length: its channels mixed, or one of them, counted from 0.

    Raises as `decode_audio` does; AudioUnusable with the file's `n_channels` where it has no such channel.
    """
    kind = recognise(content, field=field)
    recordings = recordings_of(content, kind, field)
    if channel is None:
        weights, frames = _compared_channels(recordings, max_duration_s, field)
    else:
        weights, frames = _one_channel(recordings, channel, max_duration_s, field), None
    mix = Mix(max_duration_s, field, weights=weights)
    for frame, rate_hz in frames or _frames(recordings, max_duration_s, field):
        if (block := mix.add(frame, rate_hz)) is not None:
            yield block
    if (block := mix.rest()) is not None:
        yield block


def _compared_channels(
    recordings: _Recordings, max_duration_s: float, field: str
) -> tuple[np.ndarray, _FrameList | None]:
    """What each channel is weighted with, and all frames, unless they are more than MOST_KEPT or in mono.

    In mono no more than the first frame is decoded here.
    """
    statistics: ChannelStatistics | None = None
    check = Mix(max_duration_s, field)
    kept: _FrameList | None = []
    n_kept = 0
    for frame, rate_hz in _frames(recordings, max_duration_s, field):
        check.add(frame, rate_hz)
        if frame.shape[1] == 1:
            break
        statistics = statistics or ChannelStatistics(frame.shape[1], rate_hz)
        statistics.add(frame)
        n_kept += frame.size
        if n_kept > _MOST_KEPT:
            kept = None
        elif kept is not None:
            kept.append((frame, rate_hz))
    return np.ones(1, np.float32) if statistics is None else statistics.weights(), kept


def _one_channel(
    recordings: _Recordings, channel: int, max_duration_s: float, field: str
) -> np.ndarray:
    """What each channel is weighted with so that only one is heard; no more than the first frame is decoded here."""
    frame, rate_hz = next(_frames(recordings, max_duration_s, field), (np.zeros((0, 1)), RATE_HZ))
    Mix(max_duration_s, field).add(frame, rate_hz)
    refuse_channel(channel, frame.shape[1], field)
    return np.eye(frame.shape[1], dtype=np.float32)[channel]


def _frames(
    recordings: _Recordings, max_duration_s: float, field: str
) -> Iterator[tuple[np.ndarray, int]]:
    """float32 (n_samples, n_channels) and rate in Hz, a frame each, of one recording after the other."""
    from av.error import FFmpegError

    try:
        for content, kind in recordings:
            track = open_track(content, kind, field)
            with track.container:
                told_s = track.duration_s if tells_duration(content, kind) else None
                if told_s is not None and told_s > max_duration_s:
                    raise too_long(max_duration_s, field)
                heard_s = 0.0
                for frame, rate_hz in track.frames():
                    heard_s += len(frame) / rate_hz if rate_hz else 0.0
                    yield frame, rate_hz
            if told_s is not None and heard_s < told_s - _TRUNCATION_TOLERANCE_S:
                raise NotAudio(
                    f"the file is cut off: its header says {told_s:.1f} s but only {heard_s:.1f} s are there; "
                    "upload it again",
                    field=field,
                )
    except MemoryError as error:
        raise AudioUnusable(TOO_MUCH_MEMORY, field=field) from error
    except (
        FFmpegError,
        ValueError,
        LookupError,
        AttributeError,
        ArithmeticError,
        struct.error,
    ) as error:
        raise NotAudio(UNREADABLE, field=field) from error
