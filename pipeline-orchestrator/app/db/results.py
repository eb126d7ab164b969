"""What a run writes down of a task and its stages. Every write asks whether the claim still holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ..domain.claim import Claim
from ..domain.speaker import CONSENT_REVOKED
from ..domain.task import (
    TASK_FAILED,
    ArtifactRecord,
    EndedRecord,
    EventName,
    StageRecord,
    TaskError,
    TaskStatus,
)
from ..pipelines.spec import DueStages
from ..pipelines.steps import EndedStage, NotedStep, RunStep
from . import cloud_events, observations
from .kept import keep_fact
from .leases import held
from .models import Artifact, EventRow, StageRow, Task
from .tasks import close_task
from .upsert import insert_rows, put_rows

MADE_BY = ("engine", "model_version", "mock", "elapsed_ms")
"""What an artifact keeps of the stage that made it."""
STAGE_FIELDS = ("status", "reason", *MADE_BY)


@dataclass(slots=True)
class _StepRows:
    """Of all steps of one transaction, for one statement a table."""

    stages: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By name: how each stands in the end."""
    events: list[dict[str, Any]] = field(default_factory=list)
    """In their order."""
    artifacts: list[dict[str, Any]] = field(default_factory=list)

    def stands(self, stage: StageRecord) -> None:
        fields = {name: getattr(stage, name) for name in STAGE_FIELDS}
        self.stages[stage.name] = {"name": stage.name} | fields

    def tell(self, name: EventName, stage: str, **fields: Any) -> None:
        self.events.append({"name": name, "fields": {"stage": stage} | fields})

    def tell_end(self, stage: StageRecord) -> None:
        self.stands(stage)
        told = {name: getattr(stage, name) for name in STAGE_FIELDS}
        self.tell("stage_finished", stage.name, **{k: v for k, v in told.items() if v is not None})

    def write(self, session: Session, task: Task) -> None:
        if task.claims > 1 and self.artifacts:  # one before this may have left some
            made = [row["type"] for row in self.artifacts]
            session.execute(
                delete(Artifact).where(
                    Artifact.tenant == task.tenant,
                    Artifact.task_id == task.id,
                    Artifact.type.in_(made),
                )
            )
        insert_rows(session, task, Artifact, self.artifacts)
        put_rows(session, task, StageRow, list(self.stages.values()))
        insert_rows(session, task, EventRow, self.events)


def note_steps(
    session: Session,
    claim: Claim,
    steps: Sequence[RunStep],
    artifacts: Mapping[str, ArtifactRecord],
    *,
    ending: TaskStatus | None = None,
    error: TaskError | None = None,
) -> list[NotedStep]:
    """Store steps of a run in their order, with what the stages in them made, by name, and how the run ended if it did.

    Nothing is made, and nothing kept, under a consent once that is revoked. Raises ClaimLost.
    """
    task, rows = held(session, claim), _StepRows()
    noted = [_note(session, task, step, artifacts, rows) for step in steps]
    rows.write(session, task)
    if ending is not None:
        close_task(session, task, status=ending, unfinished=TASK_FAILED, error=error)
    return noted


def note_progress(session: Session, claim: Claim, stage: str, fields: Mapping[str, Any]) -> None:
    """Tell how far a stage has come. What got further under this holder is not what ended those before it. Raises ClaimLost."""
    task = held(session, claim)
    task.attempts = 1
    insert_rows(
        session,
        task,
        EventRow,
        [{"name": "stage_progress", "fields": {"stage": stage, **fields}}],
    )


def finish_task(
    session: Session, claim: Claim, *, status: TaskStatus, error: TaskError | None = None
) -> None:
    """Raises ClaimLost."""
    note_steps(session, claim, (), {}, ending=status, error=error)


def artifact_keys(session: Session, claim: Claim) -> set[str]:
    """Of the task's results, whoever holds it now; none once it is erased."""
    found = session.scalars(
        select(Artifact.uri).where(
            Artifact.tenant == claim.tenant, Artifact.task_id == claim.task_id
        )
    )
    return set(found)


def _note(
    session: Session,
    task: Task,
    step: RunStep,
    artifacts: Mapping[str, ArtifactRecord],
    rows: _StepRows,
) -> NotedStep:
    ended = None if step.ended is None else _end(session, task, step.ended, artifacts, rows)
    return NotedStep(ended, _go_on(task, step.due, rows))


def _end(
    session: Session,
    task: Task,
    ended: EndedStage,
    artifacts: Mapping[str, ArtifactRecord],
    rows: _StepRows,
) -> StageRecord:
    record, meaning = ended.record, ended.meaning
    artifact, keep = artifacts.get(record.name), meaning.keep
    if ended.stage.under_consent and task.consent_revoked_at is not None:
        record, artifact, keep = _revoked(record.name), None, ()
    if meaning.assessment is not None:
        task.assessable, task.reason = meaning.assessment.assessable, meaning.assessment.reason
    if ended.stage.model is not None:
        observations.note_stage(session, task, ended.stage.model, record)
    for fact in keep:
        keep_fact(fact, session, task)
    rows.tell_end(record)
    if record.status == "succeeded":
        _tell_facts(session, task, ended)
    if artifact is not None:
        details = {name: getattr(record, name) for name in MADE_BY} | {"n_bytes": artifact.n_bytes}
        rows.artifacts.append({"type": record.name, "uri": artifact.key, "metadata": details})
        rows.tell("partial_result", record.name)
    return record


def _tell_facts(session: Session, task: Task, ended: EndedStage) -> None:
    record = EndedRecord(task.id, task.pipeline, ended.record)
    for fact in ended.stage.facts:
        cloud_events.tell_of_task(session, task, fact(record, ended.result))


def _go_on(task: Task, due: DueStages, rows: _StepRows) -> list[StageRecord]:
    withheld = [
        _revoked(stage.name)
        for stage in due.starting
        if stage.under_consent and task.consent_revoked_at is not None
    ]
    for record in (*due.skipped, *withheld):
        rows.tell_end(record)
    unstarted = {record.name for record in withheld}
    for stage in due.starting:
        if stage.name not in unstarted:
            rows.stands(StageRecord(stage.name, "running"))
            rows.tell("stage_started", stage.name)
    return withheld


def _revoked(stage: str) -> StageRecord:
    return StageRecord(stage, "skipped", CONSENT_REVOKED)
