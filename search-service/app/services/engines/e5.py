"""multilingual-e5-small, which was taught questions and passages apart."""

from collections.abc import Sequence

import numpy as np

from shared.embeddings.e5_small import E5Small
from shared.engines import EngineContext

_LONGEST = 1_500
"""Characters that are read of a text: the model reads 512 pieces of words, which that many characters hold in any script."""


class E5Encoder:
    name = "e5-small"

    def __init__(self, embedder: E5Small) -> None:
        self._embedder = embedder
        self.model_version = embedder.version

    def warm_up(self) -> None:
        """Nothing: a fleet that is never asked holds no weights."""

    def questions(self, texts: Sequence[str]) -> np.ndarray:
        return self._embedder.embed([each[:_LONGEST] for each in texts])

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        return self._embedder.embed_passages([each[:_LONGEST] for each in texts])


def load(context: EngineContext) -> E5Encoder:
    return E5Encoder(E5Small(threads=context.threads))
