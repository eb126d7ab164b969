"""What is measured of a recording before anything is recognised, and where audio is kept."""

from typing import Annotated, Literal

from shared.contracts.base import Contract
from shared.contracts.unknown_words import UnknownAs

NotAssessable = Literal[
    "silence",
    "too_quiet",
    "too_short",
    "no_speech",
    "clipped",
    "noise",
    "music",
    "wrong_language",
    "wrong_text",
    "several_speakers",
    "other",
]
"""Why a recording can't be judged; `other`: for a reason that only a newer release has a word for."""
ReasonRead = Annotated[NotAssessable, UnknownAs("other")]
"""The same in what is read of another service."""


class RecordingChecks(Contract):
    """Measured on the recording itself, before any recognition."""

    duration_s: float
    """Length of the whole recording in seconds."""
    speech_s: float
    """Seconds that a voice activity detector calls speech."""
    level_dbfs: float | None
    """RMS level of the speech in dB below full scale, at most 0; None when there is no speech."""
    snr_db: float | None
    """Level of the speech over that of what is between it, in dB; None when either is missing."""
    clipped_share: float
    """Share of samples at full scale, 0–1."""
    reason: ReasonRead | None
    """Why the recording can't be judged; None when it can."""


class StoredAudio(Contract):
    key: str
    """Its key in the object store; services that share the store pass it on."""
    url: str
    """Signed address for players; it expires."""
    duration_s: float
    """Length in seconds."""
    rate_hz: int
    """Samples a second."""
    content_type: str = "audio/wav"
    """Media type of the file."""


class TimeSpan(Contract):
    start_s: float
    """Seconds from the start of the recording to its beginning."""
    end_s: float
    """Seconds from the start of the recording to its end."""
