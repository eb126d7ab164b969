"""Objects that are still to be erased. Each function is one unit of work or a part of one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from ..domain.erasure import Erasure
from ..domain.principal import Principal, System
from .across import across_tenants
from .models import ErasureRow, now


def erase_later(
    session: Session,
    principal: Principal,
    owner_id: UUID,
    times: Sequence[datetime],
    *,
    voice_only: bool,
    in_index: bool = False,
    of_consent: bool = False,
) -> None:
    """Have the objects of a task, or of a standing consent, erased (again) at these times."""
    at = now()
    for due_at in times:
        session.add(
            ErasureRow(
                tenant=principal.tenant,
                task_id=owner_id,
                voice_only=voice_only,
                due_at=due_at,
                wait_s=_seconds(due_at - at),
                in_index=in_index,
                of_consent=of_consent,
            )
        )


def pending_erasures(
    session: Session, system: System, at: datetime, *, longest_s: float
) -> list[Erasure]:
    """All that are still to come, of all tenants; none waits longer than `longest_s`."""
    rows = session.scalars(across_tenants(system, select(ErasureRow).order_by(ErasureRow.id)))
    return [
        Erasure(
            row.id,
            row.tenant,
            row.task_id,
            row.voice_only,
            row.in_index,
            row.of_consent,
            wait_s=min(longest_s, _seconds(row.due_at - at) if row.wait_s is None else row.wait_s),
            is_overdue=row.due_at <= at,
        )
        for row in rows
    ]


def indexed(session: Session, principal: Principal, task_ids: Sequence[UUID]) -> tuple[UUID, ...]:
    """Those of the tasks, just deleted, that search-service may have."""
    session.flush()
    rows = select(ErasureRow.task_id).where(
        ErasureRow.tenant == principal.tenant,
        ErasureRow.task_id.in_(task_ids),
        ErasureRow.in_index,
    )
    return tuple(session.scalars(rows.distinct()))


def n_overdue(session: Session, system: System) -> int:
    """How many should have been done by now, of all tenants."""
    overdue = select(func.count()).select_from(ErasureRow).where(ErasureRow.due_at <= now())
    return session.execute(across_tenants(system, overdue)).scalar_one()


def _seconds(span: timedelta) -> float:
    return max(0.0, span.total_seconds())


def forget_erasure(session: Session, erasure: Erasure) -> None:
    session.execute(
        delete(ErasureRow).where(ErasureRow.tenant == erasure.tenant, ErasureRow.id == erasure.id)
    )


def later(*seconds: float) -> list[datetime]:
    return [now() + timedelta(seconds=each) for each in seconds]
