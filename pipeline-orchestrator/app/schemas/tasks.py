"""What is said of a task, whatever pipeline it is of."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.contracts import Contract, NotAssessable, Scores, VoiceErased

from ..domain.task import StageStatus, TaskStatus


class TaskHead(Contract):
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


class StageView(Contract):
    name: str
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


class TaskTail(Contract):
    updated_at: datetime
    """When the task last went on, with time zone."""
    error: TaskFailure | None = None
    """Why the task failed; null otherwise."""
    consent: ConsentPart | None = None
    """To voice cloning; null where none was given."""


class TaskView(TaskTail, TaskHead):
    """A task of a pipeline that has no answer of its own."""

    stages: list[StageView] = Field(default_factory=list)
    """Each stage that was asked for, in the order of the pipeline."""
    warnings: list[str] = Field(default_factory=list)
    """What the reader should know of how it was made."""


class TaskAccepted(Contract):
    task_id: UUID
    """Id of the task."""
    status: TaskStatus
    """How far it came."""


class TaskOutcome(Contract):
    """What a list tells of a judged recording."""

    scores: Scores
    """Of the whole recording, with its clear words; their reasons are left out."""
    n_issues: int
    """What is certainly off target."""
    main_tip: str | None
    """Key of the tip for what to work on first, as GET /tips has it; null where nothing is to be mended."""
    n_uncertain_words: int | None = None
    """Words of the text that nobody can be sure of; null of tasks of older releases."""
    habits: dict[str, int] = Field(default_factory=dict)
    """How often each habit is certainly there, by its tip; empty of tasks of older releases."""


class TaskSummary(TaskAccepted):
    speaker_id: str | None = None
    """Your own name for the speaker; null where none was named."""
    reference_text: str | None = None
    """What was to be read; null for free speech."""
    assignment_id: UUID | None = None
    """What it was recorded for; null where it was for no assignment, or for one that is no more."""
    outcome: TaskOutcome | None = None
    """How it was judged; null until it is, where it can't be, and of tasks of older releases."""
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
