"""What workers do with tasks: claim, report, finish. Every write asks whether the claim still holds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from shared.contracts import NotAssessable, Stage

from ..schemas.records import (
    CONSENT_REVOKED,
    ArtifactRecord,
    Claim,
    EventRecord,
    StageRecord,
    TaskError,
    TaskStatus,
)
from .models import Artifact, EventRow, FeedbackRow, StageRow, Task, now
from .repository import close_task


class ClaimLost(Exception):
    """The task was cancelled, erased or taken over: whoever works on it must let go."""


def claim_next(
    session: Session, *, worker_id: str, lease_s: float, max_attempts: int
) -> Claim | None:
    """The oldest task that waits, or whose worker has fallen silent."""
    row = session.scalar(
        select(Task)
        .where(
            or_(
                Task.status == "queued",
                (Task.status == "running") & (Task.lease_until < now()),
            )
        )
        .order_by(Task.created_at, Task.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    if row.attempts >= max_attempts:
        detail = f"the task was given up after {row.attempts} interrupted attempts"
        error = TaskError("internal-error", detail, {})
        close_task(session, row, status="failed", unfinished="task_failed", error=error)
        return claim_next(session, worker_id=worker_id, lease_s=lease_s, max_attempts=max_attempts)
    row.status = "running"
    row.worker_id = worker_id
    row.lease_until = now() + timedelta(seconds=lease_s)
    row.attempts += 1
    return Claim(row.id, worker_id)


def expire_leases(session: Session, is_dead: Callable[[str], bool]) -> None:
    """End the leases of workers that are known to be gone."""
    rows = session.scalars(
        select(Task).where(Task.status == "running", Task.lease_until >= now()).with_for_update()
    )
    for row in rows:
        if row.worker_id is not None and is_dead(row.worker_id):
            row.lease_until = now() - timedelta(seconds=1)


def extend_lease(session: Session, claim: Claim, *, lease_s: float) -> None:
    """Raises ClaimLost."""
    held(session, claim).lease_until = now() + timedelta(seconds=lease_s)


def release(session: Session, claim: Claim) -> None:
    """Put the task back for the next start; an orderly stop is no failed attempt. Raises ClaimLost."""
    row = held(session, claim)
    row.status = "queued"
    row.worker_id = row.lease_until = None
    row.attempts -= 1


def held(session: Session, claim: Claim) -> Task:
    """Raises ClaimLost."""
    row = session.get(Task, claim.task_id, with_for_update=True)
    if row is None or row.worker_id != claim.worker_id:
        raise ClaimLost
    return row


def start_stage(session: Session, claim: Claim, name: Stage) -> bool:
    """Whether it may start: no voice is made once consent is revoked. Raises ClaimLost."""
    task = held(session, claim)
    if name == "vc" and task.consent_revoked_at is not None:
        return False
    session.merge(StageRow(task_id=claim.task_id, name=name, status="running"))
    session.add(EventRow(task_id=claim.task_id, name="stage_started", fields={"stage": name}))
    return True


def settle_stage(
    session: Session,
    claim: Claim,
    stage: StageRecord,
    *,
    artifact: ArtifactRecord | None = None,
    feedback: dict[str, Any] | None = None,
) -> StageRecord:
    """Store how a stage ended, together with what it made; returns what was stored.

    A voice that was being made while consent was revoked is not kept. Raises ClaimLost.
    """
    task = held(session, claim)
    if stage.name == "vc" and task.consent_revoked_at is not None:
        stage, artifact = StageRecord("vc", "skipped", CONSENT_REVOKED), None
    fields = {
        name: getattr(stage, name)
        for name in ("status", "reason", "engine", "model_version", "mock", "elapsed_ms")
    }
    session.merge(StageRow(task_id=claim.task_id, name=stage.name, **fields))
    if artifact is not None:
        session.execute(
            delete(Artifact).where(
                Artifact.task_id == claim.task_id, Artifact.type == artifact.stage
            )
        )
        details = {name: fields[name] for name in ("engine", "model_version", "mock", "elapsed_ms")}
        session.add(
            Artifact(task_id=claim.task_id, type=artifact.stage, uri=artifact.key, details=details)
        )
    if feedback is not None:
        session.execute(delete(FeedbackRow).where(FeedbackRow.task_id == claim.task_id))
        session.add(FeedbackRow(task_id=claim.task_id, payload=feedback))
    event = {"stage": stage.name} | {
        name: value for name, value in fields.items() if value is not None
    }
    session.add(EventRow(task_id=claim.task_id, name="stage_finished", fields=event))
    session.flush()
    if artifact is not None:
        session.add(
            EventRow(task_id=claim.task_id, name="partial_result", fields={"stage": stage.name})
        )
    return stage


def judge_task(
    session: Session, claim: Claim, *, assessable: bool, reason: NotAssessable | None
) -> None:
    """Raises ClaimLost."""
    row = held(session, claim)
    row.assessable, row.reason = assessable, reason


def finish_task(
    session: Session, claim: Claim, *, status: TaskStatus, error: TaskError | None = None
) -> None:
    """Raises ClaimLost."""
    row = held(session, claim)
    close_task(session, row, status=status, unfinished="task_failed", error=error)


def events_after(session: Session, task_id: UUID, last_id: int) -> list[EventRecord]:
    """Oldest first."""
    rows = session.scalars(
        select(EventRow)
        .where(EventRow.task_id == task_id, EventRow.id > last_id)
        .order_by(EventRow.id)
    )
    return [EventRecord(row.id, row.name, row.fields) for row in rows]  # pyright: ignore[reportArgumentType]
