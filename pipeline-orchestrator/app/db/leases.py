"""Who works on which task: claim, beat, give back, take back. Workers take the tasks of all tenants; a claim names the
tenant of its task, and every write asks whether it still holds."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..domain.ahead import FEWEST_ENDED, QueueAhead
from ..domain.claim import Claim, Sighting
from ..domain.principal import System
from ..domain.task import TASK_FAILED, TaskError
from ..pipelines.catalogue import of_long_recordings
from . import events
from .across import across_tenants
from .models import EventRow, StageRow, Task, now
from .tasks import close_task

LONGEST_WAIT_S = 300.0
"""For which a task is put off."""
INTERRUPTED_WAIT_S = 20.0
"""For which a task is left alone whose holder went down a second time, then twice as long each time. The oldest is claimed first: a
process that is killed again and again would else give the same few tasks up and never come to the others, and one task that takes
processes down would take its neighbours with it."""
PACE_S = 120.0
"""For so long the pace of a queue is looked back at."""
WORK_S, WORK_TASKS = 3600.0, 20
"""Of how many tasks, ended within so long, the mean of the work is taken."""
CLOCKS_DIFFER_S = 60.0
"""By no more than this do clocks of machines that work together. What lies further ahead than anyone would have put it
was written before a clock was set back."""


class ClaimLost(Exception):
    """The task was cancelled, erased or taken over: whoever works on it must let go."""


LONG_TURN_S = 15.0
"""After which a long task asks again whether it is its turn."""


def claim_next(
    session: Session,
    system: System,
    *,
    worker_id: str,
    max_attempts: int,
    long: bool | None = None,
    by_age: bool = True,
) -> Claim | None:
    """Of the tasks that wait and whose time has come, those that last for `long`, the others, or all: the one that is due first
    of those that somebody still waits for, unless it goes `by_age`; else the oldest."""
    held_by = {"worker_id": worker_id, "max_attempts": max_attempts}
    due = None if by_age else _claim_due(session, system, long=long, **held_by)
    return due or _claim_first(session, system, Task.created_at, *_of_length(long), **held_by)


def claim_for_message(
    session: Session,
    system: System,
    task_id: UUID,
    *,
    worker_id: str,
    max_attempts: int,
    most_long: int,
    by_age: bool,
) -> Claim | None:
    """As `claim_next`, on a message that names this task; those that last for long are worked on only where one is named, at
    most `most_long` of them.

    A message is a worker's word that it is free: that of the task which is taken stands for this one from now on. Where it had
    none, this one is to be sent anew.
    """
    held_by = {"worker_id": worker_id, "max_attempts": max_attempts}
    pipeline = session.scalar(
        across_tenants(
            system, select(Task.pipeline).where(Task.id == task_id, Task.status == "queued")
        )
    )
    claim = None if by_age else _claim_due(session, system, long=False, **held_by)
    if claim is None and pipeline not in of_long_recordings():
        claim = _claim_first(session, system, Task.created_at, *_of_length(False), **held_by)
    elif claim is None and not by_age and _n_long(session, system) < most_long:
        claim = _claim_due(session, system, long=True, **held_by)
    if claim is None:
        return claim_task(session, system, task_id, most_long=most_long, **held_by)
    if claim.task_id != task_id and not _has_message(session, claim):
        _send_anew(session, system, task_id)
    return claim


def _has_message(session: Session, claim: Claim) -> bool:
    row = held(session, claim)
    return row.sent_at is not None and not row.options.get("is_waited_for")


def _send_anew(session: Session, system: System, task_id: UUID) -> None:
    """Unless somebody has it in hand: who waits here for another's row, which waits for ours, would wait for ever."""
    waiting = select(Task).where(Task.id == task_id, Task.status == "queued")
    row = session.scalar(across_tenants(system, waiting.with_for_update(skip_locked=True)))
    if row is not None:
        row.sent_at = None


def _claim_due(
    session: Session, system: System, *, long: bool | None, worker_id: str, max_attempts: int
) -> Claim | None:
    return _claim_first(
        session,
        system,
        Task.due_at,
        Task.due_at > now(),
        *_of_length(long),
        worker_id=worker_id,
        max_attempts=max_attempts,
    )


