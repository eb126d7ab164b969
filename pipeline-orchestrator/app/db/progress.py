"""What workers do with tasks: claim, report, finish. Every write asks whether the claim still holds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from shared.contracts import NotAssessable, Practised, Stage

from ..schemas.records import (
    CONSENT_REVOKED,
    ArtifactRecord,
    Claim,
    EventRecord,
    StageRecord,
    TaskError,
    TaskStatus,
)
from . import practice
from .models import Artifact, EventRow, FeedbackRow, StageRow, Task, now
from .repository import close_task


class ClaimLost(Exception):
    """The task was cancelled, erased or taken over: whoever works on it must let go."""


def claim_next(
    session: Session, *, worker_id: str, lease_s: float, max_attempts: int
) -> Claim | None:
    """The oldest task that waits and whose time has come, or whose worker has fallen silent."""
    while True:
        row = session.scalar(
            select(Task)
            .where(_may_be_claimed())
            .order_by(Task.created_at, Task.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        if claim := _claim(
            session, row, worker_id=worker_id, lease_s=lease_s, max_attempts=max_attempts
        ):
            return claim


def claim_task(
    session: Session, task_id: UUID, *, worker_id: str, lease_s: float, max_attempts: int
) -> Claim | None:
    """This task; None when it has ended, waits for its time, or another works on it."""
    row = session.scalar(
        select(Task).where(Task.id == task_id, _may_be_claimed()).with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    return _claim(session, row, worker_id=worker_id, lease_s=lease_s, max_attempts=max_attempts)


def _may_be_claimed() -> ColumnElement[bool]:
    at = now()
    return or_(
        (Task.status == "queued") & or_(Task.retry_at.is_(None), Task.retry_at <= at),
        (Task.status == "running") & (Task.lease_until < at),
    )


def _claim(
    session: Session, row: Task, *, worker_id: str, lease_s: float, max_attempts: int
) -> Claim | None:
    """None when it is given up instead."""
    if row.attempts >= max_attempts:
        detail = f"the task was given up after {row.attempts} interrupted attempts"
        error = TaskError("internal-error", detail, {})
        close_task(session, row, status="failed", unfinished="task_failed", error=error)
        session.flush()
        return None
    row.status = "running"
    row.worker_id = worker_id
    row.lease_until = now() + timedelta(seconds=lease_s)
    row.attempts += 1
    row.retry_at = None
    return Claim(row.id, worker_id)


def take_to_send(session: Session, *, stale_s: float, limit: int) -> list[UUID]:
    """Tasks that a worker should be told of, oldest first; they count as sent from now on.

    New ones, those whose time to be tried again has come, those whose worker fell silent, and those sent so
    long ago that the broker must have lost them.
    """
    at = now()
    rows = session.scalars(
        select(Task)
        .where(
            or_(
                (Task.status == "queued")
                & or_(Task.sent_at.is_(None), Task.sent_at < at - timedelta(seconds=stale_s)),
                (Task.status == "running") & (Task.lease_until < at),
            ),
            or_(Task.retry_at.is_(None), Task.retry_at <= at),
        )
        .order_by(Task.created_at, Task.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.status, row.worker_id, row.lease_until, row.sent_at = "queued", None, None, at
    return [row.id for row in rows]


def unsend(session: Session, task_id: UUID) -> None:
    """The broker did not take it."""
    row = session.get(Task, task_id, with_for_update=True)
    if row is not None:
        row.sent_at = None


def queue_state(session: Session) -> tuple[int, datetime | None]:
    """How many tasks wait, and when the oldest of them came."""
    waiting = select(func.count(), func.min(Task.created_at)).where(Task.status == "queued")
    count, oldest = session.execute(waiting).one()
    return count, oldest


def postpone(session: Session, claim: Claim, error: TaskError, *, wait_s: float) -> None:
    """Put the task off: something it needs is down. It was no failed attempt. Raises ClaimLost."""
    row = held(session, claim)
    row.status = "queued"
    row.worker_id = row.lease_until = row.sent_at = None
    row.retry_at = now() + timedelta(seconds=wait_s)
    row.retries += 1
    row.attempts -= 1
    fields = {"detail": error.detail, "retries": row.retries} | {
        name: error.members[name] for name in ("stage",) if name in error.members
    }
    session.add(EventRow(task_id=row.id, name="task_postponed", fields=fields))


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
    row.worker_id = row.lease_until = row.sent_at = None
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
    practised: Practised | None = None,
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
    if practised is not None:
        practice.keep(session, task, practised)
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
