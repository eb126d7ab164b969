"""asr-service: a recording in, its words out."""

from shared.contracts.base import Contract, Many, Stamped
from shared.contracts.recording import ReasonRead, RecordingChecks


class TranscriptWord(Contract):
    text: str
    """The word as it is written, with the punctuation that follows it."""
    start_s: float
    """When the word begins, in seconds from the start of the recording."""
    end_s: float
    """When the word ends, in seconds from the start of the recording."""
    confidence: float | None
    """The recogniser's own probability for the word, 0–1; None where the engine gives none."""


class Transcript(Stamped):
    text: str
    """All that was understood; empty when nothing was said."""
    language: str | None
    """Language of the speech, ISO 639-1; None when it was not determined."""
    language_probability: float | None
    """Probability of that language, 0–1; None when it was not determined."""
    words: Many[TranscriptWord]
    """The words in the order of speech; empty when nothing was said."""
    checks: RecordingChecks
    """What was measured of the recording before recognition."""
    assessable: bool
    """Whether the recording can be judged."""
    reason: ReasonRead | None
    """Why it can't be judged; None when it can."""
