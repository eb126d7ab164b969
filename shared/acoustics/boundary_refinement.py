"""Phone boundaries from the waveform: where the spectrum turns from one phone's into the next's.

The encoder's frames are 20 ms apart and hear the phone that comes before it has begun, consonants most of all. So each
boundary is first moved by how early its kind is, then to where the 5 ms pieces beside it stop being like the phone before
and start being like the one after.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from shared.acoustics.lattice import Segment
from shared.acoustics.phone_set import CLASSES
from shared.audio.decode import RATE_HZ
from shared.phonetics.arpabet import FEATURES, is_vowel

EARLY_S = {"vowel": 0.007, "stop": 0.020, "affricate": 0.035, "fricative": 0.023, "nasal": 0.026, "approximant": 0.016, "lateral": 0.022}  # fmt: skip
EARLY_AFTER_PAUSE_S = {"vowel": 0.005, "stop": 0.031, "affricate": 0.035, "fricative": 0.022, "nasal": 0.016, "approximant": 0.056, "lateral": 0.045}  # fmt: skip
"""How early the frames put the start of a phone, by its manner; medians over hand-corrected boundaries of the speakers that
docs/people.md names, rounded."""
HOP_S = 0.005
_WINDOW_S = 0.016
_N_FFT, _N_BANDS = 512, 26
_BANDS_HZ = (60.0, 7600.0)
_REACH_S = 0.03
"""How far a boundary may move."""
_SPREAD_S = 0.015
"""Standard deviation of where it is expected."""
_BESIDE_S, _GAP_S = 0.07, 0.005
"""What is taken for the phone before and the one after: so much, so far from the boundary."""
_NOISE = 2.0
"""Variance of a band's log power within a phone."""
_MOST = 2.0
"""What one piece can say at most, nats."""
_SHARPNESS = 1.5
"""Above 1, the mean place weighs its neighbours more: pieces 5 ms apart share their samples."""
_FLOOR = 1e-7
_SHORTEST_S = 0.01


def refined_times(
    samples: np.ndarray, segments: Sequence[Segment], times: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """(start, end) of each segment in seconds, from those of boundaries.segment_times.

    `samples` are float32 at 16 kHz; phones that touched still do, and pauses between phones stay.
    """
    if not segments:
        return []
    spectra = _spectra(samples)
    starts: list[float] = []
    for index, segment in enumerate(segments):
        start, end = times[index]
        joins = index > 0 and segments[index - 1].stop == segment.start
        moved = start + _early_s(segment.phone, after_pause=not joins)
        if joins and _turns(segments[index - 1].phone, segment.phone):
            moved = _turning_point(spectra, moved, opened=times[index - 1][0], closed=end)
        floor = starts[-1] + _SHORTEST_S if starts else 0.0
        starts.append(min(max(moved, floor), max(end - _SHORTEST_S, floor)))
    ends = [
        starts[index + 1]
        if one.stop == other.start
        else max(times[index][1], starts[index] + _SHORTEST_S)
        for index, (one, other) in enumerate(pairwise(segments))
    ]
    ends.append(max(times[-1][1], starts[-1] + _SHORTEST_S))
    return list(zip(starts, ends, strict=True))


def _turns(before: int, after: int) -> bool:
    """Whether the spectrum turns at once: into a closure, a nasal or noise, and out of a hiss; not between sounds that glide."""
    if _manner(after) in {"stop", "affricate", "fricative", "nasal"}:
        return _manner(before) in {"vowel", "approximant", "lateral"} or (
            _manner(before) == "nasal" and _manner(after) == "fricative"
        )
    return _manner(before) == "fricative" and not FEATURES[CLASSES[before]].voiced


def _manner(phone: int) -> str:
    name = CLASSES[phone]
    return "vowel" if is_vowel(name) else FEATURES[name].manner


def _early_s(phone: int, *, after_pause: bool) -> float:
    table = EARLY_AFTER_PAUSE_S if after_pause else EARLY_S
    return table[_manner(phone)]


def _turning_point(spectra: np.ndarray, expected: float, *, opened: float, closed: float) -> float:
    """Where, around `expected`, the spectra are no longer like those since `opened` but like those up to `closed`."""
    before = _mean_between(spectra, max(opened, expected - _BESIDE_S), expected - _GAP_S)
    after = _mean_between(spectra, expected + _GAP_S, min(closed, expected + _BESIDE_S))
    first = max(0, round((expected - _REACH_S) / HOP_S))
    last = min(len(spectra), round((expected + _REACH_S) / HOP_S))
    if before is None or after is None or last - first < 2:
        return expected
    pieces = spectra[first:last]
    likeness = np.square(pieces - after).mean(axis=1) - np.square(pieces - before).mean(axis=1)
    evidence = np.concatenate([[0.0], np.cumsum(np.clip(likeness / _NOISE, -_MOST, _MOST))])
    places = (np.arange(first, last + 1) - 0.5) * HOP_S
    score = (evidence - np.square((places - expected) / _SPREAD_S) / 2) / _SHARPNESS
    weight = np.exp(score - score.max())
    return float((weight * places).sum() / weight.sum())


def _mean_between(spectra: np.ndarray, start_s: float, stop_s: float) -> np.ndarray | None:
    first = max(0, round(start_s / HOP_S))
    pieces = spectra[first : max(round(stop_s / HOP_S), first + 1)]
    return pieces.mean(axis=0) if len(pieces) else None


def _spectra(samples: np.ndarray) -> np.ndarray:
    """float32 (n_samples / 80, 26): log power in mel bands, one row each 5 ms, centred on its time."""
    n_window, n_hop = round(_WINDOW_S * RATE_HZ), round(HOP_S * RATE_HZ)
    padded = np.pad(samples, (n_window // 2, n_window)).astype(np.float32, copy=False)
    pieces = np.lib.stride_tricks.sliding_window_view(padded, n_window)[::n_hop]
    window = np.hanning(n_window).astype(np.float32)
    power = np.square(np.abs(np.fft.rfft(pieces * window, _N_FFT)))
    return np.log(power @ _bands().T + _FLOOR).astype(np.float32)


def _bands() -> np.ndarray:
    """float32 (26, 257): triangles even in mel (O'Shaughnessy 1987)."""
    low, high = (2595 * np.log10(1 + hertz / 700) for hertz in _BANDS_HZ)
    edges = 700 * (10 ** (np.linspace(low, high, _N_BANDS + 2) / 2595) - 1)
    bins = np.fft.rfftfreq(_N_FFT, 1 / RATE_HZ)
    rising = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    return np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)
