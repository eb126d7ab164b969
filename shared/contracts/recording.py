"""What is measured of a recording before anything is recognised, and where audio is kept."""

from typing import Literal

from shared.contracts.base import Contract

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
]
"""Why a recording can't be judged."""


class RecordingChecks(Contract):
    """Measured on the recording itself, before any recognition."""

    duration_s: float
    speech_s: float
    """Seconds a voice activity detector calls speech."""
    level_dbfs: float | None
    """RMS level of the speech; None when there is none."""
    snr_db: float | None
    """Speech level over the level of what is between speech; None when either is missing."""
    clipped_share: float
    """Share of samples at full scale."""
    reason: NotAssessable | None
    """Why it can't be judged; None when it can."""


class StoredAudio(Contract):
    key: str
    """Key in the object store; services that share the store pass it on."""
    url: str
    """Signed, for players."""
    duration_s: float
    rate_hz: int
    content_type: str = "audio/wav"
