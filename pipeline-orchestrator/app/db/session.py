"""Engines and units of work. A unit of work is one function, one transaction, one thread."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import structlog
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from shared.crashes import kind_of
from shared.errors import Unavailable
from shared.settings import DEVELOPMENT_SECRET, CommonSettings

log = structlog.get_logger(__name__)

R = TypeVar("R")

MAX_CONNECTIONS = 8
"""Unless a setting says otherwise."""
BUSY_TIMEOUT_MS = 15_000
RECONNECT_WAITS_S = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
"""A database that restarts is waited for this long before a unit of work fails."""


class DatabaseLost(Unavailable):
    """It stayed away for longer than it was waited for."""


@dataclass(frozen=True, slots=True)
class Database:
    engine: Engine
    limiter: anyio.CapacityLimiter
    """No more threads than connections."""

    async def read(self, work: Callable[[Session], R]) -> R:
        """`work` in a transaction of its own, in a thread; it writes nothing."""
        return await self._run(self.engine.execution_options(read_only=True), work)

    async def write(self, work: Callable[[Session], R]) -> R:
        """`work` in a transaction of its own, in a thread; all of it is stored or nothing."""
        return await self._run(self.engine, work)

    async def _run(self, engine: Engine, work: Callable[[Session], R]) -> R:
        def transact() -> R:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                return work(session)

        for wait_s in RECONNECT_WAITS_S:
            try:
                return await anyio.to_thread.run_sync(transact, limiter=self.limiter)
            except OperationalError as error:
                # A lost connection undoes the transaction, so that it can be done again. A unit of
                # work whose COMMIT was cut off may be done twice: each is made to bear that.
                if self.engine.dialect.name == "sqlite":
                    raise
                log.warning("database_lost", error=kind_of(error.orig or error), retry_in_s=wait_s)
            await anyio.sleep(wait_s)
        try:
            return await anyio.to_thread.run_sync(transact, limiter=self.limiter)
        except OperationalError as error:
            raise DatabaseLost("the database can't be reached") from error

    async def check(self) -> None:
        """Raises Unavailable when the database can't be asked, at once."""

        def ask() -> None:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1 FROM tasks LIMIT 1"))

        try:
            await anyio.to_thread.run_sync(ask, limiter=self.limiter)
        except SQLAlchemyError as error:
            raise Unavailable("the database can't be reached") from error

    def close(self) -> None:
        self.engine.dispose()


def default_database_url(data_dir: Path) -> str:
    return f"sqlite:///{(data_dir / 'orchestrator.db').absolute()}"


def refuse_default_secret(database_url: str, common: CommonSettings) -> None:
    """Raises ValueError for the password of .env.example in production."""
    if common.app_env == "production" and f":{DEVELOPMENT_SECRET}@" in database_url:
        raise ValueError("set the password in DATABASE_URL: the default is refused in production")


def open_database(database_url: str, *, max_connections: int = MAX_CONNECTIONS) -> Database:
    """Raises ValueError for an address that names neither SQLite nor Postgres."""
    engine = make_engine(database_url, max_connections=max_connections)
    return Database(engine, anyio.CapacityLimiter(max_connections))


def make_engine(database_url: str, *, max_connections: int = MAX_CONNECTIONS) -> Engine:
    """Raises ValueError for an address that names neither SQLite nor Postgres."""
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        raise ValueError("DATABASE_URL is not a database address") from error
    backend = url.get_backend_name()
    if backend == "sqlite":
        if not url.database or url.database == ":memory:":
            raise ValueError("DATABASE_URL must name a file: a task has to survive a restart")
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, pool_size=max_connections, max_overflow=0, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if backend == "postgresql":
        return create_engine(
            url,
            pool_size=max_connections,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
            json_serializer=_plain_json,
            client_encoding="utf8",
        )
    raise ValueError(f"DATABASE_URL must be sqlite or postgresql, not {backend}")


def _plain_json(value: Any) -> str:
    """JSON with its letters as they are: a database in SQL_ASCII refuses \\u escapes in JSONB."""
    return json.dumps(value, ensure_ascii=False)


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late: see _begin_sqlite
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "secure_delete = ON",  # an erased text leaves no bytes behind in the file
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock first: a reader that turns writer would fail at once, without waiting."""
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
