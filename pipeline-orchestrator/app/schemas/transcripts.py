"""What the transcript pipeline answers."""

from typing import Literal

from pydantic import Field

from shared.contracts import Contract, TranscriptWord

from .results import AudioLink
from .tasks import StageView, TaskHead, TaskTail

TranscriptStageName = Literal["asr", "align"]


class AlignedTranscriptPhone(Contract):
    phone: str
    """ARPAbet without stress: what the word asks for."""
    start_s: float
    """When it begins, in seconds from the start of the recording."""
    end_s: float
    """When it ends, in seconds from the start of the recording."""


class AlignedTranscriptWord(Contract):
    text: str
    """The word as it is spoken: of `2024` each of its words."""
    start_s: float
    """When the word begins, in seconds from the start of the recording."""
    end_s: float
    """When the word ends, in seconds from the start of the recording."""
    phones: list[AlignedTranscriptPhone]
    """In their order."""


class TranscriptPiece(Contract):
    """Speech of at most 28 s between two pauses."""

    index: int
    """From 0."""
    start_s: float
    """When its speech begins, in seconds from the start of the recording."""
    end_s: float
    """When its speech ends."""
    first_word: int
    """Place of its first word in `words`."""
    n_words: int
    """How many of them are its own."""
    first_aligned_word: int | None = None
    """The same of `aligned_words`; null where phones weren't asked for, or aren't known yet."""
    n_aligned_words: int | None = None
    """How many of them are its own; null as above."""
    why_without_phones: str | None = None
    """`no_words`, `not_assessable` (its sound), `does_not_fit` (the words to the sound), `refused` or `failed` (by the aligner);
    null where it has phones, and where they weren't asked for."""


class TranscriptStagePart(StageView):
    name: TranscriptStageName  # pyright: ignore[reportIncompatibleVariableOverride] - fewer names than another's
    """The stage."""


class TranscriptResult(TaskTail, TaskHead):
    """What was said in a recording of up to hours, as far as it is known. Times in seconds from the start of the recording."""

    phones: bool = False
    """Whether phones were asked for."""
    duration_s: float | None = None
    """Length of the recording in seconds; null until it is known."""
    speech_s: float | None = None
    """Seconds that a voice activity detector calls speech; null until it is known."""
    language: str | None = None
    """Language of the speech, ISO 639-1; null until it is known, and when it was not determined."""
    language_probability: float | None = None
    """Probability of that language, 0–1; null when it was not determined."""
    text: str = ""
    """All that was understood; empty until it is known, and when nothing was said."""
    words: list[TranscriptWord] = Field(default_factory=list)
    """The words in the order of speech."""
    pieces: list[TranscriptPiece] = Field(default_factory=list)
    """The stretches of speech that were recognised one by one."""
    aligned_words: list[AlignedTranscriptWord] = Field(default_factory=list)
    """Where phones were asked for: the words as they are spoken, with their phones."""
    recording: AudioLink | None = None
    """What was sent; null once it was erased."""
    stages: list[TranscriptStagePart] = Field(default_factory=list)
    """Each stage of the pipeline, in its order."""
    warnings: list[str] = Field(default_factory=list)
    """What the reader should know of how it was made."""
