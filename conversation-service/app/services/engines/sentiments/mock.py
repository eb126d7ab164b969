"""Sentiment without a model: by a dozen words."""

from collections.abc import Sequence

from shared.engines import EngineContext

from .base import SentimentOdds

_POSITIVE = frozenset({"thank", "thanks", "great", "good", "happy", "perfect"})
_NEGATIVE = frozenset({"angry", "bad", "broken", "terrible", "unhappy", "wrong"})


class MockSentimentTeller:
    name = "mock"
    model_version = "1"

    def warm_up(self) -> None:
        """Nothing is slow the first time."""

    def tell(self, texts: Sequence[str]) -> list[SentimentOdds | None]:
        return [_odds({word.strip(".,!?").lower() for word in text.split()}) for text in texts]


def _odds(words: set[str]) -> SentimentOdds:
    balance = len(words & _POSITIVE) - len(words & _NEGATIVE)
    if balance == 0:
        return SentimentOdds(0.1, 0.8, 0.1)
    return SentimentOdds(0.1, 0.1, 0.8) if balance > 0 else SentimentOdds(0.8, 0.1, 0.1)


def load(context: EngineContext) -> MockSentimentTeller:
    del context  # it needs neither models nor settings
    return MockSentimentTeller()
