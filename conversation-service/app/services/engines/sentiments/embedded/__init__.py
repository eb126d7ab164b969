"""Sentiment by a logistic head on embeddings of turns."""

from collections.abc import Sequence

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.embeddings import Embedder
from shared.embeddings.e5_small import E5Small
from shared.engines import EngineContext
from shared.lazily import Lazily

from ..base import SentimentOdds
from .head import SentimentHead

_AT_ONCE = 16
"""Texts between two looks at whether anybody still waits: half a second of a core."""
_LONGEST = 600
"""Characters: what the model reads of a text. Of a longer one the end is taken, where feelings are told."""


class EmbeddedSentimentTeller:
    name = "e5-small"

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._head = Lazily(SentimentHead.load)
        self.model_version = f"1+{embedder.version}"

    def warm_up(self) -> None:
        """Nothing: a fleet that is never asked holds no weights."""

    def tell(self, texts: Sequence[str]) -> list[SentimentOdds | None]:
        rows: list[np.ndarray] = []
        for first in range(0, len(texts), _AT_ONCE):
            raise_if_abandoned()
            some = [each[-_LONGEST:] for each in texts[first : first + _AT_ONCE]]
            rows.append(self._head.get().probabilities(self._embedder.embed(some)))
        return [SentimentOdds(*map(float, row)) for part in rows for row in part]


def load(context: EngineContext) -> EmbeddedSentimentTeller:
    return EmbeddedSentimentTeller(E5Small(threads=context.threads))
