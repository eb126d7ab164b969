"""Engines and units of work. A unit of work is one function, one transaction, one thread."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import anyio
import anyio.to_thread
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from shared.errors import Unavailable

R = TypeVar("R")

MAX_CONNECTIONS = 8
BUSY_TIMEOUT_MS = 15_000


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

        return await anyio.to_thread.run_sync(transact, limiter=self.limiter)

    async def check(self) -> None:
        """Raises Unavailable when the database can't be asked."""
        try:
            await self.read(lambda session: session.execute(text("SELECT 1 FROM tasks LIMIT 1")))
        except SQLAlchemyError as error:
            raise Unavailable("the database can't be reached") from error

    def close(self) -> None:
        self.engine.dispose()


def default_database_url(data_dir: Path) -> str:
    return f"sqlite:///{(data_dir / 'orchestrator.db').absolute()}"


def open_database(database_url: str) -> Database:
    """Raises ValueError for an address that names neither SQLite nor Postgres."""
    return Database(make_engine(database_url), anyio.CapacityLimiter(MAX_CONNECTIONS))


def make_engine(database_url: str) -> Engine:
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
        engine = create_engine(url, pool_size=MAX_CONNECTIONS, max_overflow=0)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if backend == "postgresql":
        return create_engine(
            url,
            pool_size=MAX_CONNECTIONS,
            max_overflow=0,
            pool_pre_ping=True,
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
