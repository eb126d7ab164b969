"""What a linguist does."""

from collections.abc import Iterable
from typing import Protocol

from shared.engines import Engine

from ..ranking import Ranking


class Linguist(Engine, Protocol):
    def rank_languages(self, text: str) -> Ranking:
        """The script of a text and the languages that it may be in, likeliest first."""
        ...

    def propose_figures(self, text: str, language: str) -> str:
        """The text with its numbers in figures; other things in it may differ, too. `language` is one of `number_words()`."""
        ...

    def vietnamese_words(self, text: str) -> Iterable[tuple[int, int]]:
        """Start and end of each word of a Vietnamese text."""
        ...
