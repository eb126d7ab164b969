"""The unified JSON: what the pronunciation pipeline answers."""

from typing import Literal, get_args
from uuid import UUID

from pydantic import Field

from shared.contracts import (
    Contract,
    Drill,
    Feedback,
    Finding,
    Intonation,
    Issue,
    JudgedWord,
    NotePart,
    PitchContour,
    Priority,
    Progress,
    Scores,
    SpeechTiming,
    TextSource,
    TranscriptWord,
)
from shared.contracts.coaching_language import MachineTranslation

from .tasks import StageView, TaskHead, TaskTail

StageName = Literal["asr", "align", "phonemap", "diff", "tts", "vc", "feedback"]
STAGE_NAMES: tuple[StageName, ...] = get_args(StageName)
"""Of the pronunciation pipeline, in its order; in requests and answers."""


class TranscriptPart(Contract):
    text: str
    """All that was understood; empty when nothing was said."""
    language: str | None
    """Language of the speech, ISO 639-1; null when it was not determined."""
    words: list[TranscriptWord]
    """The words in the order of speech."""


class AudioLink(Contract):
    url: str
    """Signed; plays until it expires. Ask for the task again for a new one."""


class ReferenceAudio(AudioLink):
    voice: str
    """Id of the voice that speaks."""
    duration_s: float
    """Length in seconds."""


class OwnVoiceAudio(AudioLink):
    duration_s: float
    """Length in seconds."""


class AudioPart(Contract):
    recording: AudioLink | None = None
    """What was sent; null once it was erased."""
    reference: ReferenceAudio | None = None
    """The text as it should sound; null until it is spoken."""
    own_voice: OwnVoiceAudio | None = None
    """The reference in a voice nearer to the speaker's own; null without their consent."""


class Slice(Contract):
    """One word of a recording."""

    start_s: float
    """Where it begins, in seconds from the start of the recording it is of."""
    end_s: float
    """Where it ends, in seconds from the start of the recording it is of."""
    url: str
    """Plays just that part, as WAV."""


class WordSlices(Contract):
    word_index: int
    """Index of the word in the text."""
    text: str
    """The word as it is spoken."""
    learner: Slice | None = None
    """Null for a word that was not said."""
    reference: Slice | None = None
    """Null until the reference is spoken, where its engine can't tell its times, and where it reads a figure another way
    than the learner did."""
    own_voice: Slice | None = None
    """The reference in a voice nearer to the speaker's own, which has the reference's times; null where there is none."""
    heard: AudioLink | None = None
    """The word as it was heard, in the reference voice; for wrong words where `say_heard` was asked for."""


class Coaching(Contract):
    summary: str
    """What to say first, at most 120 words: what went well, one thing to work on, what to do now."""
    priorities: list[Priority]
    """At most three, the weightiest first; empty when there is nothing to mend."""
    findings: list[Finding]
    """What else is worth knowing: issues of no priority, and measures of the whole."""
    drills: list[Drill]
    """Exercises, one a priority."""
    strength: str | None
    """One thing done well that was measured; null where none was."""
    next_step: str
    """What to do now, one sentence."""
    source: str
    """Who wrote the texts: `rules`, or `llm`, a language model that was held to them."""
    progress: Progress | None = None
    """Of a named speaker, from their second recording on; null otherwise."""
    note: list[NotePart] = Field(default_factory=list)
    """What to show first, at most 120 words in all, in the order to show it in. Empty in what an older release stored."""
    more: list[NotePart] = Field(default_factory=list)
    """What to show when the learner asks for more, beside the other priorities and the findings."""
    language: str | None = None
    """Of these texts, ISO 639-1; null in what an older release stored. English words to be learnt, and drills, are English in any."""
    translation: MachineTranslation | None = None
    """Who translated them, where the coach doesn't speak that language; nobody has read it. Null where it does."""

    @classmethod
    def of(cls, feedback: Feedback) -> "Coaching":
        return cls(**{name: getattr(feedback, name) for name in cls.model_fields})


class ProsodyPart(Contract):
    learner_pitch: PitchContour | None = None
    """Of the recording; null when it was not measured."""
    reference_pitch: PitchContour | None = None
    """Of the reference voice, on its own time axis."""
    intonation: Intonation | None = None
    """What the melody does, word by word and at the end; null when it was not measured."""


class StagePart(StageView):
    name: StageName  # pyright: ignore[reportIncompatibleVariableOverride] - fewer names than another's
    """The stage."""


class UnifiedResult(TaskHead):
    """Times in seconds from the start of the recording, scores 0–100, probabilities 0–1; null where
    not measured."""

    reference_text: str | None
    """The text that was to be read; null when none was sent."""
    assignment_id: UUID | None = None
    """What it was recorded for; null where it was for no assignment, or for one that is no more."""
    text_source: TextSource
    """What the recording is held against: the text that was to be read, or what was recognised."""
    phone_scores_weaker: bool = False
    """Without a reference text the phones are judged against what was recognised: a slip that sounds like
    another word is missed, and phones of words that the recogniser was unsure of are `uncertain`."""
    transcript: TranscriptPart | None = None
    """What was understood; null until it is known."""
    scores: Scores = Field(default_factory=Scores)
    """Of the whole recording, 0–100 each."""
    words: list[JudgedWord] = Field(default_factory=list)
    """The words of the text in order, then what else was said (`insertion`)."""
    issues: list[Issue] = Field(default_factory=list)
    """What is certainly off target, in the order of speech."""
    timing: SpeechTiming | None = None
    """Fluency: rates, pauses, runs and rhythm; null until it is measured."""
    prosody: ProsodyPart | None = None
    """Pitch and melody; null until they are measured."""
    audio: AudioPart = Field(default_factory=AudioPart)
    """What can be listened to."""
    slices: list[WordSlices] = Field(default_factory=list)
    """Each word of the text to play by itself: the learner's, and the reference's."""
    feedback: Coaching | None = None
    """What to do about it; null until it is written."""
    stages: list[StagePart] = Field(default_factory=list)
    """Each stage that was asked for, in the order of the pipeline."""
    warnings: list[str] = Field(default_factory=list)
    """What the reader should know of how it was made."""


class TaskResult(TaskTail, UnifiedResult):
    """The unified JSON as far as it is known, and what else there is to say of the task."""
