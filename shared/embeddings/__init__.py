"""Embeddings of texts: what search, translation memories and the like compare by."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np


class Embedder(Protocol):
    name: str
    version: str
    """Of weights and package; vectors of different versions can't be compared."""

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """float32 (n_texts, n_dimensions), each of length 1: their dot products are cosines."""
        ...
