"""A recording of up to hours, in a file without a name: it is gone with whoever reads it."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import BinaryIO

import numpy as np

from shared.audio.decode import RATE_HZ, Audio
from shared.audio.mixing import Block
from shared.audio.resampling import Resampler
from shared.errors import AudioTooShort, StorageFull

_WIDTH = 2
"""Bytes of a sample, 16-bit little-endian."""
_FULL_SCALE = 32_767
_BLOCK_S = 30.0


class LongRecording:
    """16 kHz mono samples that are read stretch by stretch; in slices, it is like float32 (n_samples,) within ±1."""

    rate_hz = RATE_HZ

    def __init__(self, file: BinaryIO, n_samples: int, clipped_share: float) -> None:
        """`file` holds the samples, and is closed with this."""
        self._file = file
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
            content = os.pread(self._file.fileno(), (last - first) * _WIDTH, first * _WIDTH)
            samples[first - start : last - start] = np.frombuffer(content, "<i2")
            samples /= np.float32(_FULL_SCALE)
        return samples

    def blocks(self, length_s: float = _BLOCK_S) -> Iterator[np.ndarray]:
        """All samples in their order, `length_s` seconds at a time."""
        length = round(length_s * self.rate_hz)
        for start in range(0, self._n_samples, length):
            yield self[start : start + length]

    def audio(self, start: int, stop: int) -> Audio:
        """A stretch as a recording of its own; see `between`."""
        return Audio(self.between(start, stop), self.rate_hz, self.clipped_share)

    @property
    def duration_s(self) -> float:
        return self._n_samples / self.rate_hz

    def close(self) -> None:
        self._file.close()


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
