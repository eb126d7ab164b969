"""A transcript written down: numbers, then capitals, then the sign at its end."""

import unicodedata
from collections.abc import Iterator

from .casing import casing_edits
from .edits import WrittenEdit, apply, without_overlaps
from .numbers import Propose, number_edits
from .punctuation import missing_sign


def written_edits(
    text: str, language: str, propose: Propose, *, numbers: bool, casing: bool, punctuation: bool
) -> list[WrittenEdit]:
    """All that changes, in order, without overlaps; `language` is one of `number_words()`."""
    found = number_edits(text, language, propose) if numbers else []
    if language == "vi":
        found += composed_edits(text)
    if casing:
        found += casing_edits(text, language, tuple(found))
    found = without_overlaps(found)
    if punctuation:
        # asked of what is written by now: a figure asks nothing, and `p.m.` has its stop
        sign = missing_sign(apply(text, found), language)
        end = len(text.rstrip())
        found += [WrittenEdit(end, end, sign, "punctuation")] if sign else []
    return found


def composed_edits(text: str) -> Iterator[WrittenEdit]:
    """Vietnamese letters written as a letter and marks, into the one letter that they are."""
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        composed = unicodedata.normalize("NFC", text[at:end])
        if composed != text[at:end]:
            yield WrittenEdit(at, end, composed, "diacritics")
        at = end
