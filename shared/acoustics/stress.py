"""Which syllable of a word is stressed, and whether a reduced vowel was said in full.

Each vowel is measured by itself (length, level, pitch, and its quality as the encoder's frames have it) and
against the other vowels of its word and of the utterance. What the word should sound like is no input: the
lexicon's stress enters as a prior at the end, in `StressModel.shares`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shared.acoustics.lattice import Segment
from shared.acoustics.nn import gelu
from shared.acoustics.phone_set import IS_VOWEL, N_CLASSES
from shared.audio.pitch import HOP_S, PitchTrack, semitones
from shared.phonetics.arpabet import is_vowel
from shared.phonetics.phonology import SHORTEST_PAUSE_S

VERSION = "stress-1"
_SHORTEST_S = 0.01
_FLOOR_DB = -90.0
_MIN_VOICED = 2
"""Pitch values a vowel needs for its pitch to count."""
N_SCALARS = 17


@dataclass(frozen=True, slots=True)
class Vowels:
    """The vowels of one utterance in order."""

    segment: np.ndarray
    """int (n_vowels,): index of its segment."""
    word: np.ndarray
    features: np.ndarray
    """float32 (n_vowels, N_SCALARS + n_components)."""


def levels_db(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    """RMS level every 10 ms, float32 dB relative to full scale."""
    hop = round(HOP_S * rate_hz)
    pieces = samples[: len(samples) // hop * hop].reshape(-1, hop)
    power = np.square(pieces, dtype=np.float32).mean(axis=1)
    return 10 * np.log10(np.maximum(power, 10 ** (_FLOOR_DB / 10)))


def measure_vowels(
    segments: Sequence[Segment],
    times: Sequence[tuple[float, float]],
    whitened: np.ndarray,
    *,
    levels: np.ndarray,
    track: PitchTrack,
    usual_s: np.ndarray,
) -> Vowels:
    """`whitened` are the encoder's frames, `usual_s` the median length of each phone class."""
    chosen = [index for index, segment in enumerate(segments) if IS_VOWEL[segment.phone]]
    own = np.array([_own(times[i], levels, track) for i in chosen], np.float32).reshape(-1, 7)
    pooled = [whitened[segments[i].start : segments[i].stop].mean(axis=0) for i in chosen]
    word = np.array([segments[i].word for i in chosen], dtype=np.int64)
    own[:, 0] -= np.log(usual_s[[segments[i].phone for i in chosen]])
    voiced = own[:, 5] > 0
    if voiced.any():
        own[:, 2:4] -= np.median(own[voiced, 2])
    own[~voiced, 2:5] = 0.0
    beside = own[:, :4] - _group_means(own[:, :4], word)
    overall = own[:, :2] - own[:, :2].mean(axis=0) if len(own) else own[:, :2]
    place = _places(segments, times, chosen)
    scalars = np.concatenate(
        [overall, own[:, 2:], beside, place, _onsets(times, segments, chosen, usual_s)], axis=1
    )
    width = whitened.shape[1]
    return Vowels(
        np.array(chosen, dtype=np.int64),
        word,
        np.concatenate([scalars, np.array(pooled, np.float32).reshape(-1, width)], axis=1),
    )


