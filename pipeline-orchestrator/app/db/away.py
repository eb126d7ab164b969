"""Which errors mean that the database is away, and not that it was asked something wrong."""

from sqlalchemy.exc import InterfaceError, InternalError, OperationalError

from .session import DatabaseLost

DATABASE_AWAY: tuple[type[Exception], ...] = (
    DatabaseLost,
    OperationalError,
    InterfaceError,
    InternalError,
)
"""Not there, locked, full or read-only: the same may well be done later."""
