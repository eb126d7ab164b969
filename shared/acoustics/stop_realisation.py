"""What ARPAbet has no symbol for: P, T, K without their puff of air, T and D with the tongue curled back.

Each is asked only where American speech has one clear way: P, T, K that open a stressed syllable or a word,
and T, D before a vowel that are no flaps. How the stop was said comes from the encoder's frames, which hear
place and manner, and from the waveform around its burst, which has the time to the voice's onset to the
millisecond.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

import numpy as np

from shared.acoustics.lattice import Segment
from shared.acoustics.phone_set import CLASSES
from shared.acoustics.segments import span_table
from shared.audio.decode import RATE_HZ
from shared.contracts import StopRealisationName
from shared.phonetics.arpabet import is_vowel, stress_of, strip_stress
from shared.phonetics.function_words import SAID_WEAKLY
from shared.phonetics.phonology import ONSET_SECONDS, is_plain_coronal

VERSION = "details-1"
UNASPIRATED: StopRealisationName = "unaspirated"
RETROFLEX: StopRealisationName = "retroflex"
_STOPS = ("P", "T", "K", "D")
CLIP = 5.0
"""Standard deviations."""
_SHORTEST_LAG_S = 0.005
_HOP_S, _WINDOW_S = 0.0025, 0.01
_BEFORE_S, _AFTER_S = 0.03, 0.11
"""Of the burst, the stretch of the waveform that is looked at."""
_STEP = 2
"""Hops a column of the profile."""
_BANDS_HZ = ((60.0, 400.0), (400.0, 1800.0), (1800.0, 3600.0), (3600.0, 7600.0))
_FLOOR_DB = -60.0
_LOOK_BEFORE_S, _LOOK_AFTER_S = 0.02, 0.03
"""Beside the aligned stop, where its burst may be."""
_VOICED_DB = -18.0
"""Level of the lowest band below its highest at which a voice is on."""
_VOICED_HOPS = 6
_N_FFT = 256


def sites_of(text: str, phones: Sequence[str]) -> dict[int, tuple[StopRealisationName, ...]]:
    """What is asked of each phone of a word; `phones` with their stress digits."""
    found: dict[int, tuple[StopRealisationName, ...]] = {}
    for index in range(len(phones) - 1):
        names: list[StopRealisationName] = []
        if _needs_puff(phones, index) and text.casefold() not in SAID_WEAKLY:
            names.append(UNASPIRATED)
        if is_plain_coronal(phones, index) and text.casefold() not in SAID_WEAKLY:
            names.append(RETROFLEX)
        if names:
            found[index] = tuple(names)
    return found


def _needs_puff(phones: Sequence[str], index: int) -> bool:
    phone, after = strip_stress(phones[index]), strip_stress(phones[index + 1])
    if phone not in {"P", "T", "K"} or (phone == "T" and after == "R"):
        return False
    if index and strip_stress(phones[index - 1]) == "S":
        return False
    if not (is_vowel(after) or after in ONSET_SECONDS):
        return False
    vowel = next((each for each in phones[index + 1 : index + 3] if is_vowel(each)), None)
    return vowel is not None and (index == 0 or (stress_of(vowel) or 0) > 0)


@dataclass(frozen=True, slots=True)
class Onset:
    """Where a stop is released, and what follows."""

    burst_s: float
    voice_s: float | None
    """When the voice sets in; None when it never does within reach."""
    profile: np.ndarray
    """float32 (n_columns * n_bands,): level by band around the burst, dB / 20 below the loudest."""


def find_onset(samples: np.ndarray, start_s: float, end_s: float) -> Onset:
    """Of a stop aligned at these seconds; `samples` are float32 at 16 kHz."""
    first_s = max(0.0, start_s - _LOOK_BEFORE_S - _BEFORE_S)
    last_s = end_s + _LOOK_AFTER_S + _AFTER_S + 0.03
    levels = _levels(samples, first_s, last_s)
    reach = np.arange(len(levels)) * _HOP_S + first_s
    rise = _rise(levels[:, 1:].mean(axis=1))
    allowed = (reach >= start_s - _LOOK_BEFORE_S) & (reach <= end_s + _LOOK_AFTER_S)
    burst = int(np.where(allowed, rise, -np.inf).argmax())
    low = levels[:, 0]
    is_voiced = low >= low[burst:].max() + _VOICED_DB
    run = np.convolve(is_voiced, np.ones(_VOICED_HOPS), "full")[_VOICED_HOPS - 1 :]
    starts = np.flatnonzero(run[burst:] >= _VOICED_HOPS)
    voice_s = float(reach[burst + starts[0]]) if len(starts) else None
    n_before, n_after = round(_BEFORE_S / _HOP_S), round(_AFTER_S / _HOP_S)
    rows = np.clip(np.arange(burst - n_before, burst + n_after), 0, len(levels) - 1)
    around = levels[rows].reshape(-1, _STEP, len(_BANDS_HZ)).mean(axis=1)
    return Onset(float(reach[burst]), voice_s, (around / 20).astype(np.float32).ravel())


def _levels(samples: np.ndarray, first_s: float, last_s: float) -> np.ndarray:
    """float64 (n_hops, n_bands): dB relative to the loudest hop of the stretch."""
    n_window, n_hop = round(_WINDOW_S * RATE_HZ), round(_HOP_S * RATE_HZ)
    start = round(first_s * RATE_HZ) - n_window // 2
    stop = round(last_s * RATE_HZ) + n_window
    inside = samples[max(0, start) : max(0, stop)]
    padded = np.zeros(stop - start, dtype=np.float32)
    at = max(0, -start)
    padded[at : at + len(inside)] = inside
    windows = np.lib.stride_tricks.sliding_window_view(padded, n_window)[::n_hop]
    power = np.abs(np.fft.rfft(windows * np.hanning(n_window), _N_FFT)) ** 2
    hertz = np.fft.rfftfreq(_N_FFT, 1 / RATE_HZ)
    bands = np.stack(
        [power[:, (hertz >= low) & (hertz < high)].sum(axis=1) for low, high in _BANDS_HZ], axis=1
    )
    decibels = 10 * np.log10(bands + 1e-12)
    return np.maximum(decibels - decibels.max(), _FLOOR_DB)


def _rise(level: np.ndarray) -> np.ndarray:
    """How much louder the next 10 ms are than the last 10 ms, dB."""
    n = round(0.01 / _HOP_S)
    padded = np.pad(level, (n, n), mode="edge")
    means = np.convolve(padded, np.ones(n) / n, "valid")
    return means[n : n + len(level)] - means[: len(level)]


@dataclass(frozen=True, slots=True)
class Sites:
    """The phones of an utterance that something is asked of."""

    segment: np.ndarray
    """int (n_sites,): index of its segment."""
    names: list[tuple[StopRealisationName, ...]]
    features: np.ndarray
    """float32 (n_sites, n_features)."""


def measure_sites(
    texts: Sequence[str],
    targets: Sequence[Sequence[str]],
    segments: Sequence[Segment],
    times: Sequence[tuple[float, float]],
    *,
    whitened: np.ndarray,
    samples: np.ndarray,
) -> Sites:
    """`segments` count the frames of `whitened`, `times` are seconds in `samples`, 16 kHz.

    `targets` are the words' matched pronunciations with their stress digits.
    """
    asked = [sites_of(text, phones) for text, phones in zip(texts, targets, strict=True)]
    chosen: list[int] = []
    names: list[tuple[StopRealisationName, ...]] = []
    for index, segment in enumerate(segments):
        found = asked[segment.word].get(segment.position)
        if found is not None:
            chosen.append(index)
            names.append(found)
    if not chosen:
        return Sites(np.zeros(0, np.int64), [], np.zeros((0, 0), np.float32))
    frames = span_table(whitened, [(segments[i].start, segments[i].stop) for i in chosen])
    sounds = np.array([_sound(samples, times[i], segments[i].phone) for i in chosen], np.float32)
    return Sites(np.array(chosen), names, np.concatenate([sounds, frames], axis=1))


def _sound(samples: np.ndarray, span: tuple[float, float], phone: int) -> np.ndarray:
    """Which stop it is, time to the voice's onset, and the levels around the burst."""
    onset = find_onset(samples, *span)
    lag_s = _AFTER_S if onset.voice_s is None else min(_AFTER_S, onset.voice_s - onset.burst_s)
    which = [float(CLASSES[phone] == each) for each in _STOPS]
    return np.array([*which, np.log(lag_s + _SHORTEST_LAG_S), *onset.profile], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class StopModel:
    """A logistic regression a detail, calibrated."""

    mean: np.ndarray
    scale: np.ndarray
    names: tuple[StopRealisationName, ...]
    weights: np.ndarray
    """float32 (n_details, n_features)."""
    calibration: np.ndarray
    """float32 (n_details, 2): factor and offset of the log-odds."""

    def probabilities(self, sites: Sites) -> dict[int, dict[StopRealisationName, float]]:
        """By segment."""
        if not len(sites.segment):
            return {}
        scaled = np.clip((sites.features - self.mean) / self.scale, -CLIP, CLIP)
        factor, offset = self.calibration.T
        odds = scaled @ self.weights.T * factor + offset
        chances = 1 / (1 + np.exp(-odds))
        return {
            int(segment): {name: float(row[self.names.index(name)]) for name in names}
            for segment, names, row in zip(sites.segment, sites.names, chances, strict=True)
        }


def load_stops(path: Path) -> StopModel:
    """Raises FileNotFoundError, and ValueError when the archive is of another format."""
    with np.load(path) as archive:
        arrays = dict(archive.items())
    names = tuple(str(each) for each in arrays["names"])
    if str(arrays["version"]) != VERSION or set(names) != set(get_args(StopRealisationName)):
        raise ValueError(f"{path.name} holds {arrays['version']} with {names}, not {VERSION}")
    return StopModel(
        arrays["mean"].astype(np.float32),
        arrays["scale"].astype(np.float32),
        cast(tuple[StopRealisationName, ...], names),
        arrays["weights"].astype(np.float32),
        arrays["calibration"].astype(np.float32),
    )
