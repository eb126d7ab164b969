"""A recording → which phone each 20 ms of it sounds like."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shared.acoustics.encoder import FRAME_S, Encoder, WhisperEncoder
from shared.acoustics.frames import Whitening
from shared.acoustics.weights import ListeningWeights, load_listening
from shared.once import once
from shared.recently_made import RecentlyMade, key_of

MODEL = "whisper-base"
MOST_REMEMBERED = 4
"""Recordings: the aligner hears one, and the voice conversion after it. 85 kB a second of each."""


@dataclass(frozen=True, slots=True)
class Heard:
    whitened: np.ndarray
    """float32 (n_frames, 384), 50 frames a second."""
    log_posteriors: np.ndarray
    """float32 (n_frames, 40): silence and the 39 phones, `phone_set.CLASSES`."""

    def between(self, start_s: float, end_s: float) -> "Heard":
        """What was heard from one time, that of a frame, to another."""
        last = math.ceil(round(end_s / FRAME_S, 6))  # 0.3 / 0.02 is a hair more than 15
        frames = slice(round(start_s / FRAME_S), last)
        return Heard(self.whitened[frames], self.log_posteriors[frames])


_heard: RecentlyMade[Heard] = RecentlyMade(MOST_REMEMBERED)


_listened_with: set[Encoder] = set()
"""Whose hearing somebody in this process asks for."""


@dataclass(frozen=True, slots=True)
class Listener:
    encoder: Encoder
    weights: ListeningWeights

    @classmethod
    def load(cls, model_dir: Path) -> "Listener":
        """The listener of a model store. Raises OSError or ValueError."""
        encoder = shared_encoder(model_dir / MODEL)
        _listened_with.add(encoder)
        return cls(encoder, shared_weights())

    def hear(self, samples: np.ndarray) -> Heard:
        """`samples`: float32 (n_samples,) at 16 kHz. With the shared weights once a process, of the last few, whoever heard them."""
        if self.weights is not shared_weights():
            return self._hear(samples)
        return _heard.get(_content(self.encoder, samples), lambda: self._hear(samples))

    def _hear(self, samples: np.ndarray) -> Heard:
        whitened = self.weights.whitening(self.encoder.hidden(samples))
        return Heard(whitened, self.weights.classifier(whitened))


def tell_listeners(
    encoder: Encoder, whitening: Whitening, samples: np.ndarray, heard: Heard
) -> None:
    """What `encoder` and `whitening` made of `samples`, for a Listener of this process with the same ones, if there is any."""
    if encoder in _listened_with and whitening is shared_weights().whitening:
        _heard.put(_content(encoder, samples), heard)


def _content(encoder: Encoder, samples: np.ndarray) -> tuple[Encoder, bytes]:
    return encoder, key_of(samples.tobytes())


def shared_encoder(whisper_dir: Path) -> WhisperEncoder:
    """One a process: services that run together share its 80 MB."""
    return _encoder(Path(whisper_dir).resolve())


@once
def shared_weights() -> ListeningWeights:
    """One a process, as the encoder is."""
    return load_listening()


@once
def _encoder(whisper_dir: Path) -> WhisperEncoder:
    return WhisperEncoder(whisper_dir / "model.bin")
