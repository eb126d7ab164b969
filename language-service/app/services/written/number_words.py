"""Which words are small numbers, months, units and labels in each language (`numbers.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("numbers.toml")
_MAPPINGS = {"plain", "in_dates"}


@dataclass(frozen=True, slots=True)
class NumberWords:
    small: frozenset[str]
    """Zero to nine, in every spelling."""
    ordinals: frozenset[str]
    """First to ninth, where a library writes them in figures."""
    months: frozenset[str]
    units: frozenset[str]
    """A small number before one of them is written in figures."""
    labels: frozenset[str]
    """After one of them digits are read one by one: number, code."""
    plain: Mapping[str, str]
    """A word that a library leaves → its figures."""
    dated: frozenset[str]
    """Words of a date that its numbers stand behind: ngày, tháng."""
    in_dates: Mapping[str, str]
    """A word behind one of them that a library leaves → its figures."""


@cache
def number_words() -> Mapping[str, NumberWords]:
    """By language, ISO 639-1: those that can be written down."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    for language in tables:
        # English numbers are mixed into all of them, and read by their libraries
        tables[language]["small"] += " " + tables["en"]["small"]
    return {
        language: NumberWords(**{name: _read(name, words) for name, words in table.items()})
        for language, table in tables.items()
    }


def _read(name: str, words: str) -> Any:
    if name in _MAPPINGS:
        return dict(each.split("=") for each in words.split())
    return frozenset(words.split())
