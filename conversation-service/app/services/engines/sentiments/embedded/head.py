"""Embeddings → probabilities of three sentiments: multinomial logistic regression.

Its ridge was chosen by the likelihood of left-out turns, which is what makes the probabilities right as often as they say on turns like those it was taught by
(`training/sentiment/`).
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

WEIGHTS = Path(__file__).with_name("head.npz")
SCALE = 10.0
"""Embeddings lie within a tenth of their mean; so that one ridge fits weights and bias."""


@dataclass(frozen=True, slots=True)
class SentimentHead:
    mean: np.ndarray
    """float32 (n_dimensions,): of the embeddings taught by."""
    weights: np.ndarray
    """float32 (1 + n_dimensions, 3), the bias first; columns in the order of SENTIMENTS."""

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> "SentimentHead":
        with np.load(path) as stored:
            return cls(stored["mean"], stored["weights"])

    def save(self, path: Path = WEIGHTS) -> None:
        np.savez_compressed(path, mean=self.mean, weights=self.weights)

    def probabilities(self, embeddings: np.ndarray) -> np.ndarray:
        """float32 (n_texts, n_dimensions) → float64 (n_texts, 3)."""
        logits = self.weights[0] + SCALE * (embeddings - self.mean) @ self.weights[1:]
        odds = np.exp((logits - logits.max(axis=1, keepdims=True)).astype(np.float64))
        return odds / odds.sum(axis=1, keepdims=True)
