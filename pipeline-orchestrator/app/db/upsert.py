"""Rows of a task, written in one statement and without looking for one in whose place they come."""

from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from .models import Base, Task

INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""By dialect: those that know `ON CONFLICT`."""


def put(session: Session, task: Task, kind: type[Base], **values: Any) -> None:
    """Insert a row that hangs on a task, or set these values of the one that its tenant has under the key; what the session
    holds of it is not told."""
    row = _of_task(task) | values
    session.execute(_putting(session.get_bind().dialect.name, kind, tuple(row)), row)


@cache
def _putting(dialect: str, kind: type[Base], names: tuple[str, ...]) -> Any:
    """Made once: one with its values in it would be compiled for each row."""
    table: Any = kind.__table__
    keys = [column.name for column in table.primary_key]
    new: Any = INSERTS[dialect](table)
    return new.on_conflict_do_update(
        index_elements=keys,
        set_={name: new.excluded[name] for name in names if name not in {"tenant", *keys}},
        where=table.c.tenant == new.excluded.tenant,
    )


def insert_row(session: Session, task: Task, kind: type[Base], **values: Any) -> None:
    """Of a task that is stored; at once, in the order of the calls."""
    table: Any = kind.__table__
    session.execute(table.insert(), _of_task(task) | values)


def _of_task(task: Task) -> dict[str, Any]:
    return {"tenant": task.tenant, "task_id": task.id}
