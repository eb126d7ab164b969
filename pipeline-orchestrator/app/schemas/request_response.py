"""What the orchestrator answers: the unified JSON and what is said of tasks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from shared.audio.containers import RECORDING
from shared.contracts import (
    Contract,
    Drill,
    EarlierRecording,
    Feedback,
    Finding,
    Intonation,
    Issue,
    JudgedWord,
    NotAssessable,
    PitchContour,
    Priority,
    Progress,
    Scores,
    StageName,
    TextSource,
    Timing,
    TranscriptWord,
    VoiceErased,
)

from ..domain.task import StageStatus, TaskStatus


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
    """Null until the reference is spoken, and where its engine can't tell its times."""
    heard: AudioLink | None = None
    """The word as it was heard, in the reference voice; for wrong words where `say_heard` was asked for."""


class Coaching(Contract):
    summary: str
    """Two or three sentences on the whole."""
    priorities: list[Priority]
    """At most three, the weightiest first; empty when there is nothing to mend."""
    findings: list[Finding]
    """What else is worth knowing."""
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


class StagePart(Contract):
    name: StageName
    """The stage."""
    status: StageStatus
    """How far it came."""
    reason: str | None = None
    """Why it was skipped or failed; null otherwise."""
    engine: str | None = None
    """Name of the engine that ran; null until it has."""
    model_version: str | None = None
    """Version of the engine's model; null until it has run."""
    mock: bool | None = None
    """Whether the engine made its answer up; null until it has run."""
    elapsed_ms: int | None = None
    """Milliseconds that it took; null until it has run."""


class UnifiedResult(Contract):
    """Times in seconds from the start of the recording, scores 0–100, probabilities 0–1; null where
    not measured."""

    task_id: UUID
    """Id of the task."""
    status: TaskStatus
    """How far the task came; `partial` when an optional stage failed."""
    created_at: datetime
    """When it was sent, with time zone."""
    assessable: bool | None
    """Whether the recording can be judged; null until it is known."""
    reason: NotAssessable | None
    """Why it can't be judged; null when it can, or until it is known."""
    reference_text: str | None
    """The text that was to be read; null when none was sent."""
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
    timing: Timing | None = None
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


class TaskFailure(Contract):
    type: str
    """What kind of problem, a stable word: `upstream-failed`."""
    title: str
    """The same for a reader."""
    status: int
    """The HTTP status that POST /process answers with."""
    detail: str
    """What happened, and what to do."""
    service: str | None = None
    """Service that failed; null where none did."""
    stage: str | None = None
    """Stage that failed; null where none did."""
    field: str | None = None
    """Part of the request that is wrong; null where none is."""


class ConsentPart(Contract):
    scope: str
    """What was agreed to: `voice_cloning`."""
    given_at: datetime
    """When, with time zone."""
    wording_version: str
    """Version of the wording that was agreed to."""
    revoked_at: datetime | None
    """When it was taken back; null while it holds."""
    expires_at: datetime | None = None
    """Of a consent that the speaker gave for all tasks; null for one given with this request."""


class TaskResult(UnifiedResult):
    """The unified JSON as far as it is known, and what else there is to say of the task."""

    updated_at: datetime
    """When the task last went on, with time zone."""
    error: TaskFailure | None = None
    """Why the task failed; null otherwise."""
    consent: ConsentPart | None = None
    """To voice cloning; null where none was given."""


class TaskAccepted(Contract):
    task_id: UUID
    """Id of the task."""
    status: TaskStatus
    """How far it came."""


class TaskSummary(TaskAccepted):
    created_at: datetime
    """When it was sent, with time zone."""
    updated_at: datetime
    """When the task last went on, with time zone."""
    assessable: bool | None
    """Whether the recording can be judged; null until it is known."""
    reason: NotAssessable | None
    """Why it can't be judged; null when it can, or until it is known."""


class TaskPage(Contract):
    items: list[TaskSummary]
    """Newest first."""
    next_cursor: str | None
    """What to send as `cursor` for the next page; null on the last."""


class ErasurePending(Contract):
    """It could not be erased yet, or not all of it: that is noted, and done when storage and database allow."""

    task_id: UUID
    """Id of the task."""
    erasure_pending: bool = True
    """Always true: it will be erased when storage and database allow."""


