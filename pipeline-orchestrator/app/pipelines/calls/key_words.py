"""Which words a customer must get right: numbers, prices, days, names."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from shared.contracts import TranscriptWord

_ENDS_SENTENCE = (".", "!", "?", "…")
_PRONOUN = (
    "i",
    "i'm",
    "i'll",
    "i've",
    "i'd",
    "ok",
    "okay",
    "mr",
    "mrs",
    "ms",
    "sir",
    "madam",
    "ma'am",
)
_STRIPPED = ".,!?…;:\"'()"


@cache
def _listed() -> frozenset[str]:
    lists = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return frozenset(word for words in lists.values() for word in words.split())


def is_key_word(spoken: str, words: Sequence[TranscriptWord], place: int | None) -> bool:
    """Of a word as it is spoken, and, where it is known, its place among the written words of its turn."""
    if spoken.lower().strip(_STRIPPED) in _listed():
        return True
    if place is None:
        return False
    written = words[place].text.strip(_STRIPPED)
    if any(map(str.isdigit, written)):
        return True
    begins = place == 0 or words[place - 1].text.rstrip("\"')").endswith(_ENDS_SENTENCE)
    return written[:1].isupper() and not begins and written.lower() not in _PRONOUN


def place_of(
    start_s: float | None, end_s: float | None, words: Sequence[TranscriptWord]
) -> int | None:
    """Of the written word in which most of such a stretch is; None where it is in none."""
    if start_s is None or end_s is None:
        return None
    shared = [
        (min(word.end_s, end_s) - max(word.start_s, start_s), -place)
        for place, word in enumerate(words)
    ]
    longest, place = max(shared, default=(0.0, 0))
    return -place if longest > 0 else None
