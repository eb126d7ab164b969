"""Engines and units of work. A unit of work is one function, one transaction, one thread."""

import json
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import anyio
import anyio.to_thread
import structlog
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from shared.errors import Unavailable
from shared.settings import DEVELOPMENT_SECRET, CommonSettings
from shared.tracing import span

from .faults import ACCESS_ERRORS, READ_ONLY, DatabaseBusy, DatabaseLost, fault_of
from .sqlite_file import SqliteFile

__all__ = ["Database", "DatabaseBusy", "DatabaseLost", "make_engine", "open_database"]

log = structlog.get_logger(__name__)

R = TypeVar("R")

MAX_CONNECTIONS = 8
"""Unless a setting says otherwise."""
BUSY_TIMEOUT_S = 5.0
"""SQLite waits this long for a lock at most before it says that it is busy."""
CONNECT_S = 3
"""For an address that swallows packets; whole seconds."""
PATIENCE_S = 16.0
"""A unit of work waits this long for a database that is locked or restarts."""
REQUEST_PATIENCE_S = 5.0
"""One that a caller waits for: they are better told to come again."""
RETRY_WAITS_S = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Between tries; the last one stands for all further."""


@dataclass(frozen=True, slots=True)
class Database:
    """Every unit of work may raise DatabaseLost, and one that writes StorageFull; nothing of it is then stored, unless
    a connection to Postgres was cut off while it said so."""

    engine: Engine
    slots: anyio.CapacityLimiter
    """One a connection."""
    threads: anyio.CapacityLimiter
    """As many: who has a slot has a thread."""
    file: SqliteFile | None = None
    """None for Postgres."""
    patience_s: float = PATIENCE_S

    def for_requests(self) -> "Database":
        """The same, for callers who wait."""
        return self.with_patience(REQUEST_PATIENCE_S)

    def with_patience(self, patience_s: float) -> "Database":
        return replace(self, patience_s=patience_s)

    async def read(self, work: Callable[[Session], R]) -> R:
        """`work` in a transaction of its own, in a thread; it writes nothing."""
        return await self._run(work, read_only=True)

    async def write(self, work: Callable[[Session], R]) -> R:
        """`work` in a transaction of its own, in a thread; all of it is stored or nothing."""
        return await self._run(work, read_only=False)

    async def _run(self, work: Callable[[Session], R], *, read_only: bool) -> R:
        what = "read" if read_only else "write"
        told = {"db.system.name": self.engine.dialect.name, "db.operation.name": what}
        with span(f"database {what}", "client", told):
            return await self._until_done(work, read_only=read_only)

    async def _until_done(self, work: Callable[[Session], R], *, read_only: bool) -> R:
        give_up_at = time.monotonic() + self.patience_s
        n_tries = 0
        while True:
            wait_s = RETRY_WAITS_S[min(n_tries, len(RETRY_WAITS_S) - 1)]
            try:
                return await self._try(work, read_only=read_only, give_up_at=give_up_at)
            except DatabaseBusy as error:
                # Its transaction was undone, so that it can be done again. A unit of work whose COMMIT was
                # cut off may be done twice: each is made to bear that.
                if time.monotonic() + wait_s >= give_up_at:
                    raise
                log.warning("database_busy", detail=error.detail, retry_in_s=wait_s)
            await anyio.sleep(wait_s)
            n_tries += 1

    async def _try(self, work: Callable[[Session], R], *, read_only: bool, give_up_at: float) -> R:
        slot = object()
        with anyio.move_on_after(give_up_at - time.monotonic()) as waiting:
            await self.slots.acquire_on_behalf_of(slot)
        if waiting.cancelled_caught:
            raise DatabaseLost("too many wait for the database")
        try:
            return await anyio.to_thread.run_sync(
                lambda: self._transact(work, read_only=read_only, give_up_at=give_up_at),
                limiter=self.threads,
            )
        finally:
            self.slots.release_on_behalf_of(slot)

    def _transact(self, work: Callable[[Session], R], *, read_only: bool, give_up_at: float) -> R:
        if self.file is not None:
            self.file.require(self.engine.dispose)
        busy_s = min(BUSY_TIMEOUT_S, max(0.0, give_up_at - time.monotonic()))
        engine = self.engine.execution_options(
            read_only=read_only, busy_ms=100 * round(busy_s * 10)
        )
        try:
            with Session(engine, expire_on_commit=False) as session:
                try:
                    with session.begin():
                        done = work(session)
                except ACCESS_ERRORS as error:
                    if self._fault_of(error) is not None:
                        session.invalidate()  # nobody knows what state the connection is in
                    raise
        except ACCESS_ERRORS as error:
            fault = self._fault_of(error)
            if fault is None:
                raise
            raise fault from error
        if self.file is not None and not read_only and not self.file.is_the_same():
            raise DatabaseLost("the database file went away while it was written to")
        return done

    def _fault_of(self, error: Exception) -> Unavailable | None:
        return fault_of(error, self.file.path.parent if self.file is not None else None)

    async def check(self) -> None:
        """Raises Unavailable when the database can't be asked, or takes no writes, at once."""
        check = self._check_postgres if self.file is None else self._check_sqlite
        await anyio.to_thread.run_sync(check, abandon_on_cancel=True)

    def _check_sqlite(self) -> None:
        assert self.file is not None
        self.file.require(self.engine.dispose)
        self.file.check()

    def _check_postgres(self) -> None:
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1 FROM tasks LIMIT 1"))
                read_only = connection.execute(text("SHOW transaction_read_only")).scalar_one()
        except SQLAlchemyError as error:
            raise Unavailable("the database can't be reached") from error
        if read_only == "on":
            raise Unavailable(READ_ONLY)

    async def write_back(self) -> bool:
        """Have what was erased gone from SQLite's write-ahead file too; whether that could be done now."""
        if self.file is None:
            return True
        try:
            return await anyio.to_thread.run_sync(self.file.write_back)
        except Unavailable:
            return False

    async def make_room(self) -> None:
        """For a deletion on a disk that is full; whether it was enough, the deletion tells."""
        if self.file is not None:
            let_go = await anyio.to_thread.run_sync(self.file.let_go_of_ballast)
            log.warning("disk_full", ballast_let_go=let_go, written_back=await self.write_back())

    async def keep_ballast(self) -> None:
        """Hold room free for a deletion on a full disk, as far as there is any."""
        if self.file is not None:
            await anyio.to_thread.run_sync(self.file.make_ballast)

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
    engine, file = _make(database_url, max_connections)
    slots, threads = (anyio.CapacityLimiter(max_connections) for _ in range(2))
    return Database(engine, slots, threads, file, PATIENCE_S)


