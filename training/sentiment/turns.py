"""Labelled turns: `language<TAB>sentiment<TAB>text`, written for this by one hand; no call of anybody."""

import csv
from dataclasses import dataclass
from pathlib import Path

TURNS = Path(__file__).with_name("turns.tsv")


@dataclass(frozen=True, slots=True)
class LabelledTurn:
    language: str
    """ISO 639-1; Hindi in either script."""
    sentiment: str
    text: str


def labelled_turns(path: Path = TURNS) -> list[LabelledTurn]:
    with path.open(encoding="utf-8", newline="") as table:
        return [LabelledTurn(**row) for row in csv.DictReader(table, delimiter="\t")]
