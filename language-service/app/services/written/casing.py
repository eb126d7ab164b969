"""Capitals of a text in Latin letters: beginnings of sentences, *I*, days and months. Names can't be known."""

import re
from collections.abc import Iterator, Sequence

from .edits import WrittenEdit

CASED = {"en", "vi"}
_SENTENCE = re.compile(r"(?:^|[.?!…]\s+)[\"“(]*([^\W\d_])")
_I = re.compile(r"\bi(?=$|[\s,.?!;:]|['’](?:m|ve|ll|d|re)\b)")
_DAY_OR_MONTH = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|january|february|april|june|july|september|october|november|december)\b"
)
_MONTH_BY_PLACE = re.compile(r"\b(?:march|may|august)\b")
"""Verbs and an adjective as well: months beside a figure or behind `in`, `of`, `last`, `next`."""
_BEFORE_A_MONTH = re.compile(r"(?:\d(?:st|nd|rd|th)?|\b(?:in|of|last|next|since|until))\s+$")
_AFTER_A_MONTH = re.compile(r"\s+\d")


def casing_edits(text: str, language: str, written: Sequence[WrittenEdit]) -> Iterator[WrittenEdit]:
    """`written` are the changes made before, whose figures tell *march* from the month."""
    if language not in CASED:
        return
    for found in _SENTENCE.finditer(text):
        if (letter := found[1]) != letter.upper():
            yield WrittenEdit(found.start(1), found.end(1), letter.upper(), "casing")
    if language != "en":
        return
    for found in _I.finditer(text):
        yield WrittenEdit(found.start(), found.end(), "I", "casing")
    for found in _DAY_OR_MONTH.finditer(text):
        yield _capital(found)
    for found in _MONTH_BY_PLACE.finditer(text):
        if _is_month(text, found.start(), found.end(), written):
            yield _capital(found)


def _capital(found: re.Match[str]) -> WrittenEdit:
    return WrittenEdit(found.start(), found.start() + 1, found[0][0].upper(), "casing")


def _is_month(text: str, start: int, end: int, written: Sequence[WrittenEdit]) -> bool:
    if _BEFORE_A_MONTH.search(text[:start]) or _AFTER_A_MONTH.match(text[end:]):
        return True
    gaps = [text[end : each.start] for each in written if each.start >= end]
    gaps += [text[each.end : start] for each in written if each.end <= start]
    return " " in gaps