class ConsentRevoked(Contract):
    task_id: UUID
    """Id of the task."""
    revoked_at: datetime
    """When, with time zone."""
    erased_objects: int
    """How many stored objects were deleted."""
    erased: VoiceErased
    """The same by kind."""
    erasure_pending: bool = False
    """Whether part of it could not be erased yet (202): it is noted, and done when storage and database allow."""


class SpeakerConsent(Contract):
    """A consent that holds for all of a speaker's tasks until it expires or is revoked."""

    speaker_id: str
    """Your own name for the speaker."""
    scope: str
    """What was agreed to: `voice_cloning`."""
    wording_version: str
    """Version of the wording that was agreed to."""
    given_at: datetime
    """When, with time zone."""
    expires_at: datetime
    """Until when it holds, with time zone."""
    revoked_at: datetime | None
    """When it was taken back; null while it was not."""
    holds: bool
    """Whether it may be relied on now."""
    n_samples: int
    """Voice samples that are kept under it."""


class SpeakerConsentRevoked(Contract):
    speaker_id: str
    """Your own name for the speaker."""
    revoked_at: datetime
    """When, with time zone."""
    n_tasks: int
    """Tasks whose voice data were deleted."""
    erased_objects: int
    """How many stored objects were deleted."""
    erased: VoiceErased
    """The same by kind."""
    erasure_pending: bool = False
    """Whether part of it could not be erased yet (202): it is noted, and done when storage and database allow."""


class PractisedRecording(EarlierRecording):
    task_id: UUID
    """Id of the task."""


class SpeakerProgress(Contract):
    speaker_id: str
    """Your own name for the speaker."""
    recordings: list[PractisedRecording]
    """The newest that were judged, oldest first: how often each sound was on target, and every slip."""


class SpeakerErased(Contract):
    speaker_id: str
    """Your own name for the speaker."""
    n_tasks: int
    """Tasks that were erased."""
    n_consents: int
    """Consents that were erased."""
    erased_objects: int
    """How many stored objects were deleted; so far, where the erasure is pending."""
    erasure_pending: bool = False
    """Whether part of it could not be erased yet (202): it is noted, and done when storage and database allow."""


FORM = {
    "file": RECORDING,
    "reference_text": "What was read aloud, at most 2000 characters. Without it the transcript is judged.",
    "l1": "First language of the speaker, ISO 639: `hi`, `ta`, `te`, `bn` … It names slips, it never makes one.",
    "voice": "Voice of the reference, an id from the TTS service's /voices.",
    "speaking_rate": "Of the reference: 1 is the voice's own pace, 0.5 half, 2 twice.",
    "voice_samples": "Recordings of the speaker for the own-voice reference; also accepted as `voice_samples`.",
    "consent_voice_cloning": "true: the speaker agrees that a reference in their own voice is made "
    "(wording in the README). It can be revoked.",
    "stages": "Comma-separated: asr, align, phonemap, diff, tts, vc, feedback. All by default.",
    "speaker_id": "Your own name for the speaker, 1-64 of A-Z a-z 0-9 . _ -: their standing consent "
    "(POST /speakers/{id}/consent) then counts for this recording.",
    "say_heard": "true: each wrong word is also spoken as it was heard.",
    "lexicon": 'Your own pronunciations, JSON: `{"Priya": ["P R IY1 Y AH0"]}`.',
}

RESULT_EXAMPLE: dict[str, Any] = {
    "task_id": "7c0f6c1e-9d56-4c8c-9d0c-0f3f5f3f8f52",
    "status": "succeeded",
    "created_at": "2026-11-21T05:00:00Z",
    "assessable": True,
    "reason": None,
    "reference_text": "It's very good.",
    "text_source": "reference",
    "transcript": {
        "text": "It's very good.",
        "language": "en",
        "words": [{"text": "very", "start_s": 0.41, "end_s": 0.78, "confidence": 0.93}],
    },
    "scores": {
        "overall": 81,
        "accuracy": 78,
        "fluency": 88,
        "completeness": 100,
        "prosody": 80,
    },
    "words": [],
    "issues": [],
    "audio": {"recording": {"url": "…"}, "reference": None, "own_voice": None},
    "feedback": None,
    "stages": [
        {
            "name": "asr",
            "status": "succeeded",
            "reason": None,
            "engine": "faster-whisper",
            "model_version": "base",
            "mock": False,
            "elapsed_ms": 640,
        }
    ],
    "warnings": [],
}
