"""What an engine that converts voices is given and gives back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from shared.audio import Audio
from shared.engines import Engine
from shared.errors import InvalidInput

if TYPE_CHECKING:
    from shared.acoustics.listener import Heard

Features = dict[str, np.ndarray]
"""What an engine keeps of a sample so that it need not measure it again; only it knows what they are."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A recording of the speaker."""

    audio: Audio
    features: Features = field(default_factory=dict)
    """What `measure` gave, now or for an earlier request."""


@dataclass(frozen=True, slots=True)
class StudiedReference:
    """What is to be said in the speaker's voice."""

    audio: Audio
    features: Features = field(default_factory=dict)
    """What `study` gave."""


@dataclass(frozen=True, slots=True)
class Converted:
    samples: np.ndarray
    """float32 (n_samples,), mono, within ±1; as long as the reference."""
    rate_hz: int


class NoVoice(InvalidInput):
    slug = "no-voice"
    title = "The recording holds no voiced speech"


class VoiceConverter(Engine, Protocol):
    """Says what a reference says in the voice of the samples."""

    def measure(self, audio: Audio, heard: "Heard | None") -> Features:
        """What the engine needs of a sample, empty where it looks at the audio itself.

        `heard` are the phones that the sample sounds like; None where nobody listened, as in mock mode.
        """
        ...

    def study(self, reference: Audio) -> Features:
        """What the engine needs of a reference, empty where it looks at the audio itself; it may run beside `measure`.

        Raises NoVoice, naming `reference`, where no voice is found.
        """
        ...

    def convert(self, reference: StudiedReference, samples: Sequence[Sample]) -> Converted:
        """`reference` and `samples` are at 16 kHz; the same input gives the same output.

        Raises NoVoice, naming `reference` or `samples`, where no voice is found.
        """
        ...
