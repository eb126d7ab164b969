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
    language: str | None
    words: list[TranscriptWord]


class AudioLink(Contract):
    url: str
    """Signed; plays until it expires. Ask for the task again for a new one."""


class ReferenceAudio(AudioLink):
    voice: str
    duration_s: float


class OwnVoiceAudio(AudioLink):
    duration_s: float


class AudioPart(Contract):
    recording: AudioLink | None = None
    reference: ReferenceAudio | None = None
    own_voice: OwnVoiceAudio | None = None


class Slice(Contract):
    """One word of a recording."""

    start_s: float
    """From the start of the recording it is of."""
    end_s: float
    url: str
    """Plays just that part, as WAV."""


class WordSlices(Contract):
    word_index: int
    text: str
    learner: Slice | None = None
    """Null for a word that was not said."""
    reference: Slice | None = None
    """Null until the reference is spoken, and where its engine can't tell its times."""
    heard: AudioLink | None = None
    """The word as it was heard, in the reference voice; for wrong words where `say_heard` was asked for."""


class Coaching(Contract):
    summary: str
    priorities: list[Priority]
    findings: list[Finding]
    drills: list[Drill]
    strength: str | None
    next_step: str
    source: str
    progress: Progress | None = None
    """Of a named speaker, from their second recording on."""

    @classmethod
    def of(cls, feedback: Feedback) -> "Coaching":
        return cls(**{name: getattr(feedback, name) for name in cls.model_fields})


class ProsodyPart(Contract):
    learner_pitch: PitchContour | None = None
    """Of the recording; null when it was not measured."""
    reference_pitch: PitchContour | None = None
    """Of the reference voice, on its own time axis."""
    intonation: Intonation | None = None


class StagePart(Contract):
    name: StageName
    status: StageStatus
    reason: str | None = None
    """Why it was skipped or failed."""
    engine: str | None = None
    model_version: str | None = None
    mock: bool | None = None
    elapsed_ms: int | None = None


class UnifiedResult(Contract):
    """Times in seconds from the start of the recording, scores 0–100, probabilities 0–1; null where
    not measured."""

    task_id: UUID
    status: TaskStatus
    created_at: datetime
    assessable: bool | None
    """Null until it is known."""
    reason: NotAssessable | None
    reference_text: str | None
    text_source: TextSource
    phone_scores_weaker: bool = False
    """Without a reference text the phones are judged against what was recognised: a slip that sounds like
    another word is missed, and phones of words that the recogniser was unsure of are `uncertain`."""
    transcript: TranscriptPart | None = None
    scores: Scores = Field(default_factory=Scores)
    words: list[JudgedWord] = Field(default_factory=list)
    issues: list[Issue] = Field(default_factory=list)
    timing: Timing | None = None
    """Fluency: rates, pauses, runs and rhythm."""
    prosody: ProsodyPart | None = None
    audio: AudioPart = Field(default_factory=AudioPart)
    slices: list[WordSlices] = Field(default_factory=list)
    """Each word of the text to play by itself: the learner's, and the reference's."""
    feedback: Coaching | None = None
    stages: list[StagePart] = Field(default_factory=list)
    warnings: list[str] = Field(default_factory=list)


class TaskFailure(Contract):
    type: str
    title: str
    status: int
    """What POST /process answers with."""
    detail: str
    service: str | None = None
    stage: str | None = None
    field: str | None = None


class ConsentPart(Contract):
    scope: str
    given_at: datetime
    wording_version: str
    revoked_at: datetime | None
    expires_at: datetime | None = None
    """Of a consent that the speaker gave for all tasks; null for one given with this request."""


class TaskResult(UnifiedResult):
    """The unified JSON as far as it is known, and what else there is to say of the task."""

    updated_at: datetime
    error: TaskFailure | None = None
    consent: ConsentPart | None = None


class TaskAccepted(Contract):
    task_id: UUID
    status: TaskStatus


class TaskSummary(TaskAccepted):
    created_at: datetime
    updated_at: datetime
    assessable: bool | None
    reason: NotAssessable | None


class TaskPage(Contract):
    items: list[TaskSummary]
    """Newest first."""
    next_cursor: str | None
    """Null on the last page."""


class ErasurePending(Contract):
    """It could not be erased yet, or not all of it: that is noted, and done when storage and database allow."""

    task_id: UUID
    erasure_pending: bool = True


class ConsentRevoked(Contract):
    task_id: UUID
    revoked_at: datetime
    erased_objects: int
    """All that was deleted."""
    erased: VoiceErased
    erasure_pending: bool = False
    """Part of it could not be erased yet (202): it is noted, and done when storage and database allow."""


class SpeakerConsent(Contract):
    """A consent that holds for all of a speaker's tasks until it expires or is revoked."""

    speaker_id: str
    scope: str
    wording_version: str
    given_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    holds: bool
    """Whether it may be relied on now."""
    n_samples: int
    """Voice samples that are kept under it."""


class SpeakerConsentRevoked(Contract):
    speaker_id: str
    revoked_at: datetime
    n_tasks: int
    """Tasks whose voice data were deleted."""
    erased_objects: int
    erased: VoiceErased
    erasure_pending: bool = False


class PractisedRecording(EarlierRecording):
    task_id: UUID


class SpeakerProgress(Contract):
    speaker_id: str
    recordings: list[PractisedRecording]
    """The newest that were judged, oldest first: how often each sound was on target, and every slip."""


class SpeakerErased(Contract):
    speaker_id: str
    n_tasks: int
    n_consents: int
    erased_objects: int
    """So far, where the erasure is pending."""
    erasure_pending: bool = False


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
