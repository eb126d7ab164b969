"""How long a text leads to expect its vowels: Klatt's rules, those that need no more than the words.

Of the rules of Allen, Hunnicutt & Klatt (1987, chapter 9): inherent lengths, words of several syllables, unstressed
vowels, and the consonant behind the vowel. Lengthening at the end of a phrase is the caller's.
"""

import csv
from functools import cache
from pathlib import Path

from shared.contracts import PhoneEvidence
from shared.phonetics.phonology import NASALS, OBSTRUENTS, VOICELESS

_FILE = Path(__file__).with_name("expected_lengths.tsv")
LONGER_AT_END = 1.4
"""Of a vowel in the last syllable of a phrase."""
_SHORTER_IN_LONG_WORDS = 0.80
_SHORTER_UNSTRESSED, _SHORTER_UNSTRESSED_INSIDE = 0.70, 0.50
_BEFORE_VOICELESS_STOP, _BEFORE_VOICED_FRICATIVE, _BEFORE_NASAL, _BEFORE_VOICED_STOP = (
    0.70,
    1.60,
    0.85,
    1.20,
)
_VOICED_FRICATIVES = frozenset({"V", "DH", "Z", "ZH"})
_LESS_INSIDE_PHRASES = 0.3
"""Of what the consonant behind does, what is left where no phrase ends."""


@cache
def _inherent() -> dict[str, tuple[float, float]]:
    """Vowel → inherent and minimum length, ms."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {row["vowel"]: (float(row["inherent"]), float(row["minimum"])) for row in rows}


def expected_length_ms(
    vowel: PhoneEvidence, *, after: str | None, n_syllables: int, is_inside: bool, is_stressed: bool
) -> float:
    """`after`: the next phone of the word; `is_inside`: neither the first nor the last syllable of its word."""
    name = "AX" if vowel.target == "AH" and not is_stressed else vowel.target
    inherent, minimum = _inherent()[name]
    share = _SHORTER_IN_LONG_WORDS if n_syllables > 1 else 1.0
    if not is_stressed:
        minimum /= 2
        share *= _SHORTER_UNSTRESSED_INSIDE if is_inside else _SHORTER_UNSTRESSED
    share *= 1 - _LESS_INSIDE_PHRASES + _LESS_INSIDE_PHRASES * _before(after)
    return minimum + (inherent - minimum) * share


def _before(after: str | None) -> float:
    if after in NASALS:
        return _BEFORE_NASAL
    if after in _VOICED_FRICATIVES:
        return _BEFORE_VOICED_FRICATIVE
    if after in OBSTRUENTS:
        return _BEFORE_VOICELESS_STOP if after in VOICELESS else _BEFORE_VOICED_STOP
    return 1.0
