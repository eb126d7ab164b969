"""What a written text is read as: tokens, and the usual ways to read each."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "letters", "caller", "inline"]
MOST_READINGS = 12
"""Ways to read a token that are kept; what comes later is rarer."""


@dataclass(frozen=True, slots=True)
class ReadWord:
    """One spoken word and the characters of the text it stands for."""

    text: str
    """What is said; for `inline` without a word, the ARPAbet."""
    start: int
    end: int
    """Span in the original text, end exclusive."""
    kind: Kind = "word"
    """`letters`: said letter by letter. `caller`: an entry of the caller's lexicon, as written there."""
    phones: str | None = None
    """ARPAbet from the braces, for `inline`."""
    ends_phrase: bool = False
    """Punctuation, or the end of the text, follows."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text that is read as one: `2024`, `9:30`, `St.`, a word."""

    start: int
    end: int
    """Span in the original text, end exclusive."""
    readings: tuple[tuple[ReadWord, ...], ...]
    """Usual ways to read it, at least one and at most MOST_READINGS, the one that the context makes likeliest first;
    none of them empty."""


@dataclass(frozen=True, slots=True)
class ReadText:
    tokens: tuple[Token, ...]
    """In the order of the text, without overlap."""

    @property
    def words(self) -> list[ReadWord]:
        """The spoken words where each token is read the likeliest way."""
        return [word for token in self.tokens for word in token.readings[0]]
