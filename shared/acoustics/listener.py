"""A recording → which phone each 20 ms of it sounds like."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from shared.acoustics.encoder import WhisperEncoder
from shared.acoustics.weights import ListeningWeights, load_listening

MODEL = "whisper-base"


@dataclass(frozen=True, slots=True)
class Heard:
    whitened: np.ndarray
    """float32 (n_frames, 384), 50 frames a second."""
    log_posteriors: np.ndarray
    """float32 (n_frames, 40): silence and the 39 phones, `phone_set.CLASSES`."""


@dataclass(frozen=True, slots=True)
class Listener:
    encoder: WhisperEncoder
    weights: ListeningWeights

    @classmethod
    def load(cls, model_dir: Path) -> "Listener":
        """The listener of a model store. Raises OSError or ValueError."""
        return cls(shared_encoder(model_dir / MODEL), shared_weights())

    def hear(self, samples: np.ndarray) -> Heard:
        """`samples`: float32 (n_samples,) at 16 kHz."""
        whitened = self.weights.whitening(self.encoder.hidden(samples))
        return Heard(whitened, self.weights.classifier(whitened))


def shared_encoder(whisper_dir: Path) -> WhisperEncoder:
    """One a process: services that run together share its 80 MB."""
    return _encoder(Path(whisper_dir).resolve())


@cache
def shared_weights() -> ListeningWeights:
    """One a process, as the encoder is."""
    return load_listening()


@cache
def _encoder(whisper_dir: Path) -> WhisperEncoder:
    return WhisperEncoder(whisper_dir / "model.bin")
