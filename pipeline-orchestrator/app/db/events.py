"""What happened to a task. Each function is one unit of work, or a part of one."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.principal import Principal
from ..domain.task import EventName, EventRecord
from .models import EventRow, Task


def add(session: Session, task: Task, name: EventName, **fields: Any) -> None:
    session.add(EventRow(tenant=task.tenant, task_id=task.id, name=name, fields=fields))


def events_after(
    session: Session, principal: Principal, task_id: UUID, last_id: int
) -> list[EventRecord]:
    """Oldest first."""
    rows = session.scalars(
        select(EventRow)
        .where(
            EventRow.tenant == principal.tenant,
            EventRow.task_id == task_id,
            EventRow.id > last_id,
        )
        .order_by(EventRow.id)
    )
    return [EventRecord(row.id, row.name, row.fields) for row in rows]  # pyright: ignore[reportArgumentType]
