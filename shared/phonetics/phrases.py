"""Where a text's phrases and sentences end, by its marks."""

from collections.abc import Sequence
from typing import Protocol

_PHRASE_MARKS = frozenset(',.;:!?…—–-()[]"“”/')
_SENTENCE_MARKS = frozenset(".!?;:")
"""At which readers pause, where a comma may be passed over."""


class PlacedWord(Protocol):
    """A word with its place in the text, in characters."""

    @property
    def start_char(self) -> int: ...
    @property
    def end_char(self) -> int: ...


def phrase_ends_of(words: Sequence[PlacedWord], text: str) -> frozenset[int]:
    """Which words of a text are followed by punctuation; the last one always is."""
    return _followed_by(_PHRASE_MARKS, words, text) | {len(words) - 1}


def sentence_ends_of(words: Sequence[PlacedWord], text: str) -> frozenset[int]:
    """Which words of a text close a sentence, or a half of one; the last one always does."""
    return _followed_by(_SENTENCE_MARKS, words, text) | {len(words) - 1}


def _followed_by(marks: frozenset[str], words: Sequence[PlacedWord], text: str) -> frozenset[int]:
    starts = [*(word.start_char for word in words[1:]), len(text)]
    return frozenset(
        index
        for index, (word, start) in enumerate(zip(words, starts, strict=True))
        if marks & set(text[word.end_char : start])
    )
