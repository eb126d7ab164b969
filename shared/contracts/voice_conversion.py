"""voice-conversion-service: speech and samples of a speaker in, the same speech in a voice nearer to theirs out."""

from pydantic import Field

from shared.contracts.base import Contract, Stamped
from shared.contracts.recording import RecordingChecks, StoredAudio

MAX_VOICE_SAMPLES = 20
"""Of a speaker, for one conversion; more make the voice no nearer."""


class Conversion(Stamped):
    audio: StoredAudio
    """Where the speech is kept; the file's metadata say that it is synthetic."""
    samples_used: int
    """How many of the samples the voice was taken from."""
    samples: list[RecordingChecks] = Field(default_factory=list)
    """What was measured of each sample, in the order sent."""


class VoiceErased(Contract):
    """What was deleted of what was kept of a voice."""

    conversions: int = 0
    """Converted recordings that were deleted."""
    samples: int = 0
    """Voice samples that were deleted."""
    features: int = 0
    """Measurements of samples that were deleted."""

    @property
    def objects(self) -> int:
        return self.conversions + self.samples + self.features
