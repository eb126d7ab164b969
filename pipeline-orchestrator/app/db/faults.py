"""What a database says when it can't be used → the problem the caller sees."""

import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.errors import StorageFull, Unavailable
from shared.storage.faults import probe_folder

DISK = "the disk of the database"
DAMAGED = (
    "the database is damaged: restore it, docs/operations.md says how under “Back up, restore”"
)
READ_ONLY = "the database takes no writes: it is read-only"
FULL = f"{DISK} is full: make room, DELETE /tasks/{{id}} does"
ACCESS_ERRORS = (DBAPIError, PoolTimeout, sqlite3.Error)
"""What `fault_of` can judge; what a connection says while it is being opened comes as the driver's own."""

_PRIMARY_CODE = 0xFF
_DISK_FULL, _READ_ONLY_TRANSACTION = "53100", "25006"
_CORRUPTED = frozenset({"XX001", "XX002"})
"""Postgres's codes, appendix A of its manual."""


class DatabaseLost(Unavailable):
    """It can't be used, and waiting a moment won't change that."""


class DatabaseBusy(DatabaseLost):
    """It is locked, or restarts: worth asking again in a moment."""


def fault_of(error: Exception, folder: Path | None) -> Unavailable | None:
    """DatabaseLost, DatabaseBusy or StorageFull; None for an error that is the statement's own.

    `folder` is where a SQLite database lies; None for Postgres.
    """
    if isinstance(error, PoolTimeout):
        return DatabaseBusy("no connection to the database came free")
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _sqlite_fault(cause, folder)
    return _postgres_fault(error) if isinstance(error, DBAPIError) else None


def _sqlite_fault(cause: sqlite3.Error, folder: Path | None) -> Unavailable | None:
    match getattr(cause, "sqlite_errorcode", 0) & _PRIMARY_CODE:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return DatabaseBusy("the database is locked by another process")
        case sqlite3.SQLITE_FULL:
            return StorageFull(FULL)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return DatabaseLost(DAMAGED)
        case (
            sqlite3.SQLITE_READONLY
            | sqlite3.SQLITE_CANTOPEN
            | sqlite3.SQLITE_IOERR
            | sqlite3.SQLITE_PERM as code
        ):
            # A full quota, a limit on the size of files, a disk that went read-only: the disk itself says it better.
            try:
                if folder is not None:
                    probe_folder(folder, DISK)
            except Unavailable as told:
                return told if isinstance(told, StorageFull) else DatabaseLost(told.detail)
            read_only = code == sqlite3.SQLITE_READONLY
            return DatabaseLost(READ_ONLY if read_only else f"the database can't be used: {cause}")
        case _:
            return None


def _postgres_fault(error: DBAPIError) -> Unavailable | None:
    code = getattr(error.orig, "pgcode", None) or ""
    if code == _DISK_FULL:
        return StorageFull(FULL)
    if code == _READ_ONLY_TRANSACTION:
        return DatabaseLost(READ_ONLY)
    if code in _CORRUPTED:
        return DatabaseLost(DAMAGED)
    if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
        return DatabaseBusy("the database can't be reached")
    return None
