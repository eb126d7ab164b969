"""A recording → which phone each 20 ms of it sounds like."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

from shared.acoustics.encoder import WhisperEncoder
from shared.acoustics.frames import Whitening
from shared.acoustics.weights import ListeningWeights, load_listening
from shared.recently_made import RecentlyMade

MODEL = "whisper-base"
MOST_REMEMBERED = 4
"""Recordings: the aligner hears one, and the voice conversion after it. 85 kB a second of each."""


@dataclass(frozen=True, slots=True)
class Heard:
    whitened: np.ndarray
    """float32 (n_frames, 384), 50 frames a second."""
    log_posteriors: np.ndarray
    """float32 (n_frames, 40): silence and the 39 phones, `phone_set.CLASSES`."""


_heard: RecentlyMade[Heard] = RecentlyMade(MOST_REMEMBERED)


@dataclass(frozen=True, slots=True)
class Listener:
    encoder: WhisperEncoder
    weights: ListeningWeights

    @classmethod
    def load(cls, model_dir: Path) -> "Listener":
        """The listener of a model store. Raises OSError or ValueError."""
        return cls(shared_encoder(model_dir / MODEL), shared_weights())

    def hear(self, samples: np.ndarray) -> Heard:
        """`samples`: float32 (n_samples,) at 16 kHz. Once a process of the last few, whoever heard them."""
        return heard_by(self.weights.whitening, samples, lambda: self._hear(samples))

    def _hear(self, samples: np.ndarray) -> Heard:
        whitened = self.weights.whitening(self.encoder.hidden(samples))
        return Heard(whitened, self.weights.classifier(whitened))


def heard_by(whitening: Whitening, samples: np.ndarray, hear: Callable[[], Heard]) -> Heard:
    """What `hear` gives, or gave for the same samples; with other weights than the shared ones it is what `hear` gives."""
    if whitening is not shared_weights().whitening:
        return hear()
    return _heard.get(blake2b(samples.tobytes(), digest_size=16).digest(), hear)


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
