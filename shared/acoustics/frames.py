"""Encoder frames → log-posteriors of silence and the 39 phones."""

from dataclasses import dataclass

import numpy as np

from shared.acoustics.nn import gelu

CONTEXT = (-2, 0, 2)
"""Frames the classifier sees, relative to the one it classifies."""
CLIP = 8.0
"""Standardised encoder values beyond this are outliers of a few channels."""


@dataclass(frozen=True, slots=True)
class Whitening:
    """Standardise, clip, project: PCA-whitening of the encoder's 2048 values to fewer."""

    mean: np.ndarray
    scale: np.ndarray
    projection: np.ndarray
    """float32 (2048, n_components)."""

    def __call__(self, hidden: np.ndarray) -> np.ndarray:
        """float32 (n_frames, 2048) → float32 (n_frames, n_components)."""
        standard = (hidden - self.mean) / self.scale
        np.clip(standard, -CLIP, CLIP, out=standard)
        return standard @ self.projection


@dataclass(frozen=True, slots=True)
class FrameClassifier:
    """A small MLP; several of them are averaged in the log domain."""

    members: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]
    """(weights in, bias, weights out, bias) of each."""

    def __call__(self, whitened: np.ndarray) -> np.ndarray:
        """float32 (n_frames, n_components) → log-posteriors float32 (n_frames, 40)."""
        stacked = with_context(whitened)
        logits = sum(
            gelu(stacked @ w_in + b_in) @ w_out + b_out for w_in, b_in, w_out, b_out in self.members
        ) / len(self.members)
        return log_softmax(np.asarray(logits))


def with_context(whitened: np.ndarray) -> np.ndarray:
    """Each frame beside its neighbours at CONTEXT; edges repeat."""
    index = np.arange(len(whitened))
    return np.concatenate(
        [whitened[np.clip(index + shift, 0, len(whitened) - 1)] for shift in CONTEXT], axis=1
    )


def log_softmax(logits: np.ndarray) -> np.ndarray:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
