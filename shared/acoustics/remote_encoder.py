"""The encoder on a Triton server: features here, its blocks there."""

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.acoustics.encoder import in_windows, mel_with_tail
from shared.triton.client import TritonModel


class RemoteEncoder:
    """Thread-safe. Raises what TritonModel raises."""

    def __init__(self, model: TritonModel) -> None:
        self._model = model

    def hidden(self, samples: np.ndarray) -> np.ndarray:
        """As WhisperEncoder's, but for the last bits of float32."""
        return in_windows(samples, self._encode)

    def _encode(self, samples: np.ndarray) -> np.ndarray:
        raise_if_abandoned()
        mel, n_frames = mel_with_tail(samples)
        return self._model.infer({"mel": mel}, ["hidden"])["hidden"][:n_frames]
