"""What the rooms of the orchestrator tell each other about a task; no web, no database."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

from shared.contracts import CallerLexicon, NotAssessable, StageName

TaskStatus = Literal["queued", "running", "succeeded", "partial", "failed", "cancelled"]
StageStatus = Literal["pending", "running", "succeeded", "skipped", "failed"]

STAGE_NAMES: tuple[StageName, ...] = get_args(StageName)
"""In pipeline order."""
FINISHED: frozenset[TaskStatus] = frozenset({"succeeded", "partial", "failed", "cancelled"})
SETTLED: frozenset[StageStatus] = frozenset({"succeeded", "skipped", "failed"})

CONSENT_SCOPE = "voice_cloning"
CONSENT_REVOKED = "consent_revoked"
"""Why a voice conversion is skipped after its consent was taken back."""
CONSENT_WORDING = "2026-11-1"
"""Version of the wording in README.md that `consent_voice_cloning=true` agrees to."""
CONSENT_EXPIRED = "consent_expired"


@dataclass(frozen=True, slots=True)
class TaskOptions:
    """What the caller asked for."""

    reference_text: str | None = None
    l1: str | None = None
    """ISO 639 code of the speaker's first language."""
    voice: str | None = None
    speaking_rate: float = 1.0
    stages: tuple[StageName, ...] = STAGE_NAMES
    lexicon: CallerLexicon = field(default_factory=dict)
    consent_voice_cloning: bool = False
    """With the request, or by the speaker's standing consent."""
    speaker_id: str | None = None
    say_heard: bool = False
    """Wrong words are also spoken as they were heard."""


@dataclass(frozen=True, slots=True)
class Consent:
    scope: str
    given_at: datetime
    wording_version: str
    revoked_at: datetime | None
    expires_at: datetime | None = None
    standing_id: UUID | None = None
    """Of the speaker's standing consent; None when it was given with the request."""


@dataclass(frozen=True, slots=True)
class StandingConsent:
    """A speaker's consent for all tasks to come, until it expires or is revoked."""

    id: UUID
    speaker_id: str
    scope: str
    wording_version: str
    sample_keys: tuple[str, ...]
    given_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def holds_at(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class EarlierTask:
    """A speaker's last judged recording of a text."""

    recorded_at: datetime
    diff_key: str


@dataclass(frozen=True, slots=True)
class TaskError:
    """Why a task failed, as the problem that POST /process answers with."""

    slug: str
    detail: str
    members: dict[str, Any]
    """`stage`, `service`, `field` where they apply."""


@dataclass(frozen=True, slots=True)
class TaskRecord:
    id: UUID
    status: TaskStatus
    options: TaskOptions
    audio_key: str
    sample_keys: tuple[str, ...]
    """Voice samples; the recording itself where none were sent."""
    request_id: str | None
    """Of the request that made the task."""
    consent: Consent | None
    assessable: bool | None
    reason: NotAssessable | None
    error: TaskError | None
    created_at: datetime
    updated_at: datetime
    retries: int = 0
    """How often it was put off."""
    is_waited_for: bool = False
    """A caller holds the line (POST /process): it fails rather than being put off."""

    def why_no_clone(self, at: datetime) -> str | None:
        """Why the voice may not be cloned at that time; None when it may."""
        if self.consent is None:
            return "consent_not_given"
        if self.consent.revoked_at is not None:
            return CONSENT_REVOKED
        expires_at = self.consent.expires_at
        return CONSENT_EXPIRED if expires_at is not None and expires_at <= at else None


@dataclass(frozen=True, slots=True)
class StageRecord:
    name: StageName
    status: StageStatus = "pending"
    reason: str | None = None
    engine: str | None = None
    model_version: str | None = None
    mock: bool | None = None
    elapsed_ms: int | None = None


@dataclass(frozen=True, slots=True)
class ArtifactRecord:
    stage: StageName
    key: str
    """Where the stage's result lies in the object store, as JSON."""


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task with all that is known of its stages, in pipeline order."""

    task: TaskRecord
    stages: tuple[StageRecord, ...]
    artifacts: tuple[ArtifactRecord, ...]


@dataclass(frozen=True, slots=True)
class EventRecord:
    id: int
    """Rises with time within a task."""
    name: Literal[
        "stage_started", "stage_finished", "partial_result", "task_postponed", "task_finished"
    ]
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a task, until it is taken away. No two claims are equal, not even of one worker."""

    task_id: UUID
    worker_id: str
    number: int
    """Rises with each claim of the task."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A task that was being worked on, as one look found it."""

    claim: Claim
    beat: int


@dataclass(frozen=True, slots=True)
class Erasure:
    """Objects to be erased again later: a service may have been writing when they were erased."""

    id: int
    task_id: UUID
    voice_only: bool
    """Only what was made under the consent."""
    of_consent: bool = False
    """`task_id` is that of a standing consent."""
    wait_s: float = 0.0
    """Due when it has been waited with for so long."""
    is_overdue: bool = False
    """By the time of day, which may have been set since."""
