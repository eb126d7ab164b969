"""Which words say what a number is."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from .tokens import TurnToken

_FILE = Path(__file__).with_name("words_around.toml")
_BEFORE, AFTER = 10, 4
"""Words that are looked at."""
NO_KIND = "none"


@cache
def _kinds() -> dict[str, str]:
    """Word → kind."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))["kinds"]
    return {word: kind for kind, words in table.items() for word in words}


@cache
def word_list(table: str, name: str) -> frozenset[str]:
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))[table][name])


def kind_of(before: Sequence[TurnToken], after: Sequence[TurnToken]) -> str | None:
    """The kind that the nearest word before names, else one right behind; NO_KIND: a price or the like."""
    for token in reversed(before[-_BEFORE:]):
        if token.text in _kinds() and _kinds()[token.text] != "DATE_OF_BIRTH":
            return _kinds()[token.text]
    for token in after[:AFTER]:
        if token.text in _kinds() and _kinds()[token.text] != "DATE_OF_BIRTH":
            return _kinds()[token.text]
    return None


def announces_birth(before: Sequence[TurnToken]) -> bool:
    return any(_kinds().get(token.text) == "DATE_OF_BIRTH" for token in before[-_BEFORE:])