def _claim_first(
    session: Session,
    system: System,
    order: InstrumentedAttribute[Any],
    *wanted: ColumnElement[bool],
    worker_id: str,
    max_attempts: int,
) -> Claim | None:
    while True:
        row = session.scalar(
            across_tenants(
                system,
                select(Task)
                .where(_may_be_claimed(), *wanted)
                .order_by(order, Task.id)
                .limit(1)
                .with_for_update(skip_locked=True),
            )
        )
        if row is None:
            return None
        if claim := _claim(session, row, worker_id=worker_id, max_attempts=max_attempts):
            return claim


def claim_task(
    session: Session,
    system: System,
    task_id: UUID,
    *,
    worker_id: str,
    max_attempts: int,
    most_long: int | None = None,
) -> Claim | None:
    """This task; None when it has ended, waits for its time, or another works on it, and for one that lasts for long while
    `most_long` of them are worked on: its turn comes later."""
    row = session.scalar(
        across_tenants(
            system,
            select(Task)
            .where(Task.id == task_id, _may_be_claimed())
            .with_for_update(skip_locked=True),
        )
    )
    if row is None:
        return None
    is_long = row.pipeline in of_long_recordings()
    if is_long and most_long is not None and _n_long(session, system) >= most_long:
        row.retry_at, row.sent_at = now() + timedelta(seconds=LONG_TURN_S), None
        return None
    return _claim(session, row, worker_id=worker_id, max_attempts=max_attempts)


def _of_length(long: bool | None) -> list[ColumnElement[bool]]:
    if long is None:
        return []
    lasting = Task.pipeline.in_(of_long_recordings())
    return [lasting if long else ~lasting]


def _n_long(session: Session, system: System) -> int:
    """Tasks that last for long and are worked on."""
    running = select(func.count()).select_from(Task)
    of_them = running.where(Task.status == "running", *_of_length(True))
    return session.execute(across_tenants(system, of_them)).scalar_one()


def _may_be_claimed() -> ColumnElement[bool]:
    return (Task.status == "queued") & its_time_has_come(now())


def its_time_has_come(at: datetime) -> ColumnElement[bool]:
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
        close_task(session, row, status="failed", unfinished=TASK_FAILED, error=error)
        session.flush()
        return None
    row.status = "running"
    row.worker_id = worker_id
    row.claims += 1
    row.attempts += 1
    row.retry_at = None
    return Claim(
        row.tenant,
        row.id,
        worker_id,
        row.claims,
        request_id=row.options["request_id"],
        traceparent=row.options.get("traceparent"),
        audio_ms=None if row.options.get("is_tried_again") else row.options.get("audio_ms"),
        came_at=row.created_at,
    )


def queue_state(session: Session, system: System) -> tuple[int, datetime | None]:
    """How many tasks wait, and when the oldest of them came."""
    waiting = select(func.count(), func.min(Task.created_at)).where(Task.status == "queued")
    count, oldest = session.execute(across_tenants(system, waiting)).one()
    return count, oldest


def ahead(session: Session, system: System, *, long: bool) -> QueueAhead:
    """Who waits, and how fast it goes: of tasks that last for long, or of the others."""
    at = now()
    of_length = _of_length(long)
    waiting = select(func.count(), func.min(Task.created_at)).where(_may_be_claimed(), *of_length)
    n_waiting, oldest = session.execute(across_tenants(system, waiting)).one()
    if oldest is None:
        return QueueAhead(0, 0, 0.0, 0)
    since = max(oldest, at - timedelta(seconds=PACE_S))
    running = select(func.count()).select_from(Task).where(Task.status == "running", *of_length)
    ended = (
        select(func.count())
        .select_from(EventRow)
        .join(Task, (Task.tenant == EventRow.tenant) & (Task.id == EventRow.task_id))
        .where(EventRow.created_at > since, EventRow.name == "task_finished", *of_length)
    )
    n_ended, n_at_work = (
        session.execute(across_tenants(system, each)).scalar_one() for each in (ended, running)
    )
    work_s = 0.0 if n_ended >= FEWEST_ENDED else _work_s(session, system, at, of_length)
    seen_s = max(0.0, (at - since).total_seconds())
    due = select(Task.due_at).where(_may_be_claimed(), Task.due_at > at, *of_length)
    dues = session.scalars(across_tenants(system, due.order_by(Task.due_at)))
    patiences_s = tuple((each - at).total_seconds() for each in dues if each is not None)
    return QueueAhead(n_waiting, n_at_work, seen_s, n_ended, work_s, patiences_s)


