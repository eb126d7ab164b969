"""Rows that take the place of one with their key, in one statement and without looking for it first."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from .models import Base

INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""By dialect: those that know `ON CONFLICT`."""


def put(session: Session, kind: type[Base], **values: Any) -> None:
    """Insert a row, or set these values of the one that the same tenant has under its key; what the session holds of
    it is not told."""
    dialect = session.get_bind().dialect.name
    session.execute(_putting(dialect, kind, tuple(values)), values)


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


def insert_row(session: Session, kind: type[Base], values: Mapping[str, Any]) -> None:
    """At once, in the order of the calls; the rows that it hangs on have to be stored already."""
    table: Any = kind.__table__
    session.execute(table.insert(), values)
