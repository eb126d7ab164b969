"""Vectors without a model: each word has a place of its own, told by its checksum."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from shared.engines import EngineContext

from ..words import words_of
from .base import DIMENSIONS


class MockEncoder:
    name = "mock"
    model_version = "1"

    def warm_up(self) -> None:
        """Nothing is slow the first time."""

    def questions(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([_vector(text) for text in texts], np.float32).reshape(-1, DIMENSIONS)

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        return self.questions(texts)


def _vector(text: str) -> np.ndarray:
    """A text without words has the first place alone."""
    counts = np.zeros(DIMENSIONS)
    for word in words_of(text):
        counts[1 + crc32(word.encode()) % (DIMENSIONS - 1)] += 1
    if not counts.any():
        counts[0] = 1
    return counts / np.linalg.norm(counts)


def load(context: EngineContext) -> MockEncoder:
    del context  # it needs neither models nor settings
    return MockEncoder()
