"""How far the voice moves: the 10th to the 90th percentile of its pitch in vowels, in semitones, whatever octave the tracker took."""

import math
from collections.abc import Sequence
from random import Random
from statistics import median

from shared.contracts import DeliveryFinding, PitchContour
from shared.gates import LEAST_VOWELS_FOR_RANGE

from .bands import band_of
from .finding import side_of
from .speech import Speech

_OCTAVE = 12.0
_NEIGHBOURS = 2
"""Vowels on either side by whose pitch an octave is told from a movement."""
_LOW, _HIGH = 0.10, 0.90
_RESAMPLED = 200
_SURE = 0.05
"""Left out at either end of the interval, which holds 90 %."""

Tones = list[float]
"""Of one vowel, semitones above 100 Hz."""


def pitch_range(speech: Speech) -> DeliveryFinding | None:
    """None with fewer than LEAST_VOWELS_FOR_RANGE voiced vowels."""
    pitch = speech.alignment.pitch
    if pitch is None:
        return None
    vowels = _in_one_octave(_tones(speech, pitch))
    if len(vowels) < LEAST_VOWELS_FOR_RANGE:
        return None
    value = _range_of(vowels)
    low, high = _interval(vowels)
    band = band_of("pitch_range")
    side = side_of(value, band)
    is_sure = band.low is not None and high < band.low
    return DeliveryFinding(
        kind="pitch_range",
        value=round(value, 1),
        unit="semitones",
        usual=band,
        sure_low=round(low, 1),
        sure_high=round(high, 1),
        state="usual" if side is None else "habit" if is_sure else "uncertain",
        side=side,
    )


def _tones(speech: Speech, pitch: PitchContour) -> list[Tones]:
    """Of each voiced vowel, in order."""
    found: list[Tones] = []
    for word in speech.words:
        for vowel in word.vowels:
            first, last = (
                math.ceil((time_s - pitch.start_s) / pitch.hop_s)
                for time_s in (vowel.start_s, vowel.end_s)
            )
            values = [hz for hz in pitch.f0_hz[max(0, first) : max(0, last)] if hz]
            if values:
                found.append([_OCTAVE * math.log2(hz / 100) for hz in values])
    return found


def _in_one_octave(vowels: Sequence[Tones]) -> list[Tones]:
    """A value that is nearer to what is around it one octave up or down was taken for its half or double: moved back."""
    middles = [median(tones) for tones in vowels]
    overall = median(middles) if middles else 0.0
    moved: list[Tones] = []
    for index, tones in enumerate(vowels):
        beside = middles[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS + 1]
        around = (median(beside) + overall) / 2
        moved.append([_nearest(tone, around) for tone in tones])
    return moved


def _nearest(tone: float, around: float) -> float:
    return min((tone, tone - _OCTAVE, tone + _OCTAVE), key=lambda each: abs(each - around))


def _range_of(vowels: Sequence[Tones]) -> float:
    tones = sorted(tone for vowel in vowels for tone in vowel)
    return _at(tones, _HIGH) - _at(tones, _LOW)


def _interval(vowels: Sequence[Tones]) -> tuple[float, float]:
    """Of the range over resampled vowels, the same ones each time."""
    drawn = Random(0)
    ranges = sorted(_range_of(drawn.choices(vowels, k=len(vowels))) for _ in range(_RESAMPLED))
    return _at(ranges, _SURE), _at(ranges, 1 - _SURE)


def _at(values: Sequence[float], share: float) -> float:
    """Of sorted values, linear between."""
    place = share * (len(values) - 1)
    below = math.floor(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)
