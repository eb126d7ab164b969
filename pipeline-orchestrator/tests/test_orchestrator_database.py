"""A database that is locked, gone, replaced, damaged or full: what a unit of work raises, and that it recovers."""

import os
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from shared.errors import StorageFull, Unavailable
from shared.testing import faults

from ..app.db import migrate, session, tasks
from ..app.db.session import DatabaseBusy, DatabaseLost
from ..app.db.tasks import NewTask
from ..app.domain.principal import LOCAL
from ..app.pipelines.pronunciation.options import ProcessOptions

pytestmark = pytest.mark.anyio


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "tasks.db"


@pytest.fixture
def database(path: Path):
    opened = session.open_database(f"sqlite:///{path}")
    migrate.migrate(opened.engine)
    yield opened
    opened.close()


def new_task(text_: str = "very good"):
    options = ProcessOptions(reference_text=text_)
    return NewTask(uuid4(), options, "tasks/x/recording.wav", (), None, "hash", None)


async def insert(database, new=None):
    new = new or new_task()
    return (await database.write(lambda s: tasks.insert_task(s, LOCAL, new))).id


async def insert_until_full(database) -> int:
    """How many were taken: the write-ahead file may have room left."""
    for n_taken in range(1000):
        try:
            await insert(database, new_task("very good " * 150))
        except StorageFull:
            return n_taken
    raise AssertionError("it was not full")


async def count(database) -> int:
    return await database.read(lambda s: s.execute(text("SELECT count(*) FROM tasks")).scalar())


async def test_a_locked_database_is_unavailable_in_a_few_seconds(database, path):
    begun = time.monotonic()
    with (
        faults.locked(path),
        pytest.raises(DatabaseBusy, match="locked by another process"),
    ):
        await insert(database.with_patience(1.0))
    assert time.monotonic() - begun < 30
    await insert(database)


async def test_who_is_patient_waits_for_the_lock(database, path):
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    threading.Timer(0.5, other.execute, ("ROLLBACK",)).start()
    assert await insert(database.for_requests())
    other.close()


async def test_readers_read_while_it_is_locked_and_readiness_says_so(database, path):
    with faults.locked(path):
        assert await count(database) == 1
        with pytest.raises(Unavailable, match="locked"):
            await database.check()
    await database.check()


async def test_a_file_that_is_gone_is_noticed_and_comes_back(database, path):
    await insert(database)
    with faults.moved_away(path):
        for work in (insert(database), count(database), database.check()):
            with pytest.raises(DatabaseLost, match="gone"):
                await work
        assert not path.exists()  # nothing is made in its place
    assert await count(database) == 2
    await insert(database)


async def test_a_backup_in_its_place_is_taken_up_without_the_journal_of_the_one_before(
    database, path
):
    kept = await insert(database)
    backup = path.with_name("backup.db")
    faults.back_up(path, backup)
    await insert(database)  # after the backup, and only in the write-ahead file
    backup.rename(path)
    assert await count(database) == 2
    task = await database.read(lambda s: tasks.get_task(s, LOCAL, kept))
    assert task.options.reference_text == "very good"
    await insert(database)
    await database.check()
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert other.execute("SELECT count(*) FROM tasks").fetchone() == (3,)


@pytest.mark.parametrize("content", [b"", b"garbage" * 4096])
async def test_another_file_in_its_place_is_not_taken_up(database, path, content):
    with faults.replaced_by_file(path, content):
        for work in (insert(database), database.check()):
            with pytest.raises(DatabaseLost, match="put the database back"):
                await work
        assert path.read_bytes() == content
    await insert(database)


async def test_a_database_of_another_version_is_not_taken_up(database, path):
    backup = path.with_name("backup.db")
    faults.back_up(path, backup)
    with closing(sqlite3.connect(backup)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '0001_init_schema'")
    backup.rename(path)
    with pytest.raises(DatabaseLost, match="restart"):
        await insert(database)


async def test_a_damaged_database_names_the_way_back(database, path):
    for _ in range(40):
        await insert(database, new_task("very good " * 150))
    await database.write_back()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))
    database.engine.dispose()
    with pytest.raises(DatabaseLost, match=r"docs/operations\.md"):
        await insert(database)


