"""What happened to a task. Each function is one unit of work, or a part of one."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ..domain.principal import Principal
from ..domain.task import EventName, EventRecord
from .models import EventRow, Task
from .upsert import insert_rows


def add(session: Session, task: Task, name: EventName, **fields: Any) -> None:
    """Of a task that is stored."""
    insert_rows(session, task, EventRow, [{"name": name, "fields": fields}])


def rename_end(session: Session, task: Task, name: EventName, **fields: Any) -> None:
    """The task goes on: what was told of its end is told otherwise from now on, under the same number."""
    ended = select(EventRow.id).where(
        EventRow.tenant == task.tenant,
        EventRow.task_id == task.id,
        EventRow.name == "task_finished",
    )
    session.execute(
        update(EventRow)
        .where(EventRow.tenant == task.tenant, EventRow.id.in_(ended))
        .values(name=name, fields=fields)
    )


def events_after(
    session: Session, principal: Principal, task_id: UUID, last_id: int
) -> list[EventRecord]:
    """Oldest first, numbered from 1 within their task: the rows' own numbers would tell what else goes on here."""
    rows = session.scalars(
        select(EventRow)
        .where(EventRow.tenant == principal.tenant, EventRow.task_id == task_id)
        .order_by(EventRow.id)
        .offset(last_id)
    )
    return [
        EventRecord(number, row.name, row.fields)  # pyright: ignore[reportArgumentType]
        for number, row in enumerate(rows, last_id + 1)
    ]
