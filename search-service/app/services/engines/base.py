"""What makes vectors of texts."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from shared.engines import Engine

DIMENSIONS = 384
"""Of every engine's vectors: stores are made for it."""


class TextEncoder(Engine, Protocol):
    """Vectors of one engine are compared with one another alone: `model_version` is kept with them."""

    def questions(self, texts: Sequence[str]) -> np.ndarray:
        """float32 (n_texts, DIMENSIONS), of length 1: of what is looked for."""
        ...

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        """The same of what is found."""
        ...
