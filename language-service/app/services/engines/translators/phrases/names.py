"""Stored sentences with somebody's name: found by their own words around it, since a name is nothing to compare meanings by."""

import re
from functools import cache

from .memory import LANGUAGES, SLOT, MemoryRow, memory_rows
from .wording import words_of

_NAME = r"[^\W\d_][\w\u0900-\u097f.'-]*(?: [^\W\d_][\w\u0900-\u097f.'-]*){0,3}"
_END = re.compile(r"[\s.!?।]*$")


@cache
def _frames(language: str) -> tuple[tuple[re.Pattern[str], MemoryRow], ...]:
    found: list[tuple[re.Pattern[str], MemoryRow]] = []
    for row in memory_rows():
        if row.slots == {"name": 1}:
            before, after = (re.escape(each) for each in SLOT.split(_bare(row.text(language)))[::2])
            found.append((re.compile(f"{before}({_NAME}){after}", re.IGNORECASE), row))
    return tuple(found)


@cache
def _known_words(language: str) -> frozenset[str]:
    """Words of the memory, which are no names: *my name is wrong*."""
    return frozenset(
        word
        for row in memory_rows()
        for word in words_of(SLOT.sub(" ", row.text(language)), language)
    )


def find_named(text: str, language: str) -> tuple[MemoryRow, str] | None:
    """The row, and the name as it is written."""
    for frame, row in _frames(language):
        found = frame.fullmatch(_bare(text))
        if found is None:
            continue
        words = found[1].split()
        is_cased = language != "en" or all(word[0].isupper() for word in words)
        if is_cased and not _known_words(language) & set(words_of(found[1], language)):
            return row, found[1]
    return None


def with_name(row: MemoryRow, target: str, name: str) -> str:
    assert target in LANGUAGES
    return SLOT.sub(lambda _: name, row.text(target))


def _bare(text: str) -> str:
    return " ".join(_END.sub("", text).replace("’", "'").split())
