"""What a run writes down of a task and its stages. Every write asks whether the claim still holds."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..domain.claim import Claim
from ..domain.speaker import CONSENT_REVOKED
from ..domain.task import ArtifactRecord, StageRecord, TaskError, TaskStatus
from ..pipelines.spec import NOTHING_DUE, Assessment, DueStages
from . import events
from .kept import keep_fact
from .leases import held
from .models import Artifact, StageRow, Task
from .tasks import close_task
from .upsert import insert_row, put

MADE_BY = ("engine", "model_version", "mock", "elapsed_ms")
"""What an artifact keeps of the stage that made it."""


def advance(session: Session, claim: Claim, due: DueStages) -> list[StageRecord]:
    """Store what is skipped and what starts. Returns those that may not start, skipped: nothing is made under a consent
    once that is revoked. Raises ClaimLost."""
    return _advance(session, held(session, claim), due)


def _advance(session: Session, task: Task, due: DueStages) -> list[StageRecord]:
    withheld = [
        StageRecord(stage.name, "skipped", CONSENT_REVOKED)
        for stage in due.starting
        if stage.under_consent and task.consent_revoked_at is not None
    ]
    for record in (*due.skipped, *withheld):
        _tell_end(session, task, record)
    unstarted = {record.name for record in withheld}
    for stage in due.starting:
        if stage.name not in unstarted:
            _put_stage(session, task, stage.name, status="running")
            events.add(session, task, "stage_started", stage=stage.name)
    return withheld


def settle_stage(
    session: Session,
    claim: Claim,
    stage: StageRecord,
    due: DueStages = NOTHING_DUE,
    *,
    under_consent: bool,
    artifact: ArtifactRecord | None = None,
    assessment: Assessment | None = None,
    keep: Sequence[object] = (),
) -> tuple[StageRecord, list[StageRecord]]:
    """Store how a stage ended, together with what it made and meant, and what comes next; returns what was stored, and
    as `advance` does.

    What was being made under a consent while that was revoked is not kept. Raises ClaimLost.
    """
    task = held(session, claim)
    if under_consent and task.consent_revoked_at is not None:
        stage, artifact, keep = StageRecord(stage.name, "skipped", CONSENT_REVOKED), None, ()
    if assessment is not None:
        task.assessable, task.reason = assessment.assessable, assessment.reason
    if artifact is not None:
        _put_artifact(session, task, stage, artifact)
    for fact in keep:
        keep_fact(fact, session, task)
    _tell_end(session, task, stage)
    if artifact is not None:
        events.add(session, task, "partial_result", stage=stage.name)
    return stage, _advance(session, task, due)


def _tell_end(session: Session, task: Task, stage: StageRecord) -> None:
    fields = {name: getattr(stage, name) for name in ("status", "reason", *MADE_BY)}
    _put_stage(session, task, stage.name, **fields)
    told = {name: value for name, value in fields.items() if value is not None}
    events.add(session, task, "stage_finished", stage=stage.name, **told)


def _put_artifact(
    session: Session, task: Task, stage: StageRecord, artifact: ArtifactRecord
) -> None:
    if task.claims > 1:  # one before this may have left one
        session.execute(
            delete(Artifact).where(
                Artifact.tenant == task.tenant,
                Artifact.task_id == task.id,
                Artifact.type == artifact.stage,
            )
        )
    details = {name: getattr(stage, name) for name in MADE_BY} | {"n_bytes": artifact.n_bytes}
    row = {"type": artifact.stage, "uri": artifact.key, "metadata": details}
    insert_row(session, task, Artifact, **row)


def _put_stage(session: Session, task: Task, name: str, **fields: Any) -> None:
    put(session, task, StageRow, name=name, **fields)


def finish_task(
    session: Session, claim: Claim, *, status: TaskStatus, error: TaskError | None = None
) -> None:
    """Raises ClaimLost."""
    row = held(session, claim)
    close_task(session, row, status=status, unfinished="task_failed", error=error)