async def test_a_disk_that_fills_up_leaves_no_broken_connection(tmp_path):
    try:
        with faults.small_disk(tmp_path / "disk", megabytes=2) as disk:
            database = session.open_database(f"sqlite:///{disk / 'tasks.db'}", max_connections=2)
            migrate.migrate(database.engine)
            before = await count(database)
            with faults.filled(disk):
                n_taken = await insert_until_full(database)
                with pytest.raises(StorageFull):
                    await database.check()
                assert await count(database) == before + n_taken
            await insert(database)
            assert await count(database) == before + n_taken + 1
            await database.check()
            database.close()
    except faults.NotHere as reason:
        pytest.skip(str(reason))


async def test_where_no_large_file_may_be_written_the_disk_is_full(database, path):
    with faults.small_files_only(os.getpid(), max_bytes=20_000):
        await insert_until_full(database)
        with pytest.raises(StorageFull):
            await database.check()
    await insert(database)


async def test_a_read_only_database_is_unavailable(tmp_path):
    try:
        with faults.disk_in_a_file(tmp_path / "disk", megabytes=16) as disk:
            path = disk / "tasks.db"
            database = session.open_database(f"sqlite:///{path}", max_connections=2)
            migrate.migrate(database.engine)
            await insert(database)
            faults.go_read_only(disk)
            for work in (insert(database), database.check()):
                with pytest.raises(Unavailable, match="read-only") as refusal:
                    await work
                assert refusal.value.status == 503
            assert await count(database) == 2
            database.close()
    except faults.NotHere as reason:
        pytest.skip(str(reason))


async def test_an_insert_that_counted_before_it_was_cut_off_may_be_done_again(database):
    new = new_task()
    assert await insert(database, new) == await insert(database, new)
    assert await count(database) == 2


async def test_ballast_is_kept_where_there_is_ample_room_and_let_go_of_once(database, path):
    await database.keep_ballast()
    ballast = path.with_name("tasks.db.ballast")
    assert ballast.stat().st_size == 1024 * 1024
    await database.make_room()
    assert not ballast.exists()
    await database.make_room()
    await database.keep_ballast()
    assert ballast.exists()


async def test_no_ballast_is_made_where_room_is_scarce(tmp_path):
    try:
        with faults.small_disk(tmp_path / "disk", megabytes=2) as disk:
            database = session.open_database(f"sqlite:///{disk / 'tasks.db'}", max_connections=2)
            migrate.migrate(database.engine)
            await database.keep_ballast()
            assert not (disk / "tasks.db.ballast").exists()
            database.close()
    except faults.NotHere as reason:
        pytest.skip(str(reason))


async def test_erased_text_is_in_no_file_of_the_database(database, path):
    secret = "only the learner knows"
    task_id = await insert(database, new_task(secret))
    await database.write(lambda s: tasks.delete_task(s, LOCAL, task_id, erase_again=[]))
    assert await database.write_back()
    for file in path.parent.glob("tasks.db*"):
        assert secret.encode() not in file.read_bytes()


async def test_postgres_that_takes_no_writes_or_is_away_is_unavailable(postgres):
    database = session.open_database(postgres.url).with_patience(1.0)
    migrate.migrate(database.engine)
    await database.check()

    def read_only(value: str) -> None:
        with database.engine.connect().execution_options(
            isolation_level="AUTOCOMMIT"
        ) as connection:
            connection.execute(text("SET default_transaction_read_only = off"))
            connection.execute(text(f"ALTER SYSTEM SET default_transaction_read_only = {value}"))
            connection.execute(text("SELECT pg_reload_conf()"))
        database.engine.dispose()

    read_only("on")
    try:
        with pytest.raises(DatabaseLost, match="read-only"):
            await insert(database)
        with pytest.raises(Unavailable, match="read-only"):
            await database.check()
        assert await count(database) >= 1
    finally:
        read_only("off")
    postgres.stop()
    try:
        with pytest.raises(DatabaseBusy, match="can't be reached"):
            await insert(database)
        with pytest.raises(Unavailable):
            await database.check()
    finally:
        postgres.start()
    await insert(database)
    with database.engine.connect() as connection:
        from alembic import command

        command.downgrade(migrate.alembic_config(connection), "base")
        connection.commit()
    database.close()
