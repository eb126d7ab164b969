"""The file of a SQLite database: whether it is still the one that was opened, and room kept beside it.

SQLite goes on writing to a file that was deleted or moved away, and nothing of that is there after a restart.
The file itself is never opened here: closing it would drop the locks that SQLite holds on it.
"""

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import structlog

from shared.storage.faults import PART, probe_folder

from .faults import DISK, DatabaseLost, fault_of

log = structlog.get_logger(__name__)

BALLAST_BYTES = 1024 * 1024
"""Enough for the transactions of some deletions, with what they copy of the pages that they change."""
ROOM_FOR_BALLAST = 4
"""It is made where so many times its size is free: it must not be what fills the disk."""
CHECK_BUSY_S = 1.0

Identity = tuple[int, int]
"""Device and inode."""


@dataclass(slots=True)
class SqliteFile:
    path: Path
    expected_revision: Callable[[], str]
    """Of the schema, as alembic names it."""
    _identity: Identity | None = None
    """Of the file that was opened; None before the first connection."""
    _journal: Identity | None = None
    """Of the write-ahead file beside it, when it was last looked at."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def was_opened(self) -> bool:
        return self._identity is not None

    @property
    def address(self) -> str:
        """Opens it, and makes none."""
        return f"file:{quote(str(self.path))}?mode=rw"

    def note_opened(self) -> None:
        if self._identity is None:
            self._identity = _identity(self.path)

    def is_the_same(self) -> bool:
        if self._identity is not None and _identity(self.path) != self._identity:
            return False
        self._journal = _identity(self._beside("-wal"))
        return True

    def require(self, dispose: Callable[[], None]) -> None:
        """Raises DatabaseLost unless the file is there.

        Another one of the same schema in its place, such as a backup, is taken up: `dispose` closes the
        connections to the one before.
        """
        if self.is_the_same():
            return
        with self._lock:
            found = _identity(self.path)
            if found == self._identity:
                return
            if found is None:
                raise DatabaseLost(
                    "the database file is gone: put it back, or restart to begin with an empty one"
                )
            self._require_schema()
            self._set_journal_aside()
            dispose()
            self._identity, self._journal = found, None
            log.warning("database_file_replaced")

    def check(self) -> None:
        """Raises Unavailable when nothing could be written to it now."""
        try:
            with closing(
                sqlite3.connect(self.address, uri=True, timeout=CHECK_BUSY_S)
            ) as connection:
                connection.isolation_level = None
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("SELECT 1 FROM tasks LIMIT 1")
                connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise fault_of(error, self.path.parent) or DatabaseLost(
                f"the database can't be used: {error}"
            ) from error
        probe_folder(self.path.parent, DISK)

    def write_back(self) -> bool:
        """Empty the write-ahead file into the database: what was erased is then in neither, and room is made.

        Whether that could be done: not while others read or write. Raises Unavailable.
        """
        try:
            with closing(
                sqlite3.connect(self.address, uri=True, timeout=CHECK_BUSY_S)
            ) as connection:
                busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            fault = fault_of(error, self.path.parent)
            if fault is None:
                raise
            raise fault from error
        return not busy

    def make_ballast(self) -> bool:
        """A file that holds room free for a deletion on a full disk. Whether there is one: not without ample room."""
        ballast = self._beside(".ballast")
        try:
            if ballast.exists():
                return True
            free = os.statvfs(self.path.parent)
            if free.f_bavail * free.f_frsize < ROOM_FOR_BALLAST * BALLAST_BYTES:
                return False
            part = ballast.with_name(PART + ballast.name)
            part.write_bytes(os.urandom(BALLAST_BYTES))  # zeros may take no room
            part.replace(ballast)
        except OSError:
            return False  # a disk that takes nothing; /ready says so
        return True

    def let_go_of_ballast(self) -> bool:
        """Whether there was any."""
        try:
            self._beside(".ballast").unlink()
        except OSError:
            return False
        return True

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)

    def _require_schema(self) -> None:
        try:
            # Immutable: without the write-ahead file beside it, which may be that of the one before.
            address = f"file:{quote(str(self.path))}?mode=ro&immutable=1"
            with closing(sqlite3.connect(address, uri=True)) as connection:
                [revision] = connection.execute(
                    "SELECT version_num FROM alembic_version"
                ).fetchone()
        except (sqlite3.Error, TypeError) as error:
            raise DatabaseLost(
                "the file that stands where the database was holds no tasks: put the database back"
            ) from error
        if revision != self.expected_revision():
            raise DatabaseLost(
                "the file that stands where the database was is of another version: restart to bring it up to date"
            )

    def _set_journal_aside(self) -> None:
        """The write-ahead file of the database that is gone would be read into the new one; what it holds is kept."""
        journal = self._beside("-wal")
        if self._journal is not None and _identity(journal) == self._journal:
            try:
                journal.replace(self._beside("-wal.of-the-one-before"))
                self._beside("-shm").unlink(missing_ok=True)
            except OSError as error:
                raise DatabaseLost(
                    f"remove {journal.name}: it is of the database that was there before"
                ) from error


def _identity(path: Path) -> Identity | None:
    """None where there is no such file. Raises DatabaseLost where that can't be told."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise DatabaseLost(f"the folder of the database can't be read: {error.strerror}") from error
    return found.st_dev, found.st_ino
