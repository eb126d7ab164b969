"""Which numbers of a transcript are written in figures.

A library proposes; what it proposes is compared with the original word by word, and each change is taken or left:
- what has no figure in it, or had no word, is left;
- a single number below ten stays a word (*one of my friends*, the Hindi दो, which is *give* as well), unless it stands before a unit or a
  month, or behind a label such as *number*; so does a single ordinal below ten, unless it is a date's;
- two of them in a row stay words, for they are mostly a guess (*two three days*); behind a label they are digits;
- three and more are digits said one by one; two and a larger number behind them stay words, which is a guess as well or an idiom
  (*two three hundred*, नौ दो ग्यारह).
"""

import re
from collections.abc import Callable, Iterator, Sequence

from shared.contracts import WrittenKind

from .edits import ProposedChange, TextPiece, WrittenEdit, changes_between, pieces_of
from .number_words import NumberWords, number_words

MOST_PIECES = 40
"""That a library is given at once: one of them recurses with each word."""
MARGIN_PIECES = 8
"""So near to the end of what was given a number may go on behind it: it is read anew with what follows."""
FEWEST_DIGITS = 3
_FIGURE = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_SHORT_TIMES = {"s", "min", "h"}
_NEAR = 2
"""A month so many words away makes a date."""
Propose = Callable[[str], str]
"""A library: a text in, the same with figures out."""


def number_edits(text: str, language: str, propose: Propose) -> list[WrittenEdit]:
    """What is written in figures, in order of the text."""
    pieces = pieces_of(text)
    words = number_words()[language]
    edits: list[WrittenEdit] = []
    at = 0
    while at < len(pieces):
        given = pieces[at : at + MOST_PIECES]
        is_last = at + MOST_PIECES >= len(pieces)
        offset, end = given[0].start, given[-1].end
        changes = changes_between(given, propose(text[offset:end]))
        taken = len(given) if is_last else _cut(given, changes)
        done = [change for change in changes if change.last <= taken]
        accepted = [each for change in done for each in _taken(text, given, change, words, propose)]
        edits += [*accepted, *_left_in_words(given[:taken], accepted, words)]
        at += taken
    return sorted(edits, key=lambda each: each.start)


def _cut(given: Sequence[TextPiece], changes: Sequence[ProposedChange]) -> int:
    """How many of the pieces are done with: up to a change that may go on behind the last."""
    open_from = len(given) - MARGIN_PIECES
    for change in changes:
        if change.last > open_from and change.first > 0:
            return min(change.first, open_from) if change.first >= open_from else change.first
    return open_from if open_from > 0 else len(given)


def _left_in_words(
    pieces: Sequence[TextPiece], accepted: Sequence[WrittenEdit], words: NumberWords
) -> Iterator[WrittenEdit]:
    """What a library leaves and is written in figures, here or behind a word of dates."""
    said = [
        "" if any(edit.start <= each.start < edit.end for edit in accepted) else each.text.lower()
        for each in pieces
    ]
    for index, piece in enumerate(pieces):
        if (figures := words.plain.get(said[index])) is not None:
            yield WrittenEdit(piece.start, piece.end, figures, "number")
        elif _is_dated(said, index, words):
            yield WrittenEdit(piece.start, piece.end, words.in_dates[said[index]], "date")


def _is_dated(said: Sequence[str], index: int, words: NumberWords) -> bool:
    """Behind *month*, but of *two months three* the months are counted; of *day two month three* they aren't."""
    if said[index] not in words.in_dates or index == 0 or said[index - 1] not in words.dated:
        return False
    is_counted = index > 1 and said[index - 2] in words.small
    return not is_counted or (index > 2 and said[index - 3] in words.dated)


def _taken(
    text: str,
    pieces: Sequence[TextPiece],
    change: ProposedChange,
    words: NumberWords,
    propose: Propose,
) -> list[WrittenEdit]:
    """The change as it is taken; empty where the words stay."""
    change = _without_what_stands_alone(text, pieces, change, words, propose)
    inside = pieces[change.first : change.last]
    if not inside or not (_FIGURE.search(change.written) or "@" in change.written):
        return []
    original = text[inside[0].start : inside[-1].end]
    if not _LETTER.search(original) or _FIGURE.search(original):
        return []
    if _stays_words(pieces, change, words):
        return []
    written = _with_its_unit(change.written, inside[-1].text)
    kind = kind_of(written, inside, _around(pieces, change), words)
    return [WrittenEdit(inside[0].start, inside[-1].end, written, kind)]


def _with_its_unit(written: str, last_said: str) -> str:
    """A length of time keeps the word that was said: of 50 min, 50 minutes."""
    figures, _, unit = written.rpartition(" ")
    is_short = unit in _SHORT_TIMES and last_said.lower().startswith(unit)
    return f"{figures} {last_said}" if figures and is_short else written


def _without_what_stands_alone(
    text: str,
    pieces: Sequence[TextPiece],
    change: ProposedChange,
    words: NumberWords,
    propose: Propose,
) -> ProposedChange:
    """Without a small number at its end that is another's: of ₹25 2 for पच्चीस रुपये दो, ₹25."""
    n = change.last - change.first
    if n < 2 or pieces[change.last - 1].text.lower() not in words.small:
        return change
    before, _, alone = change.written.rpartition(" ")
    if not re.fullmatch(r"\d", alone) or not before:
        return change
    rest = text[pieces[change.first].start : pieces[change.last - 2].end]
    return (
        ProposedChange(change.first, change.last - 1, before) if propose(rest) == before else change
    )


def _around(pieces: Sequence[TextPiece], change: ProposedChange) -> list[str]:
    near = [
        *pieces[max(0, change.first - _NEAR) : change.last],
        *pieces[change.last : change.last + _NEAR],
    ]
    return [each.text.lower() for each in near]


def _stays_words(pieces: Sequence[TextPiece], change: ProposedChange, words: NumberWords) -> bool:
    inside = [each.text.lower() for each in pieces[change.first : change.last]]
    before = pieces[change.first - 1].text.lower() if change.first else ""
    after = pieces[change.last].text.lower() if change.last < len(pieces) else ""
    if len(inside) == 1 and inside[0] in words.ordinals:
        return not words.months.intersection(_around(pieces, change))
    if before in words.labels:
        return False
    if not words.small.issuperset(inside):
        return len(inside) > 2 and words.small.issuperset(inside[:2])
    if len(inside) >= FEWEST_DIGITS:
        return False
    return len(inside) > 1 or after not in words.units | words.months


def kind_of(
    written: str, inside: Sequence[TextPiece], around: Sequence[str], words: NumberWords
) -> WrittenKind:
    """What a number is, by how it is written and what stands near."""
    if re.search("[₹$€£¥₫]", written):
        return "money"
    if "%" in written:
        return "percent"
    if re.match(r"\d{1,2}:\d\d\b", written):
        return "time"
    if "@" in written or re.search(r"[a-z]\.[a-z]", written.replace("a.m", "").replace("p.m", "")):
        return "address"
    if len(inside) >= FEWEST_DIGITS and all(each.text.lower() in words.small for each in inside):
        return "digits"
    if words.units.intersection(around[-_NEAR:]):
        return "measure"
    if words.months.intersection(around):
        return "date"
    if re.fullmatch(r"\d+(st|nd|rd|th)", written):
        return "ordinal"
    return "measure" if re.search(r"\d\s?[^\W\d_°]|°", written) else "number"
