"""Rows of a task, all of a table written in one statement and without looking for one in whose place they come."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from .models import Base, Task

INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""By dialect: those that know `ON CONFLICT`."""


def put_rows(
    session: Session, task: Task, kind: type[Base], rows: Sequence[dict[str, Any]]
) -> None:
    """Insert rows that hang on a task, or set these values of those that its tenant has under their keys; all have the same
    columns. What the session holds of them is not told."""
    if rows:
        named = [_of_task(task) | row for row in rows]
        session.execute(_putting(session.get_bind().dialect.name, kind, tuple(named[0])), named)


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


def insert_rows(
    session: Session, task: Task, kind: type[Base], rows: Sequence[dict[str, Any]]
) -> None:
    """Of a task that is stored; at once, in their order."""
    table: Any = kind.__table__
    if rows:
        session.execute(table.insert(), [_of_task(task) | row for row in rows])


def _of_task(task: Task) -> dict[str, Any]:
    return {"tenant": task.tenant, "task_id": task.id}
