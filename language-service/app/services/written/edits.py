"""Changes of a text, as spans of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from shared.contracts import WrittenKind

_OF_A_WORD = r"[^\s.,;:!?…\"“”()<>\[\]{}।॥]"
_PIECE = re.compile(rf"{_OF_A_WORD}+(?:[.,:](?={_OF_A_WORD}){_OF_A_WORD}+)*|[^\s]")
"""A word, with the signs inside it (`9:30`, `a@b.in`), or one sign. Vowel signs of Indian scripts are no word characters to
`re`, so that signs are named."""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A word or a sign of a text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WrittenEdit:
    """`original[start:end]` becomes `written`; what is put in has `start == end`."""

    start: int
    end: int
    written: str
    kind: WrittenKind


def pieces_of(text: str) -> list[TextPiece]:
    return [TextPiece(each[0], each.start(), each.end()) for each in _PIECE.finditer(text)]


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """Pieces `first` to `last`, exclusive, of an original became `written`."""

    first: int
    last: int
    written: str


def changes_between(original: Sequence[TextPiece], proposed: str) -> list[ProposedChange]:
    """Where `proposed` has other pieces than the original; other spaces alone are no change."""
    theirs = pieces_of(proposed)
    matcher = SequenceMatcher(
        None, [each.text for each in original], [each.text for each in theirs], autojunk=False
    )
    return [
        ProposedChange(i1, i2, proposed[theirs[j1].start : theirs[j2 - 1].end] if j2 > j1 else "")
        for kind, i1, i2, j1, j2 in matcher.get_opcodes()
        if kind != "equal"
    ]


def without_overlaps(edits: Iterable[WrittenEdit]) -> list[WrittenEdit]:
    """In order of the text; of two that overlap the one named first stays, and nothing is put inside another."""
    kept: list[WrittenEdit] = []
    for edit in edits:
        if all(_is_apart(edit, other) for other in kept):
            kept.append(edit)
    return sorted(kept, key=lambda each: (each.start, each.end))


def _is_apart(one: WrittenEdit, other: WrittenEdit) -> bool:
    if one.start == one.end == other.start == other.end:
        return False  # two things put in at one place have no order
    return one.end <= other.start or other.end <= one.start


def apply(original: str, edits: Sequence[WrittenEdit]) -> str:
    """`edits` in order, without overlaps."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (original[at : edit.start], edit.written)
        at = edit.end
    return "".join([*parts, original[at:]])
