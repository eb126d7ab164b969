"""Every fault by name: where it befalls what, and what a caller may be told meanwhile."""

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.testing import faults
from shared.testing.servers import Postgres

from .places import Broker, CeleryWorker, FaultPlace, S3Server


@dataclass(frozen=True, slots=True)
class FaultCase:
    name: str
    place: str
    fault: Callable[[FaultPlace], AbstractContextManager[object]]
    stays_ready: bool = False
    """It does not last, or harms nothing that is needed."""
    both_away: bool = False
    """Store and database: only then may an erasure be put off to the caller (503)."""


@contextmanager
def stopped(server: Postgres | S3Server | Broker | CeleryWorker | None) -> Iterator[None]:
    assert server is not None
    server.stop()
    try:
        yield
    finally:
        server.start()


@contextmanager
def worker_stands_still(place: FaultPlace) -> Iterator[None]:
    """Longer than its lease."""
    assert place.worker is not None
    place.worker.signal(signal.SIGSTOP)
    time.sleep(8.0)
    try:
        yield
    finally:
        place.worker.signal(signal.SIGCONT)


@contextmanager
def broker_stands_still(place: FaultPlace) -> Iterator[None]:
    assert place.broker is not None
    assert place.broker.redis is not None
    place.broker.redis.signal(signal.SIGSTOP)
    try:
        yield
    finally:
        place.broker.redis.signal(signal.SIGCONT)


@contextmanager
def paused(server: S3Server | None) -> Iterator[None]:
    """It takes connections and says nothing."""
    assert server is not None
    assert server.process is not None
    server.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.process.send_signal(signal.SIGCONT)


@contextmanager
def read_only_postgres(server: Postgres | None) -> Iterator[None]:
    import psycopg2

    assert server is not None

    def set_read_only(value: str) -> None:
        address = server.url.replace("+psycopg2", "")
        with contextlib.closing(psycopg2.connect(address)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SET default_transaction_read_only = off")
                cursor.execute(f"ALTER SYSTEM SET default_transaction_read_only = {value}")
                cursor.execute("SELECT pg_reload_conf()")

    set_read_only("on")
    try:
        yield
    finally:
        set_read_only("off")


@contextmanager
def locked_for(database: Path, seconds: float) -> Iterator[None]:
    is_locked = threading.Event()

    def hold() -> None:
        with faults.locked(database):
            is_locked.set()
            time.sleep(seconds)

    thread = threading.Thread(target=hold)
    thread.start()
    is_locked.wait()
    try:
        yield
    finally:
        thread.join()


@contextmanager
def deleted_then_restored(database: Path) -> Iterator[None]:
    backup = database.with_name("backup.db")
    faults.back_up(database, backup)
    database.unlink()
    try:
        yield
    finally:
        backup.rename(database)


@contextmanager
def restored_over(database: Path) -> Iterator[None]:
    backup = database.with_name("backup.db")
    faults.back_up(database, backup)
    backup.rename(database)
    yield


CASES = (
    FaultCase("objects: disk full", "two disks", lambda p: faults.filled(p.objects)),
    FaultCase("objects: read-only", "two disks", lambda p: faults.read_only(p.objects)),
    FaultCase("objects: volume unmounted", "two disks", lambda p: faults.unmounted(p.objects)),
    FaultCase("objects: folder moved away", "folders", lambda p: faults.moved_away(p.objects)),
    FaultCase("objects: an empty folder in their place", "folders", lambda p: faults.replaced_by_empty_folder(p.objects)),
    FaultCase("objects: a file in their place", "folders", lambda p: faults.replaced_by_file(p.objects)),
    FaultCase("objects: folder of the tasks is immutable", "loop", lambda p: faults.immutable(p.objects / "tasks"), stays_ready=True),
    FaultCase("database: disk full", "two disks", lambda p: faults.filled(p.database.parent)),
    FaultCase("database: locked", "folders", lambda p: faults.locked(p.database)),
    FaultCase("database: locked, on a disk of its own", "two disks", lambda p: faults.locked(p.database)),
    FaultCase("database: locked for 2 s", "folders", lambda p: locked_for(p.database, 2.0), stays_ready=True),
    FaultCase("database: file moved away", "folders", lambda p: faults.moved_away(p.database)),
    FaultCase("database: file deleted, a backup put in its place", "folders", lambda p: deleted_then_restored(p.database)),
    FaultCase("database: a backup moved over it", "folders", lambda p: restored_over(p.database), stays_ready=True),
    FaultCase("database: an empty file in its place", "folders", lambda p: faults.replaced_by_file(p.database)),
    FaultCase("database: garbage in its place", "folders", lambda p: faults.replaced_by_file(p.database, b"garbage" * 4096)),
    FaultCase("folder of both moved away", "folders", lambda p: faults.moved_away(p.database.parent), both_away=True),
    FaultCase("one disk for both: full", "one disk", lambda p: faults.filled(p.database.parent)),
    FaultCase("one disk for both: full, and full again", "one disk", lambda p: faults.filled(p.database.parent)),
    FaultCase("no file may be over 20 kB", "folders", lambda p: faults.small_files_only(p.pid, max_bytes=20_000)),
    FaultCase("no file may be written", "folders", lambda p: faults.small_files_only(p.pid, max_bytes=0), both_away=True),
    FaultCase("both disks full", "two disks", lambda p: faults.all_of(faults.filled(p.objects), faults.filled(p.database.parent))),
    FaultCase("objects full, database locked", "two disks", lambda p: faults.all_of(faults.filled(p.objects), faults.locked(p.database))),
    FaultCase("objects read-only, database full", "two disks", lambda p: faults.all_of(faults.read_only(p.objects), faults.filled(p.database.parent))),
    FaultCase("objects read-only, database locked", "two disks", lambda p: faults.all_of(faults.read_only(p.objects), faults.locked(p.database)), both_away=True),
    FaultCase("objects gone, database gone", "folders", lambda p: faults.all_of(faults.moved_away(p.objects), faults.moved_away(p.database)), both_away=True),
    FaultCase("Postgres stopped", "servers", lambda p: stopped(p.postgres)),
    FaultCase("Postgres read-only", "servers", lambda p: read_only_postgres(p.postgres)),
    FaultCase("S3 stopped", "servers", lambda p: stopped(p.s3)),
    FaultCase("S3 takes no connections", "servers", lambda p: paused(p.s3)),
    FaultCase("queue: Redis stopped, then there and empty", "queue", lambda p: stopped(p.broker), stays_ready=True),
    FaultCase("queue: Redis takes connections and is mute", "queue", broker_stands_still, stays_ready=True),
    FaultCase("queue: worker killed, another comes", "queue", lambda p: stopped(p.worker), stays_ready=True),
    FaultCase("queue: worker stands still", "queue", worker_stands_still, stays_ready=True),
    FaultCase("queue: Redis stopped, worker killed", "queue", lambda p: faults.all_of(stopped(p.broker), stopped(p.worker)), stays_ready=True),
    FaultCase("queue: Redis and Postgres stopped", "queue", lambda p: faults.all_of(stopped(p.broker), stopped(p.postgres))),
    FaultCase("queue: Postgres stopped", "queue", lambda p: stopped(p.postgres)),
    FaultCase("Postgres and S3 stopped", "servers", lambda p: faults.all_of(stopped(p.s3), stopped(p.postgres)), both_away=True),
)  # fmt: skip
