"""How much longer stressed vowels are than unstressed ones, beside what the text leads to expect of them."""

import math
from collections.abc import Iterator, Sequence
from statistics import fmean, variance

from shared.contracts import DeliveryFinding
from shared.gates import LEAST_VOWELS_FOR_RHYTHM, SURE_DEVIATIONS

from .bands import band_of
from .expected_lengths import expected_length_ms
from .finding import side_of
from .speech import DeliveredWord, Speech

_SHORTEST_S = 0.02
"""A vowel that the aligner gave one frame may be shorter, not longer: its logarithm counts as this."""


def rhythm(speech: Speech) -> DeliveryFinding | None:
    """Both ratios are of geometric means, of vowels that no break lengthens.

    None with fewer than LEAST_VOWELS_FOR_RHYTHM stressed or unstressed ones.
    """
    stressed, unstressed = _logs(speech, is_stressed=True), _logs(speech, is_stressed=False)
    if min(len(stressed), len(unstressed)) < LEAST_VOWELS_FOR_RHYTHM:
        return None
    middle = fmean(stressed) - fmean(unstressed)
    error = math.sqrt(_of_mean(stressed) + _of_mean(unstressed))
    low, high = (math.exp(middle + way * SURE_DEVIATIONS * error) for way in (-1, 1))
    band = band_of("rhythm")
    side = side_of(math.exp(middle), band)
    is_sure = band.low is not None and high < band.low
    return DeliveryFinding(
        kind="rhythm",
        value=round(math.exp(middle), 3),
        unit="ratio",
        usual=band,
        sure_low=round(low, 3),
        sure_high=round(high, 3),
        state="usual" if side is None else "habit" if is_sure else "uncertain",
        side=side,
    )


def _logs(speech: Speech, *, is_stressed: bool) -> list[float]:
    """Logarithm of each vowel's length over the expected one."""
    return [
        log
        for word in speech.words
        if not word.is_before_break
        for stressed, log in _of_word(word)
        if stressed is is_stressed
    ]


def _of_word(word: DeliveredWord) -> Iterator[tuple[bool, float]]:
    """(whether it is stressed, logarithm) of each vowel but those of secondary stress."""
    vowels = word.vowels
    for number, vowel in enumerate(vowels):
        is_stressed = vowel.stress == 1 and word.is_content
        if vowel.stress == 2:
            continue
        expected_ms = expected_length_ms(
            vowel,
            after=word.phone_behind(vowel),
            n_syllables=len(vowels),
            is_inside=0 < number < len(vowels) - 1,
            is_stressed=is_stressed,
        )
        length_s = max(vowel.end_s - vowel.start_s, _SHORTEST_S)
        yield is_stressed, math.log(1000 * length_s / expected_ms)


def _of_mean(values: Sequence[float]) -> float:
    """Variance of the mean."""
    return variance(values) / len(values)
