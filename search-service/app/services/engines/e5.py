"""multilingual-e5-small, which was taught questions and passages apart, without what all texts of a script have in common."""

from collections.abc import Sequence

import numpy as np

from shared.embeddings.e5_small import E5Small
from shared.engines import EngineContext
from shared.lazily import Lazily

from .centring import VERSION, loaded

_LONGEST = 1_500
"""Characters that are read of a text: the model reads 512 pieces of words, which that many characters hold in any script."""


class E5Encoder:
    name = "e5-small"

    def __init__(self, embedder: E5Small) -> None:
        self._embedder = embedder
        self._means = Lazily(loaded)
        self.model_version = f"{embedder.version}+means-{VERSION}"

    def warm_up(self) -> None:
        """Nothing: a fleet that is never asked holds no weights."""

    def questions(self, texts: Sequence[str]) -> np.ndarray:
        read = [each[:_LONGEST] for each in texts]
        means, _ = self._means.get()
        return means.centred(read, self._embedder.embed(read))

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        read = [each[:_LONGEST] for each in texts]
        _, means = self._means.get()
        return means.centred(read, self._embedder.embed_passages(read))


def load(context: EngineContext) -> E5Encoder:
    return E5Encoder(E5Small(threads=context.threads))
