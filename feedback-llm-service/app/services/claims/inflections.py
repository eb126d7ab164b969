"""Which words an English word may be a form of."""

import re
from functools import lru_cache

_VOWELS = "aeiou"
_DOUBLED = re.compile(r"([bdgklmnprtv])\1$")
_ENDINGS = ("'s", "s'", "s", "es", "ed", "ing", "er", "est", "ly", "r", "st", "d")
_FEWEST_LETTERS = 2
"""Of what an ending leaves."""


@lru_cache(maxsize=20_000)
def base_forms(word: str) -> tuple[str, ...]:
    """The word itself first, then all that it could be an inflection of; small letters. Not all of them are words."""
    found = {word: None}
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _FEWEST_LETTERS:
            found |= dict.fromkeys(_stems(word[: -len(ending)], ending))
    return tuple(found)


def _stems(stem: str, ending: str) -> list[str]:
    stems = [stem]
    if ending in {"ed", "ing", "er", "est"}:
        stems.append(stem + "e")
        if _DOUBLED.search(stem):
            stems.append(stem[:-1])
    if stem.endswith("i") and ending in {"es", "ed", "er", "est", "ly"}:
        stems.append(stem[:-1] + "y")
    if ending == "ly":
        stems += [stem + "le", *([stem[:-2]] if stem.endswith("al") else [])]
    if ending in {"r", "st", "d"} and stem[-1] not in _VOWELS:
        return []
    return stems
