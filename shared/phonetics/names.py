"""Names, foods, brands and other words that the dictionary lacks or has as few say them: names.tsv."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shared.once import once

Phones = tuple[str, ...]

PATH = Path(__file__).parent / "names.tsv"
INDIAN = ("given", "surname", "place", "food", "festival", "language", "loan")
"""Kinds whose words come from an Indian language, written in Latin letters."""
_AFTER_DICTIONARY = ("loan",)
"""Kinds whose words are English by now: the dictionary has their usual pronunciation, the list that of India."""


@dataclass(frozen=True, slots=True)
class ListedName:
    word: str
    """In lower case."""
    kind: str
    indian: tuple[Phones, ...]
    """As Indians say it, in the nearest phones of American English, most usual first."""
    american: tuple[Phones, ...]
    """Where Americans say it otherwise."""

    @property
    def accepted(self) -> tuple[Phones, ...]:
        return tuple(dict.fromkeys((*self.indian, *self.american)))

    def with_dictionary(self, written: Sequence[Phones]) -> tuple[Phones, ...]:
        """What is accepted where the dictionary has `written`, most usual first."""
        after = self.kind in _AFTER_DICTIONARY
        both = [*written, *self.accepted] if after else [*self.accepted, *written]
        return tuple(dict.fromkeys(both))


@once
def listed_names() -> dict[str, ListedName]:
    """The list by its words; read once a process."""
    with PATH.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(
            (line for line in table if not line.startswith("#")),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        )
        return {
            row["word"]: ListedName(
                row["word"], row["kind"], _variants(row["indian"]), _variants(row["american"])
            )
            for row in rows
        }


def _variants(cell: str) -> tuple[Phones, ...]:
    return tuple(tuple(each.split()) for each in cell.split("|") if each)