def _work_s(
    session: Session, system: System, at: datetime, of_length: list[ColumnElement[bool]]
) -> float:
    """Mean of what the stages of the newest tasks took."""
    newest = (
        select(Task.tenant, Task.id)
        .join(EventRow, (Task.tenant == EventRow.tenant) & (Task.id == EventRow.task_id))
        .where(
            EventRow.created_at > at - timedelta(seconds=WORK_S),
            EventRow.name == "task_finished",
            *of_length,
        )
        .order_by(EventRow.created_at.desc())
        .limit(WORK_TASKS)
        .subquery()
    )
    worked = select(func.sum(StageRow.elapsed_ms), func.count(StageRow.task_id.distinct())).join(
        newest, (StageRow.tenant == newest.c.tenant) & (StageRow.task_id == newest.c.id)
    )
    total_ms, n_tasks = session.execute(across_tenants(system, worked)).one()
    return (total_ms or 0) / 1000 / n_tasks if n_tasks else 0.0


def n_running(session: Session, system: System) -> int:
    """How many tasks are worked on."""
    running = select(func.count()).select_from(Task).where(Task.status == "running")
    return session.execute(across_tenants(system, running)).scalar_one()


def sightings(session: Session, system: System) -> list[Sighting]:
    """The tasks that are being worked on, or were when their holder was last heard of."""
    rows = session.execute(
        across_tenants(
            system,
            select(Task.tenant, Task.id, Task.worker_id, Task.claims, Task.beat).where(
                Task.status == "running"
            ),
        )
    )
    return [
        Sighting(Claim(tenant, task_id, worker_id or "", number), beat)
        for tenant, task_id, worker_id, number, beat in rows
    ]


def take_back(session: Session, seen: Sighting, *, counts: bool, max_attempts: int) -> bool:
    """Have an abandoned task wait again, unless its holder was heard of since it was `seen`.

    `counts`: it may have been the task that ended its holder; `max_attempts` times it may.
    """
    row = _locked(session, seen.claim)
    if row is None or not _is_held(row, seen.claim) or row.beat != seen.beat:
        return False
    _put_back(row, counts=counts, max_attempts=max_attempts)
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
    _put_back(row, counts=False, max_attempts=0)
    row.retry_at = now() + timedelta(seconds=min(wait_s, LONGEST_WAIT_S))
    row.retries += is_retry
    fields = {"detail": error.detail, "retries": row.retries} | {
        name: error.members[name] for name in ("stage",) if name in error.members
    }
    events.add(session, row, "task_postponed", **fields)


def release(session: Session, claim: Claim, *, counts: bool, max_attempts: int) -> None:
    """Put the task back for the next start; an orderly stop doesn't count as an attempt. Raises ClaimLost."""
    _put_back(held(session, claim), counts=counts, max_attempts=max_attempts)


def _put_back(row: Task, *, counts: bool, max_attempts: int) -> None:
    row.status = "queued"
    row.worker_id = row.sent_at = None
    row.attempts -= not counts
    if counts and 1 < row.attempts < max_attempts:
        wait_s = min(LONGEST_WAIT_S, INTERRUPTED_WAIT_S * 2 ** (row.attempts - 2))
        row.retry_at = now() + timedelta(seconds=wait_s)


def held(session: Session, claim: Claim) -> Task:
    """Raises ClaimLost."""
    row = _locked(session, claim)
    if row is None or not _is_held(row, claim):
        raise ClaimLost
    return row


def _locked(session: Session, claim: Claim) -> Task | None:
    return session.get(Task, (claim.tenant, claim.task_id), with_for_update=True)


def _is_held(row: Task, claim: Claim) -> bool:
    return row.status == "running" and row.claims == claim.number
