"""What has been kept for long enough. Each function is one unit of work, or a part of one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..domain.principal import Principal, System
from ..domain.quotas import month_of
from ..domain.retention import Cutoff, RetainedKind
from ..domain.task import FINISHED
from . import shares
from .across import across_tenants
from .models import (
    AuditRow,
    Base,
    ConsentRow,
    EventRow,
    PracticeRow,
    RecordingRow,
    RetentionRow,
    Task,
    UsageRow,
    WebSessionRow,
    now,
)
from .recordings import NOT_TAKEN
from .remarks import forget_sound
from .tasks import forget_voice

RETENTION_OVER = "retention"
"""Why a stage's result is not there any more: it was kept for as long as was asked for."""


@dataclass(frozen=True, slots=True)
class DueTask:
    tenant: str
    id: UUID
    created_at: datetime


def set_days(session: Session, principal: Principal, kind: RetainedKind, days: int | None) -> None:
    """Of the principal's tenant; None: as long as everybody's."""
    row = session.get(RetentionRow, (principal.tenant, kind))
    if days is None:
        if row is not None:
            session.delete(row)
        return
    session.merge(RetentionRow(tenant=principal.tenant, kind=kind, days=days, set_at=now()))


def days_of_tenants(session: Session, system: System) -> dict[str, dict[str, int]]:
    """Kind → tenant → days, of those that have their own."""
    found: dict[str, dict[str, int]] = {}
    for row in session.scalars(across_tenants(system, select(RetentionRow))):
        found.setdefault(row.kind, {})[row.tenant] = row.days
    return found


def due_tasks(
    session: Session,
    system: System,
    cutoff: Cutoff,
    *,
    with_recording: bool,
    after: DueTask | None,
    limit: int,
) -> list[DueTask]:
    """Tasks that have ended, oldest first; `with_recording`: only those whose recording is still there."""
    query = (
        select(Task.tenant, Task.id, Task.created_at)
        .where(Task.status.in_(FINISHED), *_covered(Task.tenant, Task.created_at, cutoff))
        .order_by(Task.created_at, Task.id)
        .limit(limit)
    )
    if with_recording:
        query = query.where(Task.recording_erased_at.is_(None))
    if after is not None:
        query = query.where(
            or_(
                Task.created_at > after.created_at,
                (Task.created_at == after.created_at) & (Task.id > after.id),
            )
        )
    return [DueTask(*row) for row in session.execute(across_tenants(system, query))]


def due_untaken(
    session: Session, system: System, cutoff: Cutoff, *, limit: int
) -> list[tuple[str, UUID]]:
    """Tenant and id of recordings without a task, the oldest first."""
    query = (
        select(RecordingRow.tenant, RecordingRow.id)
        .where(*_untaken(cutoff))
        .order_by(RecordingRow.created_at)
        .limit(limit)
    )
    return [(tenant, each) for tenant, each in session.execute(across_tenants(system, query))]


def count_untaken(session: Session, system: System, cutoff: Cutoff) -> int:
    query = select(func.count(RecordingRow.id)).where(*_untaken(cutoff))
    return session.scalar(across_tenants(system, query)) or 0


def _untaken(cutoff: Cutoff) -> list[ColumnElement[bool]]:
    covered = _covered(RecordingRow.tenant, RecordingRow.created_at, cutoff)
    return [RecordingRow.status.in_(NOT_TAKEN), *covered]


def forget_recording(session: Session, principal: Principal, task_id: UUID) -> None:
    """Note that it is gone, with what was made of the voice in it and voice notes on it; there may be no such task any more."""
    row = session.get(Task, (principal.tenant, task_id), with_for_update=True)
    if row is not None:
        row.recording_erased_at = now()
        row.stored_bytes -= row.options.get("recording_bytes", 0)
        row.options = row.options | {"recording_bytes": 0}
        forget_sound(session, row)
        shares.forget(session, row)
        forget_voice(session, row, reason=RETENTION_OVER)


