"""Numbers that are told figure by figure, in pairs, or written in groups: one after the other, over pauses and turns."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .tokens import TurnToken

_FILE = Path(__file__).with_name("number_words.toml")
_AROUND = Path(__file__).with_name("words_around.toml")
_MOST_FILLERS = 2
"""In a row, inside a number."""
_GROUPED = re.compile(r"[,.:/]\Z")
"""Directly between two figures: thousands, decimals, times, dates."""


@dataclass(frozen=True, slots=True)
class _NumberWords:
    certain: dict[str, str]
    loose: dict[str, str]
    tens: dict[str, str]
    times: dict[str, int]
    magnitudes: frozenset[str]
    fillers: frozenset[str]


@cache
def _number_words() -> _NumberWords:
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    hindi = {word: str(11 + place) for place, word in enumerate(told["hindi"]["words"].split())}
    return _NumberWords(
        told["certain"] | hindi,
        told["loose"],
        told["tens"],
        told["times"],
        frozenset(told["magnitudes"]["words"]),
        frozenset(tomllib.loads(_AROUND.read_text(encoding="utf-8"))["fillers"]["words"]),
    )


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens that stand for some figures: `double five`, `forty two`, `4111`."""

    first: int
    """Token."""
    last: int
    digits: str
    is_written: bool


@dataclass(frozen=True, slots=True)
class ToldNumber:
    """A number as it is told."""

    chunks: tuple[Chunk, ...]

    @property
    def digits(self) -> str:
        return "".join(chunk.digits for chunk in self.chunks)

    @property
    def first(self) -> int:
        return self.chunks[0].first

    @property
    def last(self) -> int:
        return self.chunks[-1].last

    @property
    def is_spoken(self) -> bool:
        return not all(chunk.is_written for chunk in self.chunks)


def find_told_numbers(tokens: Sequence[TurnToken]) -> list[ToldNumber]:
    """All numbers of a speaker's tokens, those of one figure too. What counts something (a thousand, 1,250, 10:30) is in none."""
    numbers: list[ToldNumber] = []
    going: list[Chunk] = []
    fillers = 0
    at = 0

    def close() -> None:
        nonlocal going
        if going:
            numbers.append(ToldNumber(tuple(going)))
        going = []

    while at < len(tokens):
        chunk = _chunk_at(tokens, at, is_going=bool(going))
        if chunk is None:
            fillers += 1
            if tokens[at].text not in _number_words().fillers or fillers > _MOST_FILLERS:
                close()
            at += 1
            continue
        if going and _is_grouped(tokens, chunk.first):
            close()
        going.append(chunk)
        fillers = 0
        at = chunk.last + 1
    close()
    return [number for number in numbers if not _counts_something(tokens, number)]


def _chunk_at(tokens: Sequence[TurnToken], at: int, *, is_going: bool) -> Chunk | None:
    words = _number_words()
    text = tokens[at].text
    if tokens[at].is_figures:
        return Chunk(at, at, "".join(str(int(figure)) for figure in text), True)
    if text in words.times and at + 1 < len(tokens):
        one = _single(tokens, at + 1)
        return Chunk(at, at + 1, one * words.times[text], False) if one else None
    if text in words.tens:
        unit = words.certain.get(tokens[at + 1].text, "") if at + 1 < len(tokens) else ""
        if len(unit) == 1 and unit != "0":
            return Chunk(at, at + 1, words.tens[text] + unit, False)
        return Chunk(at, at, words.tens[text] + "0", False)
    if text in words.certain:
        return Chunk(at, at, words.certain[text], False)
    if text in words.loose and (is_going or _is_certain(tokens, at + 1)):
        return Chunk(at, at, words.loose[text], False)
    return None


def _single(tokens: Sequence[TurnToken], at: int) -> str | None:
    words = _number_words()
    text = tokens[at].text
    if text.isdecimal() and len(text) == 1:
        return str(int(text))
    digits = words.certain.get(text) or words.loose.get(text)
    return digits if digits and len(digits) == 1 else None


def _is_certain(tokens: Sequence[TurnToken], at: int) -> bool:
    """Whether a figure for certain comes within two words."""
    words = _number_words()
    some = tokens[at : at + 2]
    return bool(some) and some[0].text in {*words.loose, *words.certain, *words.times} and any(
        each.is_figures or each.text in words.certain or each.text in words.times for each in some
    )  # fmt: skip


def _is_grouped(tokens: Sequence[TurnToken], at: int) -> bool:
    """Whether a sign without a space joins two written figures, as in 1,250 or 10:30."""
    one, other = tokens[at - 1], tokens[at]
    return (
        one.is_figures
        and other.is_figures
        and one.turn == other.turn
        and bool(_GROUPED.search(other.before))
    )


def _counts_something(tokens: Sequence[TurnToken], number: ToldNumber) -> bool:
    magnitudes = _number_words().magnitudes
    around = [
        *tokens[number.last + 1 : number.last + 2],
        *tokens[max(0, number.first - 1) : number.first],
    ]
    if any(each.text in magnitudes for each in around):
        return True
    after = tokens[number.last + 1] if number.last + 1 < len(tokens) else None
    grouped_after = after is not None and after.is_figures and _GROUPED.search(after.before)
    return bool(number.first and _is_grouped(tokens, number.first)) or bool(grouped_after)
