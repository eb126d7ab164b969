"""Sentences asked for, and which stored one means the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.mount import module_of
from shared.roster import LANGUAGE

FOLDER = Path(__file__).parent
_IN = "services.engines.translators.phrases"


@dataclass(frozen=True, slots=True)
class AskedSentence:
    language: str
    text: str
    wanted: str | None
    """The English of the stored sentence that means the same; None: none does."""


def asked_sentences(name: str) -> list[AskedSentence]:
    """`name` is that of a file: `development`, `held-out`. Raises ValueError for a stored sentence that isn't there."""
    known = {row.texts[0] for row in part("memory").memory_rows()}
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    found: list[AskedSentence] = []
    for line in lines:
        if line.startswith("#"):
            continue
        language, text, wanted = line.split("\t")
        if wanted not in known and wanted != "-":
            raise ValueError(f"{name}.tsv: no stored sentence is {wanted!r}")
        found.append(AskedSentence(language, text, None if wanted == "-" else wanted))
    return found


def part(name: str) -> Any:
    """A module of the translator."""
    return module_of(LANGUAGE, f"{_IN}.{name}" if name else _IN)


def candidates_of(
    sentences: list[AskedSentence], stored: Any
) -> Iterator[tuple[AskedSentence, list[Any]]]:
    units = module_of(LANGUAGE, "services.translation.units")
    find_protected = module_of(LANGUAGE, "services.translation.protected").find_protected
    for each in sentences:
        direction = units.Direction(each.language, "hi" if each.language == "en" else "en")
        source = units.SourceSentence(each.text, find_protected(each.text))
        yield each, stored.candidates(source, direction)