def count_rows(session: Session, system: System, kind: RetainedKind, cutoff: Cutoff) -> int:
    query = select(func.count()).select_from(_due_rows(kind, cutoff).subquery())
    return session.scalar(across_tenants(system, query)) or 0


def delete_rows(
    session: Session, system: System, kind: RetainedKind, cutoff: Cutoff, *, limit: int
) -> int:
    """At most `limit`; how many."""
    table, key = _TABLES[kind]
    some = across_tenants(system, _due_rows(kind, cutoff).limit(limit))
    ids = list(session.scalars(some))
    statement = delete(table).where(key.in_(ids))
    session.execute(
        across_tenants(system, statement), execution_options={"synchronize_session": False}
    )
    return len(ids)


def _due_rows(kind: RetainedKind, cutoff: Cutoff) -> Select[Any]:
    _, key = _TABLES[kind]
    return select(key).where(*_CONDITIONS[kind](cutoff)).order_by(key)


def _covered(
    tenant: InstrumentedAttribute[str], made_at: Any, cutoff: Cutoff
) -> list[ColumnElement[bool]]:
    return [_whose(tenant, cutoff), made_at < cutoff.before]


def _whose(tenant: InstrumentedAttribute[str], cutoff: Cutoff) -> ColumnElement[bool]:
    return tenant == cutoff.tenant if cutoff.tenant is not None else tenant.not_in(cutoff.others)


def _old_practice(cutoff: Cutoff) -> list[ColumnElement[bool]]:
    return _covered(PracticeRow.tenant, PracticeRow.recorded_at, cutoff)


def _old_events(cutoff: Cutoff) -> list[ColumnElement[bool]]:
    """Of tasks that have ended; that they have stays, for who still follows."""
    ended = select(Task.id).where(Task.status.in_(FINISHED))
    return [
        *_covered(EventRow.tenant, EventRow.created_at, cutoff),
        EventRow.name != "task_finished",
        EventRow.task_id.in_(ended),
    ]


def _ended_consents(cutoff: Cutoff) -> list[ColumnElement[bool]]:
    """Counted from their end; what was kept under them was erased then."""
    ended_at = func.coalesce(ConsentRow.revoked_at, ConsentRow.expires_at)
    return [
        *_covered(ConsentRow.tenant, ended_at, cutoff),
        ConsentRow.erased_at.is_not(None),
    ]


def _old_audit(cutoff: Cutoff) -> list[ColumnElement[bool]]:
    return _covered(AuditRow.tenant, AuditRow.at, cutoff)


def _ended_sessions(cutoff: Cutoff) -> list[ColumnElement[bool]]:
    return [and_(*_covered(WebSessionRow.tenant, WebSessionRow.expires_at, cutoff))]


def _old_usage(cutoff: Cutoff) -> list[ColumnElement[bool]]:
    """Never of the month that quotas count."""
    oldest_kept = min(cutoff.before.astimezone(UTC).date(), month_of(now()))
    return [_whose(UsageRow.tenant, cutoff), UsageRow.day < oldest_kept]


_TABLES: dict[RetainedKind, tuple[type[Base], Any]] = {
    "practice": (PracticeRow, PracticeRow.task_id),
    "events": (EventRow, EventRow.id),
    "consents": (ConsentRow, ConsentRow.id),
    "audit": (AuditRow, AuditRow.id),
    "sessions": (WebSessionRow, WebSessionRow.id),
    "usage": (UsageRow, UsageRow.id),
}
"""Kinds that are rows alone."""
_CONDITIONS: dict[RetainedKind, Callable[[Cutoff], list[ColumnElement[bool]]]] = {
    "practice": _old_practice,
    "events": _old_events,
    "consents": _ended_consents,
    "audit": _old_audit,
    "sessions": _ended_sessions,
    "usage": _old_usage,
}
