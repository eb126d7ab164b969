"""asr-service: a recording in, its words out."""

from pydantic import Field

from shared.contracts.base import Contract, Many, Stamped
from shared.contracts.recording import ReasonRead, RecordingChecks


class WordReading(Contract):
    """A word that may have been meant, of several that a learner may say alike."""

    text: str
    """The word, as in `words`."""
    probability: float
    """How likely it is of those that were looked at, 0–1."""


class TranscriptWord(Contract):
    text: str
    """The word as it is written, with the punctuation that follows it; of a guess the likeliest reading."""
    start_s: float
    """When the word begins, in seconds from the start of the recording."""
    end_s: float
    """When the word ends, in seconds from the start of the recording."""
    confidence: float | None
    """The recogniser's own probability for the word, 0–1; None where the engine gives none. Of a guess
    it is that of the word that was heard."""
    readings: Many[WordReading] = Field(default_factory=list)
    """Of free speech, where a habit of learners may have made one word of another: both, likeliest first, to ask about. The
    word that was heard is among them. Empty for a word that is no guess, and where nobody looked."""


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
