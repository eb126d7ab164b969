"""What tells how a turn felt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from shared.engines import Engine

SENTIMENTS = ("negative", "neutral", "positive")


@dataclass(frozen=True, slots=True)
class SentimentOdds:
    """Probabilities; they add up to 1."""

    negative: float
    neutral: float
    positive: float

    @property
    def likeliest(self) -> str:
        return max(SENTIMENTS, key=lambda name: getattr(self, name))


class SentimentTeller(Engine, Protocol):
    def tell(self, texts: Sequence[str]) -> list[SentimentOdds | None]:
        """Of each text, none of which is blank; None where the engine gave no answer."""
        ...
