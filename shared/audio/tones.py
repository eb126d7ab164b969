"""Tones that stay where they are: what music has and speech hasn't.

The pitch of speech glides, so that over an eighth of a second its partials seldom keep their frequency; notes
do. Sounds without speech are music, too, when they consist of partials at all, as sung vibrato does.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from shared.audio.decode import RATE_HZ

HOP = 512
"""Samples, 32 ms: one frame each step of the voice activity detector."""
_N_FFT = 2048
_LOWEST_BIN, _HIGHEST_BIN = 11, 640
"""86 Hz, above the mains and its hum; 5 kHz, where instruments have little left."""
_APART = 4
"""Frames between two looks at a partial, 128 ms: the windows have no samples in common."""
_PROMINENCE_DB, _PEAK_RANGE_DB = 8.0, 40.0
_PROMINENCE_BINS = 4
_STEADY_RATIO, _STEADY_BINS = 0.006, 0.19
"""A steady partial moves by less than the larger of 10 cents and 1.5 Hz."""
_ACTIVE_RANGE_DB = 35.0
"""Frames farther below the loudest are pauses."""
_MAINS_HZ, _MAINS_TOLERANCE_HZ = (50.0, 60.0), 1.0
_BLOCK = 512
"""Frames at a time; a two-minute recording has 3,750."""


@dataclass(frozen=True, slots=True)
class Tones:
    """Shares are of the sound's power between 86 Hz and 5 kHz, 0–1."""

    steady_in_speech: float
    """In steady partials, while there is speech: the median over its frames; 0 without speech. A held vowel
    fills fewer than half of them, music behind the speech fills nearly all."""
    steady: float
    """In steady partials, of all power."""
    tonal: float
    """In partials, steady or gliding: the mean over frames that aren't pauses."""
    n_partials: float
    """Mean number of partials in such a frame."""
    mains: float
    """Of the power in steady partials, what lies at multiples of 50 Hz or of 60 Hz."""
    active_s: float
    """Seconds that aren't pauses."""
    floor_dbfs: float
    """Level that nine in ten frames exceed."""


SILENT = Tones(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -120.0)


class Samples(Protocol):
    """float32 (n_samples,), or what gives its slices as such."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> np.ndarray: ...


def measure_tones(samples: Samples, is_speech: np.ndarray) -> Tones:
    """`samples` float32 at 16 kHz, `is_speech` bool, one a step of HOP samples."""
    n_frames = (len(samples) - _N_FFT) // HOP + 1
    if n_frames <= _APART:
        return SILENT
    frames = [
        _measure_block(samples, first, min(first + _BLOCK, n_frames - _APART))
        for first in range(0, n_frames - _APART, _BLOCK)
    ]
    power, steady, tonal, n_partials, mains_50, mains_60 = np.concatenate(frames, axis=1)
    active = power >= power.max() * 10 ** (-_ACTIVE_RANGE_DB / 10)
    centre = np.arange(len(power)) + _N_FFT // HOP // 2
    speech = is_speech[np.minimum(centre, len(is_speech) - 1)] if len(is_speech) else active & False
    whole = steady.sum()
    return Tones(
        steady_in_speech=_median_share(steady[speech], power[speech]),
        steady=_share(whole, power.sum()),
        tonal=float((tonal[active] / np.maximum(power[active], 1e-20)).mean()),
        n_partials=float(n_partials[active].mean()),
        mains=_share(max(mains_50.sum(), mains_60.sum()), whole),
        active_s=float(active.sum() * HOP / RATE_HZ),
        floor_dbfs=float(10 * np.log10(np.percentile(power, 10) + 1e-12)),
    )


def _measure_block(samples: Samples, first: int, stop: int) -> np.ndarray:
    """float32 (6, stop - first): power, that of steady partials, of partials, how many, at 50 n and 60 n Hz."""
    piece = samples[first * HOP : (stop + _APART - 1) * HOP + _N_FFT]
    window = np.hanning(_N_FFT + 1)[:-1].astype(np.float32)
    cut = np.lib.stride_tricks.sliding_window_view(piece, _N_FFT)[::HOP]
    spectrum = np.abs(np.fft.rfft(cut * window, axis=1)[:, : _HIGHEST_BIN + 1]) ** 2
    power = (2 * spectrum / (_N_FFT * np.square(window).sum())).astype(np.float32)
    level = 10 * np.log10(power + 1e-16)
    is_peak, place = _partials(level)
    around = power + np.roll(power, 1, axis=1) + np.roll(power, -1, axis=1)
    now, later = slice(0, stop - first), slice(_APART, None)
    is_steady = np.zeros_like(is_peak[now])
    allowed = np.maximum(_STEADY_RATIO * place[now], _STEADY_BINS)
    for shift in (-1, 0, 1):
        there = np.roll(is_peak[later], shift, axis=1)
        moved = np.abs(place[now] - np.roll(place[later], shift, axis=1))
        is_steady |= is_peak[now] & there & (moved < allowed)
    total = power[now, _LOWEST_BIN:].sum(axis=1)
    in_steady = np.where(is_steady, around[now], 0.0)
    rows = [
        total,
        np.minimum(in_steady.sum(axis=1), total),
        np.minimum(np.where(is_peak[now], around[now], 0.0).sum(axis=1), total),
        is_peak[now].sum(axis=1),
    ]
    hz = place[now] * (RATE_HZ / _N_FFT)
    for mains_hz in _MAINS_HZ:
        off_hz = np.abs(hz - mains_hz * np.round(hz / mains_hz))
        rows.append(np.where(off_hz < _MAINS_TOLERANCE_HZ, in_steady, 0.0).sum(axis=1))
    return np.array(rows, dtype=np.float32)


def _partials(level: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(bool, float) like `level`, dB: where a partial is, and at which bin and fraction of one."""
    left, here, right = level[:, :-2], level[:, 1:-1], level[:, 2:]
    is_peak = np.zeros(level.shape, dtype=bool)
    is_peak[:, 1:-1] = (here > left) & (here >= right)
    curve = left - 2 * here + right
    place = np.zeros_like(level)
    place[:, 1:-1] = np.where(
        is_peak[:, 1:-1], 0.5 * (left - right) / np.where(curve < -1e-6, curve, -1.0), 0.0
    )
    beside = np.full_like(level, -np.inf)
    beside[:, _PROMINENCE_BINS:] = level[:, :-_PROMINENCE_BINS]
    beside[:, :-_PROMINENCE_BINS] = np.maximum(
        beside[:, :-_PROMINENCE_BINS], level[:, _PROMINENCE_BINS:]
    )
    loudest = level[:, _LOWEST_BIN:].max(axis=1, keepdims=True)
    is_peak &= (level > beside + _PROMINENCE_DB) & (level > loudest - _PEAK_RANGE_DB)
    is_peak[:, :_LOWEST_BIN] = False
    return is_peak, place + np.arange(level.shape[1], dtype=np.float32)


def _median_share(part: np.ndarray, whole: np.ndarray) -> float:
    return float(np.median(part / np.maximum(whole, 1e-20))) if len(whole) else 0.0


def _share(part: float, whole: float) -> float:
    return float(min(1.0, part / whole)) if whole > 0 else 0.0
