"""Which errors mean that the database is away, and not that it was asked something wrong."""

from shared.errors import StorageFull

from .faults import DatabaseLost

DATABASE_AWAY: tuple[type[Exception], ...] = (DatabaseLost, StorageFull)
"""Not there, locked, read-only or full, as session.py tells it: the same may well be done later."""
