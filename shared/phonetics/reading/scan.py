"""What the rules of the grammar share: the text they stand in, the pieces they give."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from shared.phonetics.reading.tokens import Kind, ReadWord
from shared.phonetics.reading.ways import Ways

NUMBER = r"(?:[0-9]+(?:,[0-9]{2,3})*(?:\.[0-9]+)?|\.[0-9]+)"
START = r"(?<![A-Za-z0-9])"
END = r"(?![A-Za-z0-9])"
_NEARBY = 48
"""Characters before and after a match that a rule looks at."""
_MATHS = re.compile(
    r"(?:[-+0-9.,()/*^×÷·±√−\s%π]|(?<![A-Za-z])[A-Za-z](?![A-Za-z])|x(?=\s?[0-9]))*"
    r"(?:[=×÷√≤≥≈≠^]|(?<=[0-9a-z)])\s?[+*]\s?(?=[0-9a-z(]))"
    r"(?:[-+0-9.,()/*^=<>×÷·±√≤≥≈≠−\s%π]|(?<![A-Za-z])[A-Za-z](?![A-Za-z]))*"
)


@dataclass(frozen=True, slots=True)
class WrittenPiece:
    """A token before its words are laid out: where it stands in the folded text, and how it may be said."""

    start: int
    end: int
    ways: Ways
    kind: Kind | None = None
    """Of all its words, where their writing doesn't tell it."""
    phones: str | None = None


@dataclass(frozen=True)
class Scan:
    """The text that is being read; rules look around in it."""

    text: str
    known: Callable[[str], bool]
    """Whether the dictionary has a word, any case."""

    def before(self, start: int) -> str:
        """The characters ahead of `start` that a rule looks at."""
        return self.text[max(0, start - _NEARBY) : start]

    def after(self, end: int) -> str:
        """The characters from `end` on that a rule looks at."""
        return self.text[end : end + _NEARBY]

    @cached_property
    def shouted(self) -> tuple[tuple[int, int], ...]:
        """Stretches in capitals throughout, three words or more: there capitals tell nothing."""
        return tuple(
            stretch.span()
            for stretch in re.finditer(r"(?:\b[A-Z][A-Z']*\b[^A-Za-z\n]*){3,}", self.text)
            if sum(
                len(word) > 1 and self.known(word) for word in re.findall(r"[A-Z']+", stretch[0])
            )
            >= 2
        )

    def is_shouted(self, start: int) -> bool:
        return any(first <= start < end for first, end in self.shouted)

    @cached_property
    def _maths(self) -> tuple[tuple[int, int], ...]:
        if not re.search(r"[=×÷√≤≥≈≠^+*]", self.text):
            return ()
        return tuple(match.span() for match in _MATHS.finditer(self.text))

    def in_maths(self, start: int) -> bool:
        """Whether a formula stands here: `10 - 5 = 5`."""
        return any(first <= start < end for first, end in self._maths)


Reader = Callable[[re.Match[str], Scan], Iterable[WrittenPiece] | None]
"""Gives the pieces of a match, in order; None where the rule doesn't hold after all."""


@dataclass(frozen=True, slots=True)
class ReadingRule:
    starts: str
    """What its first character is: `a` a letter, `0` a digit, `.` a sign; several of them."""
    pattern: str
    read: Reader


def any_of(words: Collection[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def one(match: re.Match[str], ways: Iterable[str], group: str | int = 0) -> list[WrittenPiece]:
    """One piece for a group of the match."""
    return [WrittenPiece(*match.span(group), tuple(ways))]


@lru_cache(maxsize=4096)
def _worded(way: str) -> tuple[tuple[str, Kind], ...]:
    return tuple(_word(word) for word in way.split())


def _word(written: str) -> tuple[str, Kind]:
    if written[0] in "=~":
        return written[1:], "word" if written[0] == "=" else "letters"
    return written, "letters" if written.isupper() else "word"


def readings_of(
    piece: WrittenPiece, start: int, end: int, *, ends_phrase: bool
) -> tuple[tuple[ReadWord, ...], ...]:
    """Its ways as words at `start` to `end` of the original; empty where it may be left unsaid."""
    if piece.kind is not None:
        (said,) = piece.ways
        return ((ReadWord(said, start, end, piece.kind, piece.phones, ends_phrase),),)
    readings: list[tuple[ReadWord, ...]] = []
    for way in piece.ways:
        worded = _worded(way)
        last = len(worded) - 1
        readings.append(
            tuple(
                [
                    ReadWord(text, start, end, kind, None, ends_phrase and place == last)
                    for place, (text, kind) in enumerate(worded)
                ]
            )
        )
    return tuple(readings)
