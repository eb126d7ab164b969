"""Where a word's spelling breaks into its syllables: `de-vel-op-ment`."""

import re
from collections.abc import Sequence
from itertools import pairwise

from shared.phonetics.arpabet import is_vowel, stress_of, strip_stress

_VOWELS = re.compile(r"[aeiou]+y?|(?<!^)y", re.IGNORECASE)
_UNITS = ("tch", "sch", "th", "sh", "ch", "ph", "ck", "gh", "qu", "wh", "ng")
"""Letters that stay together."""
_ONSETS = frozenset(
    [
        "bl",
        "br",
        "cl",
        "cr",
        "dr",
        "fl",
        "fr",
        "gl",
        "gr",
        "pl",
        "pr",
        "sc",
        "sk",
        "sl",
        "sm",
        "sn",
        "sp",
        "st",
        "sw",
        "tr",
        "tw",
        "scr",
        "spl",
        "spr",
        "str",
        "thr",
        "shr",
    ]
)
_CHECKED = frozenset({"AE", "EH", "IH", "UH", "AH"})
"""Vowels that a stressed syllable closes after with a consonant."""


def spelled_syllables(word: str, syllables: Sequence[Sequence[str]]) -> list[str] | None:
    """The letters of each of `syllables` (ARPAbet with stress digits); None where spelling and sound count differently."""
    groups = list(_VOWELS.finditer(word))
    if len(groups) == len(syllables) + 1 and re.search(r"[^aeiouy]e$", word):
        groups.pop()  # silent e
    if len(groups) != len(syllables) or not groups:
        return None
    breaks = [0]
    for place, (one, next_one) in enumerate(pairwise(groups)):
        between = word[one.end() : next_one.start()]
        breaks.append(one.end() + _coda_length(between, syllables[place]))
    return [word[a:b] for a, b in zip(breaks, [*breaks[1:], len(word)], strict=True)]


def _coda_length(letters: str, syllable: Sequence[str]) -> int:
    """How many of the consonant letters between two vowels belong to the first."""
    units = re.findall("|".join([*_UNITS, "."]), letters)
    vowel = next(phone for phone in syllable if is_vowel(phone))
    is_checked = strip_stress(vowel) in _CHECKED and bool(stress_of(vowel))
    n_kept = 1 if is_checked and units else 0
    while n_kept < len(units) - 1 and "".join(units[n_kept:]) not in _ONSETS:
        n_kept += 1
    return sum(map(len, units[:n_kept]))