def _own(span: tuple[float, float], levels: np.ndarray, track: PitchTrack) -> list[float]:
    """Log length, level, mean and highest pitch, its movement, how much is voiced, and how clearly."""
    start, stop = round(span[0] / HOP_S), max(round(span[1] / HOP_S), round(span[0] / HOP_S) + 1)
    level = levels[start:stop]
    pitch = track.between(start * HOP_S, stop * HOP_S)
    strength = track.strength[start:stop]
    tones = semitones(pitch, 100.0) if len(pitch) >= _MIN_VOICED else np.zeros(0)
    third = max(1, len(tones) // 3)
    return [
        float(np.log(max(span[1] - span[0], _SHORTEST_S))),
        float(level.max()) / 10 if len(level) else _FLOOR_DB / 10,
        float(tones.mean()) if len(tones) else 0.0,
        float(tones.max()) if len(tones) else 0.0,
        float(tones[-third:].mean() - tones[:third].mean()) if len(tones) else 0.0,
        len(tones) / (stop - start),
        float(strength.mean()) if len(strength) else 0.0,
    ]


def _group_means(values: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Of the rows with the same group, for each row."""
    means = np.zeros_like(values)
    for group in np.unique(groups):
        means[groups == group] = values[groups == group].mean(axis=0)
    return means


def _places(
    segments: Sequence[Segment], times: Sequence[tuple[float, float]], chosen: Sequence[int]
) -> np.ndarray:
    """First of its word, last of its word, last before a pause, how far into the word."""
    ends = {segment.word: index for index, segment in enumerate(segments)}
    vowels: dict[int, list[int]] = {}
    for index in chosen:
        vowels.setdefault(segments[index].word, []).append(index)
    rows: list[tuple[float, ...]] = []
    for index in chosen:
        same, end = vowels[segments[index].word], ends[segments[index].word]
        pause = end + 1 == len(segments) or times[end + 1][0] - times[end][1] >= SHORTEST_PAUSE_S
        is_last = index == same[-1]
        share = same.index(index) / max(1, len(same) - 1)
        rows.append((index == same[0], is_last, is_last and pause, share))
    return np.array(rows, dtype=np.float32).reshape(-1, 4)


def _onsets(
    times: Sequence[tuple[float, float]],
    segments: Sequence[Segment],
    chosen: Sequence[int],
    usual_s: np.ndarray,
) -> np.ndarray:
    """Log length over the usual of the phone before and of the phone after within the word, 0 for none."""
    found = np.zeros((len(chosen), 2), dtype=np.float32)
    for row, index in enumerate(chosen):
        for column, other in enumerate((index - 1, index + 1)):
            inside = 0 <= other < len(segments) and segments[other].word == segments[index].word
            if inside and not IS_VOWEL[segments[other].phone]:
                length_s = max(times[other][1] - times[other][0], _SHORTEST_S)
                found[row, column] = np.log(length_s / usual_s[segments[other].phone])
    return found


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer; the mean over some trained apart."""

    w_in: np.ndarray
    """float32 (n_members, n_features, n_hidden)."""
    b_in: np.ndarray
    w_out: np.ndarray
    """float32 (n_members, n_hidden)."""
    b_out: np.ndarray

    def __call__(self, features: np.ndarray) -> np.ndarray:
        """float32 (n,): a log-odds each."""
        hidden = gelu(np.einsum("nf,mfh->mnh", features, self.w_in) + self.b_in[:, None])
        return (np.einsum("mnh,mh->mn", hidden, self.w_out) + self.b_out[:, None]).mean(axis=0)


@dataclass(frozen=True, slots=True)
class StressModel:
    usual_s: np.ndarray
    """float32 (40,): median length of each phone class in natural and synthetic speech."""
    mean: np.ndarray
    scale: np.ndarray
    stress: Network
    stress_calibration: np.ndarray
    """float32 (2,): factor of the log-odds, and what an accepted syllable is ahead by."""
    fullness: Network
    fullness_calibration: np.ndarray
    """float32 (2,): factor and offset."""

    def prominences(self, vowels: Vowels) -> np.ndarray:
        """float32 (n_vowels,): log-odds of being stressed, the lexicon left out."""
        return self.stress(self._scaled(vowels.features))

    def unreduced(self, vowels: Vowels) -> np.ndarray:
        """float32 (n_vowels,): probability of being a full vowel where a reduced one was due."""
        factor, offset = self.fullness_calibration
        odds = factor * self.fullness(self._scaled(vowels.features)) + offset
        return 1 / (1 + np.exp(-odds))

    def shares(self, odds: np.ndarray, accepted: Sequence[int]) -> np.ndarray:
        """Calibrated probability of each syllable of a word to be the stressed one."""
        factor, lead = self.stress_calibration
        known = factor * odds.astype(np.float64)
        known[list(accepted)] += lead
        exponents = np.exp(known - known.max())
        return exponents / exponents.sum()

    def _scaled(self, features: np.ndarray) -> np.ndarray:
        return np.clip((features - self.mean) / self.scale, -5.0, 5.0)


def accepted_syllables(
    phones: Sequence[str], variants: Sequence[Sequence[str]]
) -> tuple[int, list[int]] | None:
    """(the syllable `phones` stresses, all that variants with as many vowels do).

    None for words of one syllable and for those without exactly one primary stress.
    """
    n_vowels = len(vowels_of(phones))
    target = _primary(phones)
    if target is None or n_vowels < 2:
        return None
    others = [_primary(each) for each in variants if len(vowels_of(each)) == n_vowels]
    return target, sorted({target, *(each for each in others if each is not None)})


def vowels_of(phones: Sequence[str]) -> list[str]:
    return [phone for phone in phones if is_vowel(phone)]


def _primary(phones: Sequence[str]) -> int | None:
    """The syllable with the primary stress; None for none or several."""
    primary = [index for index, phone in enumerate(vowels_of(phones)) if phone.endswith("1")]
    return primary[0] if len(primary) == 1 else None


def load_stress(path: Path) -> StressModel:
    """Raises FileNotFoundError, and ValueError when the archive is of another format."""
    with np.load(path) as archive:
        arrays = {
            name: values.astype(np.float32) if values.dtype == np.float16 else values
            for name, values in archive.items()
        }
    if str(arrays.get("version")) != VERSION or arrays["usual_s"].shape != (N_CLASSES,):
        raise ValueError(f"{path.name} holds {arrays.get('version')}, not {VERSION}")
    networks = {
        name: Network(*(arrays[f"{name}/{part}"] for part in ("w_in", "b_in", "w_out", "b_out")))
        for name in ("stress", "fullness")
    }
    return StressModel(
        arrays["usual_s"],
        arrays["mean"],
        arrays["scale"],
        networks["stress"],
        arrays["stress/calibration"],
        networks["fullness"],
        arrays["fullness/calibration"],
    )