def make_engine(database_url: str, *, max_connections: int = MAX_CONNECTIONS) -> Engine:
    """Raises ValueError for an address that names neither SQLite nor Postgres."""
    return _make(database_url, max_connections)[0]


def _make(database_url: str, max_connections: int) -> tuple[Engine, SqliteFile | None]:
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
        file = SqliteFile(Path(url.database), _newest_revision)
        _watch_sqlite(engine, file)
        return engine, file
    if backend == "postgresql":
        engine = create_engine(
            url,
            pool_size=max_connections,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
            json_serializer=_plain_json,
            client_encoding="utf8",
            pool_timeout=BUSY_TIMEOUT_S,
            connect_args={} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_S},
        )
        return engine, None
    raise ValueError(f"DATABASE_URL must be sqlite or postgresql, not {backend}")


def _newest_revision() -> str:
    from .migrate import newest_revision

    return newest_revision()


def _watch_sqlite(engine: Engine, file: SqliteFile) -> None:
    @event.listens_for(engine, "do_connect")
    def _make_no_file(
        _dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]
    ) -> None:
        if file.was_opened:  # one that vanished has to come back, not to be made anew
            arguments[0], options["uri"] = file.address, True

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: Any) -> None:
        file.note_opened()
        _prepare_sqlite(connection)

    event.listen(engine, "begin", _begin_sqlite)


def _plain_json(value: Any) -> str:
    """JSON with its letters as they are: a database in SQL_ASCII refuses \\u escapes in JSONB."""
    return json.dumps(value, ensure_ascii=False)


def _prepare_sqlite(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late: see _begin_sqlite
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_S * 1000:.0f}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "secure_delete = ON",  # an erased text leaves no bytes behind in the file
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock first: a reader that turns writer would fail at once, without waiting."""
    options = connection.get_execution_options()
    busy_ms = options.get("busy_ms")
    if busy_ms is not None and connection.info.get("busy_ms") != busy_ms:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {busy_ms}")
        connection.info["busy_ms"] = busy_ms
    connection.exec_driver_sql("BEGIN" if options.get("read_only", False) else "BEGIN IMMEDIATE")
