"""Changing the sample rate in memory that depends on neither the recording's length nor the ratio."""

from fractions import Fraction
from functools import lru_cache

import numpy as np

_LARGEST_DIVISOR = 4_000
"""The filter has 20 taps for each step of the ratio; a ratio of two primes is taken from its nearest neighbour with a
divisor up to this, which every rate in use has exactly. Over two minutes the times then differ by 15 ms at most."""
_BLOCK = 1 << 17
"""Samples that are filtered at once."""
_AT_ONCE = 1 << 14
"""Samples that are made at once where several phases are mixed."""
_KAISER_BETA = 5.0
_ZERO_CROSSINGS = 10
"""Of the filter on each side; what scipy.signal.resample_poly takes."""


def resample(samples: np.ndarray, from_hz: int, to_hz: int) -> np.ndarray:
    """Polyphase resampling with a Kaiser-windowed anti-aliasing filter; float32 (n_samples,) in and out, within ±1."""
    if from_hz == to_hz:
        return np.ascontiguousarray(samples, dtype=np.float32)
    resampler = Resampler(from_hz, to_hz)
    pieces = [
        resampler.add(samples[start : start + _BLOCK]) for start in range(0, len(samples), _BLOCK)
    ]
    return np.concatenate([*pieces, resampler.end()])


class Resampler:
    """The same for samples that come piece by piece; what it gives doesn't depend on the pieces."""

    def __init__(self, from_hz: int, to_hz: int, block: int = _BLOCK) -> None:
        """`block`: samples that are waited for before more output is made; of live sound few."""
        ratio = Fraction(to_hz, from_hz).limit_denominator(_LARGEST_DIVISOR)
        self._up, self._down = ratio.numerator, ratio.denominator
        # What a sample of the output rests on, on each side, in whole steps: then blocks join without a seam.
        reach = _ZERO_CROSSINGS * max(self._up, self._down) // self._up + 1
        self._margin = -(-reach // self._down) * self._down
        self._block = -(-block // self._down) * self._down
        self._waiting: list[np.ndarray] = []
        self._n_waiting = 0
        self._before = 0
        """How many of the samples that wait have been turned into output; they are kept as the margin."""

    def add(self, samples: np.ndarray) -> np.ndarray:
        """The output that is certain by now."""
        if self._up == self._down:
            return np.ascontiguousarray(samples, dtype=np.float32)
        self._waiting.append(np.asarray(samples, dtype=np.float32))
        self._n_waiting += len(samples)
        made: list[np.ndarray] = []
        while self._n_waiting >= self._before + self._block + self._margin:
            made.append(self._filtered(self._before + self._block + self._margin, self._block))
            self._forget(self._before + self._block - self._margin)
        return np.concatenate(made) if made else np.zeros(0, dtype=np.float32)

    def end(self) -> np.ndarray:
        """The rest. Nothing can be added after it."""
        if self._up == self._down or self._n_waiting == self._before:
            return np.zeros(0, dtype=np.float32)
        return self._filtered(self._n_waiting, self._n_waiting - self._before)

    def _filtered(self, n_used: int, n_new: int) -> np.ndarray:
        """The output of `n_new` samples after those before, from the first `n_used` that wait."""
        self._waiting = [np.concatenate(self._waiting)]
        block = self._waiting[0][:n_used]
        made = _polyphase(block, self._up, self._down)
        start = self._before * self._up // self._down
        stop = -(-(self._before + n_new) * self._up // self._down)
        return np.clip(made[start:stop], -1.0, 1.0).astype(np.float32)

    def _forget(self, n_samples: int) -> None:
        """Drop all but the margin of what was turned into output."""
        kept = self._before + self._block
        self._waiting = [self._waiting[0][max(0, n_samples) :].copy()]
        self._n_waiting -= max(0, n_samples)
        self._before = kept - max(0, n_samples)


def _polyphase(samples: np.ndarray, up: int, down: int) -> np.ndarray:
    """What scipy.signal.resample_poly makes of float32 (n_samples,): ceil(n * up / down) samples, zeros beyond both ends.

    Sample m is at m * down / up of the input: the whole part says which samples it rests on, the rest which taps. Importing
    scipy.signal costs a second of processor time and 50 MB in each process.
    """
    phases = _filter(up, down)
    n_taps, half = phases.shape[1], _ZERO_CROSSINGS * max(up, down)
    n_made = -(-len(samples) * up // down)
    last = ((n_made - 1) * down + half) // up
    padded = np.concatenate(
        [np.zeros(n_taps - 1, np.float32), samples, np.zeros(max(0, last + 1 - len(samples)), np.float32)]
    )  # fmt: skip
    windows = np.lib.stride_tricks.sliding_window_view(padded, n_taps)
    if up == 1:
        return windows[half : last + 1 : down] @ phases[0]
    made = np.empty(n_made, np.float32)
    for start in range(0, n_made, _AT_ONCE):
        places = np.arange(start, min(start + _AT_ONCE, n_made)) * down + half
        taps = phases[places % up]
        np.einsum("ij,ij->i", windows[places // up], taps, out=made[start : start + len(places)])
    return made


@lru_cache(maxsize=4)
def _filter(up: int, down: int) -> np.ndarray:
    """Taps of the low pass that scipy.signal.resample_poly designs, those of each phase in a row, last first: float32 (up, n)."""
    fastest = max(up, down)
    reach = _ZERO_CROSSINGS * fastest
    taps = np.sinc(np.arange(-reach, reach + 1) / fastest) * np.kaiser(2 * reach + 1, _KAISER_BETA)
    taps *= up / taps.sum()
    n_taps = -(-len(taps) // up)
    padded = np.concatenate([taps, np.zeros(n_taps * up - len(taps))])
    return np.ascontiguousarray(padded.reshape(n_taps, up)[::-1].T, dtype=np.float32)
