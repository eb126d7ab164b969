"""A text as it is read aloud: which rule reads which piece, and what becomes of the pieces."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, lru_cache
from itertools import product

from shared.errors import InvalidInput
from shared.phonetics.reading import (
    abbreviations,
    addresses,
    dates,
    figures,
    letters,
    measures,
    money,
    names,
    roman,
    signs,
    telephones,
    times,
    words,
)
from shared.phonetics.reading.folding import FoldedText, fold_text, refuse_other_scripts
from shared.phonetics.reading.scan import (
    END,
    START,
    ReadingRule,
    Scan,
    WrittenPiece,
    any_of,
    readings_of,
)
from shared.phonetics.reading.tokens import MOST_READINGS, ReadText, Token

_ROOMS = (
    signs.MARKUP,
    words.INLINE,
    addresses.RULES,
    letters.NAMES,
    money.RULES,
    names.HOUSES,
    dates.RULES,
    times.RULES,
    telephones.RULES,
    roman.RULES,
    names.RULES,
    measures.RULES,
    figures.RULES,
    abbreviations.RULES,
    letters.RULES,
    words.RULES,
    signs.RULES,
)
"""The rules of each kind; where two would read the same characters, the earlier does."""
_SKIPPED = re.compile(r"(?:[ \t\r\n,;:!?\"]|(?<!\])\((?![0-9+])|\)|\[(?![0-9]))+")
_PLAIN_WORD = re.compile(r"[A-Z]?[a-z]{2,}(?=[ ,;!?\n]|$)(?! [IVXLC]+\b)")
_PHRASE_END = re.compile(r"[\"')\]]{0,6}\s{0,6}(?:[.,;:!?…]|-\s|$)")


@cache
def _compiled(first: str) -> tuple[tuple[re.Pattern[str], ReadingRule], ...]:
    """The rules for what begins with a letter (`a`), a digit (`0`) or a sign (`.`), in order."""
    return tuple(
        (re.compile(rule.pattern), rule) for room in _ROOMS for rule in room if first in rule.starts
    )


@lru_cache(maxsize=32)
def _own_words(own_keys: frozenset[str]) -> re.Pattern[str] | None:
    """The folded words of a caller's lexicon that aren't plain words."""
    odd = [key for key in own_keys if not re.fullmatch(r"[A-Za-z']+", key)]
    return re.compile(rf"{START}(?i:{any_of(odd)})(?:'s)?{END}") if odd else None


def read_aloud(
    text: str, *, known: Callable[[str], bool], own_keys: Collection[str] = ()
) -> ReadText:
    """The tokens of `text`, in order, each with the usual ways to read it.

    `known` tells whether the dictionary has a word (any case); `own_keys` are the words of the caller's
    lexicon. Raises InvalidInput (field `text`) for letters of another script, a sign that has no reading, a
    brace without its partner, a word longer than 45 letters, or a text without a word.
    """
    folded = fold_text(text)
    refuse_other_scripts(folded)
    scan = Scan(folded.text, known)
    tokens = _tokens(_pieces(scan, _own_words(frozenset(own_keys)), folded), folded)
    if not tokens:
        raise InvalidInput("there is no word in the text", field="text")
    return ReadText(tuple(tokens))


def _pieces(scan: Scan, own: re.Pattern[str] | None, folded: FoldedText) -> Iterator[WrittenPiece]:
    place = 0
    text = scan.text
    while place < len(text):
        if skipped := _SKIPPED.match(text, place):
            place = skipped.end()
            continue
        if own and (match := own.match(text, place)):
            yield WrittenPiece(*match.span(), (match[0],), "caller")
            place = match.end()
            continue
        if (match := _PLAIN_WORD.match(text, place)) and _is_plain(match[0], scan):
            yield WrittenPiece(*match.span(), (match[0],), "word")
            place = match.end()
            continue
        end, pieces = _read(scan, place, folded)
        yield from pieces
        place = end


def _is_plain(word: str, scan: Scan) -> bool:
    return word not in words.NOT_PLAIN and scan.known(word)


def _read(scan: Scan, place: int, folded: FoldedText) -> tuple[int, Iterable[WrittenPiece]]:
    character = scan.text[place]
    first = "a" if character.isalpha() else "0" if character in "0123456789" else "."
    if not character.isascii():
        first = "."
    for pattern, rule in _compiled(first):
        match = pattern.match(scan.text, place)
        if match and match.end() > place and (pieces := rule.read(match, scan)) is not None:
            return match.end(), pieces
    start, end = folded.span(place, place + 1)
    raise InvalidInput(
        f"{folded.original[start:end]!r} at character {start + 1} can't be read aloud: "
        "write what is said for it",
        field="text",
    )


def _tokens(pieces: Iterable[WrittenPiece], folded: FoldedText) -> list[Token]:
    """The pieces laid out; one that may be left unsaid goes with the next it touches, else with the one before."""
    tokens: list[Token] = []
    waiting: Token | None = None
    waiting_end = -1
    for piece in pieces:
        token = _laid_out(piece, folded)
        touches = waiting_end == piece.start
        if waiting is not None and (touches or not tokens):
            token = _together(waiting, token)
        elif waiting is not None:
            tokens[-1] = _together(tokens[-1], waiting)
        waiting = None
        if all(token.readings):
            tokens.append(token)
        else:
            waiting, waiting_end = token, piece.end
    if waiting is not None and tokens:
        tokens[-1] = _together(tokens[-1], waiting)
    return tokens


def _together(first: Token, second: Token) -> Token:
    ranked = sorted(
        product(enumerate(first.readings), enumerate(second.readings)),
        key=lambda pair: pair[0][0] + pair[1][0],
    )
    readings = dict.fromkeys((*one, *other) for (_, one), (_, other) in ranked)
    return Token(first.start, second.end, tuple(readings)[:MOST_READINGS])


def _laid_out(piece: WrittenPiece, folded: FoldedText) -> Token:
    """The piece with its words, placed in the original text."""
    start, end = folded.span(piece.start, piece.end)
    ends_phrase = _PHRASE_END.match(folded.text, piece.end) is not None
    return Token(start, end, readings_of(piece, start, end, ends_phrase=ends_phrase))
