"""The stored sentences: rows of `calls.tsv` and `interface.tsv`, one meaning each, in both languages."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from shared.contracts.translation import Formality

LANGUAGES = ("en", "hi")
FILES = ("calls.tsv", "interface.tsv")
OTHER_WAYS = Path(__file__).with_name("other_ways.tsv")
SLOT = re.compile(r"\{(\w+)\}")
_NO_REGISTER: Literal["-"] = "-"
_SLOTS = {"amount", "date", "email", "name", "number", "order", "percent", "phone", "time"}


class MemoryFault(ValueError):
    """A row that can't be used; names file and line."""


@dataclass(frozen=True, slots=True)
class MemoryRow:
    texts: tuple[str, str]
    """As `LANGUAGES` are ordered; slots stand as `{amount}`."""
    formality: Formality | None
    """Of the Hindi; None where it has none."""
    reviewed: str
    """Who has gone over it; `no`: nobody yet."""

    def text(self, language: str) -> str:
        return self.texts[LANGUAGES.index(language)]

    @property
    def slots(self) -> Counter[str]:
        return Counter(SLOT.findall(self.texts[0]))


@cache
def memory_rows() -> tuple[MemoryRow, ...]:
    """Raises MemoryFault."""
    rows = [row for name in FILES for row in _read(Path(__file__).with_name(name))]
    for at, language in enumerate(LANGUAGES):
        counted = Counter(row.texts[at] for row in rows)
        if twice := [text for text, n in counted.items() if n > 1]:
            raise MemoryFault(f"two rows have the same text in {language}: {twice[0]}")
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Saying:
    """A way in which a row may be asked for."""

    text: str
    row: int
    """Index of the row that it says the same as."""


@cache
def sayings(language: str) -> tuple[Saying, ...]:
    """The rows' own texts first, in their order, then other ways. Raises MemoryFault."""
    rows = memory_rows()
    found = [Saying(row.text(language), at) for at, row in enumerate(rows)]
    places = {row.texts[0]: at for at, row in enumerate(rows)}
    for n, line in enumerate(OTHER_WAYS.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith(("#", "language\t")):
            continue
        of, text, meant = line.split("\t")
        at = places.get(meant)
        if at is None or Counter(SLOT.findall(text)) != rows[at].slots:
            raise MemoryFault(f"{OTHER_WAYS.name}:{n}: no row with these slots is {meant!r}")
        if of == language:
            found.append(Saying(text, at))
    return tuple(found)


def _read(file: Path) -> Iterator[MemoryRow]:
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    content = [(n, line.split("\t")) for n, line in lines if not line.startswith("#")]
    assert content[0][1] == ["en", "hi", "formality", "reviewed"], file.name
    for n, cells in content[1:]:
        if len(cells) != 4 or not all(cells):
            raise MemoryFault(f"{file.name}:{n}: four cells, none of them empty")
        en, hi, register, reviewed = cells
        slots = Counter(SLOT.findall(en))
        if slots != Counter(SLOT.findall(hi)) or not set(slots) <= _SLOTS:
            raise MemoryFault(f"{file.name}:{n}: the same slots in both, of {sorted(_SLOTS)}")
        yield MemoryRow((en, hi), _register(register, f"{file.name}:{n}"), reviewed)


def _register(written: str, where: str) -> Formality | None:
    match written:
        case "formal" | "informal":
            return written
        case "-":
            return None
    raise MemoryFault(f"{where}: formality is formal, informal or {_NO_REGISTER}, not {written!r}")
