"""A text's sentences, by the signs of its script, with all that stands between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .protected import Protected, insides

LONGEST_SENTENCE = 500
"""Characters; a longer one is cut at a comma or a space, since models drop words of what is longer."""

_ENDS_ANYWHERE = "।॥؟۔。！？｡"
_CLOSING = "\"'”’»)\\]}」』）"
# The stops of Indian, Arabic and Chinese scripts end a sentence wherever they stand; Latin ones have a space behind them.
_END = re.compile(
    rf"[{_ENDS_ANYWHERE}][{_ENDS_ANYWHERE}!?]*[{_CLOSING}]*|[.!?…]+[{_CLOSING}]*(?=\s|$)|\n\s*"
)
_ABBREVIATIONS = frozenset((
    "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "vs", "etc", "eg", "ie", "e.g", "i.e", "no", "nos", "rs", "inr", "approx", "dept",
    "ext", "fig", "ltd", "pvt", "co", "inc", "govt", "a.m", "p.m", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "nov", "dec", "डॉ", "श्री", "श्रीमती", "प्रो", "रु", "नं", "क्र", "पं", "सं", "कु",
))  # fmt: skip
_LAST_WORD = re.compile(r"[\s(]")
_LONGEST_ABBREVIATION = 12
"""Characters, with a space before it."""
_CUT = re.compile(r"[,;:،、，；—–]\s*|\s+")


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    before: str
    """What stands between it and the one before: spaces, line ends."""
    start: int
    """In characters of the text."""
    end: int


def split_sentences(
    text: str, protected: Sequence[Protected] = ()
) -> tuple[tuple[SentenceSpan, ...], str]:
    """The sentences, and what stands behind the last. Each `before` and sentence in order, and that, are the text.

    No sentence ends within what is protected.
    """
    spans: list[SentenceSpan] = []
    inside = insides(text, protected)
    at = 0
    for end in (*_ends(text, inside), len(text)):
        for start, stop in _pieces(text, at, end, inside):
            before = text[spans[-1].end if spans else 0 : start]
            spans.append(SentenceSpan(before, start, stop))
        at = end
    return tuple(spans), text[spans[-1].end if spans else 0 :]


def _ends(text: str, inside: bytearray) -> Iterator[int]:
    start = 0
    for found in _END.finditer(text):
        if inside[found.start()] or inside[found.end()]:
            continue
        if found[0] == "." and _is_no_end(text[start : found.start()]):
            continue
        yield found.end()
        start = found.end()


def _is_no_end(before: str) -> bool:
    """Whether a full stop behind `before` belongs to its last word: an abbreviation, an initial, a number of a list."""
    word = _LAST_WORD.split(before[-_LONGEST_ABBREVIATION:])[-1]
    is_initial = len(word) == 1 and word.isalpha() and word.isupper() and word != "I"
    numbers_a_list = word.isdigit() and before.strip() == word
    return is_initial or numbers_a_list or word.casefold() in _ABBREVIATIONS


def _pieces(text: str, start: int, end: int, inside: bytearray) -> Iterator[tuple[int, int]]:
    """The part without the spaces around it; several where it is too long."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_SENTENCE:
        cut = _cut(text, start, start + LONGEST_SENTENCE, inside)
        yield start, len(text[:cut].rstrip())
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _cut(text: str, start: int, limit: int, inside: bytearray) -> int:
    """Behind the last comma of the later half, else the last space, else where it can be, behind the limit if need be."""
    places = [each for each in _CUT.finditer(text, start + 1, limit) if not inside[each.end()]]
    commas = [each for each in places if not each[0].isspace() and each.start() > (start + limit) // 2]  # fmt: skip
    if commas or places:
        return (commas or places)[-1].end()
    earlier_first = (*range(limit, start, -1), *range(limit + 1, len(text) + 1))
    return next(at for at in earlier_first if not inside[at])
