"""What the rooms of the orchestrator tell each other about a task; no web, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from shared.contracts import NotAssessable

from .model import PickedModel
from .options import Options
from .speaker import CONSENT_EXPIRED, CONSENT_REVOKED, Consent

TaskStatus = Literal["queued", "running", "succeeded", "partial", "failed", "cancelled"]
StageStatus = Literal["pending", "running", "succeeded", "skipped", "failed"]
EventName = Literal[
    "stage_started",
    "stage_progress",
    "stage_finished",
    "partial_result",
    "task_postponed",
    "task_retried",
    "task_finished",
]

FINISHED: frozenset[TaskStatus] = frozenset({"succeeded", "partial", "failed", "cancelled"})
SETTLED: frozenset[StageStatus] = frozenset({"succeeded", "skipped", "failed"})

TASK_FAILED = "task_failed"
"""Why a stage was left out: one that the task can't do without had failed."""


@dataclass(frozen=True, slots=True)
class TaskError:
    """Why a task failed, as the problem that POST /process answers with."""

    slug: str
    detail: str
    members: dict[str, Any]
    """`stage`, `service`, `field` where they apply."""


@dataclass(frozen=True, slots=True)
class TaskRecord:
    tenant: str
    id: UUID
    status: TaskStatus
    pipeline: str
    """The name of its pipeline."""
    options: Options
    """What the caller asked for; of the pipeline's kind."""
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
    outcome: dict[str, Any] | None = None
    """How it was judged, in short, as a list shows it."""
    is_waited_for: bool = False
    """A caller holds the line (POST /process): it fails rather than being put off."""
    models: Mapping[str, PickedModel] = field(default_factory=dict)
    """Which versions of models it is given, where there was a choice; all its tries are given the same."""

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
    name: str
    status: StageStatus = "pending"
    reason: str | None = None
    engine: str | None = None
    model_version: str | None = None
    mock: bool | None = None
    elapsed_ms: int | None = None


@dataclass(frozen=True, slots=True)
class EndedRecord:
    """A stage of a task that has succeeded, as it is told of."""

    task_id: UUID
    pipeline: str
    stage: StageRecord


@dataclass(frozen=True, slots=True)
class ArtifactRecord:
    stage: str
    key: str
    """Where the stage's result lies in the object store, as JSON."""
    n_bytes: int = 0
    """Its length, where it is being stored."""


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
    name: EventName
    fields: dict[str, Any]
