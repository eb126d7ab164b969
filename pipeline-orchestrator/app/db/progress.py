"""What workers do with tasks: claim, report, finish. Every write asks whether the claim still holds."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from shared.contracts import NotAssessable, Practised, StageName

from ..schemas.records import (
    CONSENT_REVOKED,
    ArtifactRecord,
    Claim,
    EventRecord,
    Sighting,
    StageRecord,
    TaskError,
    TaskStatus,
)
from . import practice
from .models import Artifact, EventRow, FeedbackRow, StageRow, Task, now
from .repository import close_task

LONGEST_WAIT_S = 300.0
"""For which a task is put off."""
CLOCKS_DIFFER_S = 60.0
"""By no more than this do clocks of machines that work together. What lies further ahead than anyone would have put it
was written before a clock was set back."""


class ClaimLost(Exception):
    """The task was cancelled, erased or taken over: whoever works on it must let go."""


def claim_next(session: Session, *, worker_id: str, max_attempts: int) -> Claim | None:
    """The oldest task that waits and whose time has come."""
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
        if claim := _claim(session, row, worker_id=worker_id, max_attempts=max_attempts):
            return claim


def claim_task(
    session: Session, task_id: UUID, *, worker_id: str, max_attempts: int
) -> Claim | None:
    """This task; None when it has ended, waits for its time, or another works on it."""
    row = session.scalar(
        select(Task).where(Task.id == task_id, _may_be_claimed()).with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    return _claim(session, row, worker_id=worker_id, max_attempts=max_attempts)


def _may_be_claimed() -> ColumnElement[bool]:
    return (Task.status == "queued") & _its_time_has_come(now())


def _its_time_has_come(at: datetime) -> ColumnElement[bool]:
    return or_(
        Task.retry_at.is_(None),
        Task.retry_at <= at,
        Task.retry_at > at + timedelta(seconds=LONGEST_WAIT_S + CLOCKS_DIFFER_S),
    )


def _claim(session: Session, row: Task, *, worker_id: str, max_attempts: int) -> Claim | None:
    """None when it is given up instead."""
    if row.attempts >= max_attempts:
        detail = f"the task was given up after {row.attempts} interrupted attempts"
        error = TaskError("internal-error", detail, {})
        close_task(session, row, status="failed", unfinished="task_failed", error=error)
        session.flush()
        return None
    row.status = "running"
    row.worker_id = worker_id
    row.claims += 1
    row.attempts += 1
    row.retry_at = None
    return Claim(row.id, worker_id, row.claims)


def take_to_send(session: Session, *, stale_s: float, limit: int) -> list[UUID]:
    """Tasks that a worker should be told of, oldest first; they count as sent from now on.

    New ones, those whose time to be tried again has come, and those sent so long ago that the broker must have
    lost them, or at a time that is still to come.
    """
    at = now()
    rows = session.scalars(
        select(Task)
        .where(
            Task.status == "queued",
            or_(
                Task.sent_at.is_(None),
                Task.sent_at < at - timedelta(seconds=stale_s),
                Task.sent_at > at + timedelta(seconds=CLOCKS_DIFFER_S),
            ),
            _its_time_has_come(at),
        )
        .order_by(Task.created_at, Task.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.sent_at = at
    return [row.id for row in rows]


def unsend(session: Session, task_ids: Sequence[UUID]) -> None:
    """The broker did not take them."""
    session.execute(update(Task).where(Task.id.in_(task_ids)).values(sent_at=None))


def queue_state(session: Session) -> tuple[int, datetime | None]:
    """How many tasks wait, and when the oldest of them came."""
    waiting = select(func.count(), func.min(Task.created_at)).where(Task.status == "queued")
    count, oldest = session.execute(waiting).one()
    return count, oldest


def sightings(session: Session) -> list[Sighting]:
    """The tasks that are being worked on, or were when their holder was last heard of."""
    rows = session.execute(
        select(Task.id, Task.worker_id, Task.claims, Task.beat).where(Task.status == "running")
    )
    return [
        Sighting(Claim(task_id, worker_id or "", number), beat)
        for task_id, worker_id, number, beat in rows
    ]


def take_back(session: Session, seen: Sighting, *, counts: bool) -> bool:
    """Have an abandoned task wait again, unless its holder was heard of since it was `seen`.

    `counts`: it may have been the task that ended its holder.
    """
    row = session.get(Task, seen.claim.task_id, with_for_update=True)
    if row is None or not _is_held(row, seen.claim) or row.beat != seen.beat:
        return False
    _put_back(row, counts=counts)
    return True


def beat(session: Session, claim: Claim) -> None:
    """Show that the holder is at work. Raises ClaimLost."""
    held(session, claim).beat += 1


def postpone(
    session: Session, claim: Claim, error: TaskError, *, wait_s: float, is_retry: bool
) -> None:
    """Put the task off: something it needs is down. It was no failed attempt. Raises ClaimLost.

    `is_retry`: it will be put off so only a few times.
    """
    row = held(session, claim)
    _put_back(row, counts=False)
    row.retry_at = now() + timedelta(seconds=min(wait_s, LONGEST_WAIT_S))
    row.retries += is_retry
    fields = {"detail": error.detail, "retries": row.retries} | {
        name: error.members[name] for name in ("stage",) if name in error.members
    }
    session.add(EventRow(task_id=row.id, name="task_postponed", fields=fields))


def release(session: Session, claim: Claim, *, counts: bool) -> None:
    """Put the task back for the next start; an orderly stop doesn't count as an attempt. Raises ClaimLost."""
    _put_back(held(session, claim), counts=counts)


def _put_back(row: Task, *, counts: bool) -> None:
    row.status = "queued"
    row.worker_id = row.sent_at = None
    row.attempts -= not counts


def held(session: Session, claim: Claim) -> Task:
    """Raises ClaimLost."""
    row = session.get(Task, claim.task_id, with_for_update=True)
    if row is None or not _is_held(row, claim):
        raise ClaimLost
    return row


def _is_held(row: Task, claim: Claim) -> bool:
    return row.status == "running" and row.claims == claim.number


def start_stage(session: Session, claim: Claim, name: StageName) -> bool:
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
