"""What an engine that converts voices is given and gives back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from shared.audio import Audio
from shared.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Converted:
    samples: np.ndarray
    """float32 (n_samples,), mono, within ±1; as long as the reference."""
    rate_hz: int


class NoVoice(InvalidInput):
    slug = "no-voice"
    title = "The recording holds no voiced speech"


class VoiceConverter(Protocol):
    """An engine that says what a reference says in the voice of the samples."""

    name: str
    model_version: str

    def warm_up(self) -> None: ...

    def convert(self, reference: Audio, samples: Sequence[Audio]) -> Converted:
        """`reference` and `samples` are at 16 kHz; the same input gives the same output.

        Raises NoVoice, naming `reference` or `samples`, where no voice is found.
        """
        ...
