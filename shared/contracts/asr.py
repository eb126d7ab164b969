"""asr-service: a recording in, its words out."""

from shared.contracts.base import Contract, Many, Stamped
from shared.contracts.recording import NotAssessable, RecordingChecks


class TranscriptWord(Contract):
    text: str
    start_s: float
    end_s: float
    confidence: float | None


class Transcript(Stamped):
    text: str
    """Empty when nothing was said."""
    language: str | None
    """ISO 639-1."""
    language_probability: float | None
    words: Many[TranscriptWord]
    checks: RecordingChecks
    assessable: bool
    reason: NotAssessable | None
