"""A recording of up to hours, in a file without a name: it is gone with whoever reads it."""

import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, BinaryIO, Protocol

import numpy as np

from shared.audio.decode import PLAIN_WAV, RATE_HZ, Audio, PlainWav
from shared.audio.mixing import Block
from shared.audio.resampling import Resampler
from shared.errors import AudioTooShort, StorageFull

WIDTH = 2
"""Bytes of a sample, 16-bit little-endian."""
_FULL_SCALE = 32_767
_BLOCK_S = 30.0
READ_AHEAD = 1 << 20


class LongRecording:
    """16 kHz mono samples that are read stretch by stretch; in slices, it is like float32 (n_samples,) within ±1."""

    rate_hz = RATE_HZ
    n_channels = 1

    def __init__(
        self, file: BinaryIO, n_samples: int, clipped_share: float = 0.0, *, offset: int = 0
    ) -> None:
        """`file` holds the samples from its byte `offset` on, and is closed with this."""
        self._file, self._offset = file, offset
        self._n_samples = n_samples
        self.clipped_share = clipped_share

    def __len__(self) -> int:
        return self._n_samples

    def __getitem__(self, part: slice) -> np.ndarray:
        start, stop, step = part.indices(self._n_samples)
        if step != 1:
            raise ValueError("a recording is read forwards, sample by sample")
        return self.between(start, stop)

    def between(self, start: int, stop: int) -> np.ndarray:
        """Samples of any stretch, with silence where it begins before the recording or ends behind it."""
        first, last = max(0, start), min(self._n_samples, stop)
        samples = np.zeros(max(0, stop - start), np.float32)
        if last > first:
            content = self.content(first * WIDTH, (last - first) * WIDTH)
            samples[first - start : last - start] = np.frombuffer(content, "<i2")
            samples /= np.float32(_FULL_SCALE)
        return samples

    def content(self, start: int, n_bytes: int) -> bytes:
        """16-bit little-endian samples from byte `start` on, fewer at the end."""
        n_left = max(0, self._n_samples * WIDTH - start)
        return self._read(start, min(n_bytes, n_left))

    def _read(self, start: int, n_bytes: int) -> bytes:
        return os.pread(self._file.fileno(), n_bytes, self._offset + start)

    def blocks(self, length_s: float = _BLOCK_S) -> Iterator[np.ndarray]:
        """All samples in their order, `length_s` seconds at a time."""
        length = round(length_s * self.rate_hz)
        for start in range(0, self._n_samples, length):
            yield self[start : start + length]

    def audio(self, start: int, stop: int) -> Audio:
        """A stretch as a recording of its own; see `between`."""
        return Audio(self.between(start, stop), self.rate_hz, self.clipped_share)

    @property
    def n_bytes(self) -> int:
        """Of its samples."""
        return self._n_samples * WIDTH

    @property
    def duration_s(self) -> float:
        return self._n_samples / self.rate_hz

    def close(self) -> None:
        self._file.close()


class Sampled(Protocol):
    """What has 16-bit samples to be read."""

    rate_hz: int
    n_channels: int

    @property
    def n_bytes(self) -> int: ...

    def content(self, start: int, n_bytes: int) -> bytes: ...


class WavOfRecording(io.RawIOBase):
    """A long recording read as a 16-bit WAV, which is written nowhere."""

    def __init__(self, recording: Sampled) -> None:
        self._recording, self._at = recording, 0
        n_bytes, rate_hz = recording.n_bytes, recording.rate_hz
        frame = recording.n_channels * WIDTH
        self._head = PLAIN_WAV.pack(
            b"RIFF", PLAIN_WAV.size - 8 + n_bytes, b"WAVE", b"fmt ", 16, 1, recording.n_channels,
            rate_hz, rate_hz * frame, frame, 8 * WIDTH, b"data", n_bytes,
        )  # fmt: skip
        self.n_bytes = len(self._head) + n_bytes

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.n_bytes}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        n_head = len(self._head)
        if self._at < n_head:
            content = self._head[self._at : self._at + len(buffer)]
        else:
            content = self._recording.content(self._at - n_head, len(buffer))
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)


def wav_of_recording(recording: LongRecording) -> io.BufferedReader:
    return io.BufferedReader(WavOfRecording(recording), READ_AHEAD)


def recording_of_wav(wav: PlainWav) -> LongRecording:
    """A WAV of ours, mono at 16 kHz, that lies in a file, without a copy. Raises ValueError for another."""
    if (wav.rate_hz, wav.n_channels) != (RATE_HZ, 1):
        raise ValueError(f"the recording has {wav.n_channels} channels at {wav.rate_hz} Hz")
    return LongRecording(wav.file, wav.n_samples, offset=PLAIN_WAV.size)


def kept(blocks: Iterable[Block], field: str) -> LongRecording:
    """The whole recording at 16 kHz. Raises AudioTooShort when there is nothing, StorageFull, and what `blocks` raises."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as what is returned
    try:
        n_samples, clipped_share = _written(blocks, file, field)
        return LongRecording(file, n_samples, clipped_share)
    except BaseException:
        with suppress(OSError):  # what was not flushed for want of room is wanted no more
            file.close()
        raise


def _written(blocks: Iterable[Block], file: BinaryIO, field: str) -> tuple[int, float]:
    """How many samples there are, and the share of those at full scale."""
    resampler: Resampler | None = None
    n_samples = n_values = n_clipped = 0
    for block in blocks:
        resampler = resampler or Resampler(block.rate_hz, RATE_HZ)
        n_samples += _write(file, resampler.add(block.mono))
        n_values += block.n_values
        n_clipped += block.n_clipped
    if resampler is None or n_values == 0:
        raise AudioTooShort("the file holds no audio samples: record something", field=field)
    n_samples += _write(file, resampler.end())
    try:
        file.flush()
    except OSError as error:
        raise _full() from error
    return n_samples, n_clipped / n_values


def _write(file: BinaryIO, samples: np.ndarray) -> int:
    try:
        file.write(np.rint(samples * _FULL_SCALE).astype("<i2").tobytes())
    except OSError as error:
        raise _full() from error
    return len(samples)


def _full() -> StorageFull:
    return StorageFull(
        "there is no room for the recording while it is worked on: make room where TMPDIR is"
    )
