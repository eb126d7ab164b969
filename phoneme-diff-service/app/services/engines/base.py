"""What every diff engine does."""

from dataclasses import dataclass, field
from typing import Protocol

from shared.contracts import Issue, JudgedWord, Scores
from shared.engines import Engine

from ..case import Case


@dataclass(frozen=True, slots=True)
class JudgedCase:
    words: list[JudgedWord]
    """The target words, then the words that were said and aren't in the text."""
    issues: list[Issue]
    scores: Scores
    accents: dict[str, float] = field(default_factory=dict)
    """Group → log-likelihood, of the recording alone."""


class Differ(Engine, Protocol):
    def judge(self, case: Case) -> JudgedCase:
        """State, score and issues of an assessable case."""
        ...
