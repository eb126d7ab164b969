"""The trained weights: one archive of arrays, made by training/export.py."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .frames import FrameClassifier, Whitening
from .heads import Heads

VERSION = "whisper-phones-1"
PATH = Path(__file__).parent / "weights" / f"{VERSION}.npz"
PRIOR_POWER = 0.7
"""Posteriors divided by prior^0.7 are what alignment and local tests run on."""


@dataclass(frozen=True, slots=True)
class TrainedWeights:
    whitening: Whitening
    classifier: FrameClassifier
    log_prior: np.ndarray
    """float32 (40,)."""
    heads: Heads
    text_match: np.ndarray
    """float32 (2, N_FEATURES + 1): match.py's coefficients for the whole text and for a word."""

    def emissions(self, log_posteriors: np.ndarray) -> np.ndarray:
        """float32 (n_frames, 40): what alignment and the local tests score."""
        return log_posteriors - PRIOR_POWER * self.log_prior


def load_weights(path: Path = PATH) -> TrainedWeights:
    """Raises FileNotFoundError, and ValueError when the archive is of another format."""
    with np.load(path) as archive:
        arrays = {
            name: values.astype(np.float32) if values.dtype == np.float16 else values
            for name, values in archive.items()
        }
    if str(arrays.get("version")) != VERSION:
        raise ValueError(f"{path.name} holds {arrays.get('version')}, not {VERSION}")
    members = [
        tuple(arrays[f"classifier/{index}/{name}"] for name in ("w_in", "b_in", "w_out", "b_out"))
        for index in range(int(arrays["classifier/n"]))
    ]
    return TrainedWeights(
        Whitening(
            arrays["whitening/mean"], arrays["whitening/scale"], arrays["whitening/projection"]
        ),
        FrameClassifier(members),
        arrays["log_prior"],
        Heads(arrays),
        arrays["text_match"],
    )
