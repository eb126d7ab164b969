"""A task goes on after its last finished stage, whatever stopped its process."""

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from uuid import UUID, uuid4

import httpx
import pytest

from shared.settings import REPO_ROOT
from shared.testing.fleet import free_ports

pytestmark = pytest.mark.anyio

TEXT = "Very good."


async def arrived(gate) -> None:
    assert await asyncio.to_thread(gate.arrived.wait, 30)


async def test_a_stopped_orchestrator_goes_on_where_it_was(start, services, rows):
    gate = services.hold("diff")
    async with start() as first:
        task_id = (await first.post("/tasks", reference_text=TEXT)).json()["task_id"]
        await arrived(gate)
    assert rows("SELECT status, worker_id, attempts FROM tasks WHERE id = ?", task_id) == [
        ("queued", None, 0)
    ]
    gate.open.set()
    async with start() as second:
        assert (await second.finished(task_id))["status"] == "succeeded"
    assert services.calls.count("asr") == services.calls.count("align") == 1
    assert services.calls.count("diff") == 2


def orchestrator_process(port: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port), "--no-access-log"],
        cwd=REPO_ROOT / "pipeline-orchestrator",
        env=os.environ | {"PYTHONPATH": str(REPO_ROOT)},
    )


async def test_a_killed_orchestrator_finishes_its_task_when_started_again(
    start, services, wav, rows
):
    gate = services.hold("diff")
    [port] = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    process = orchestrator_process(port)
    try:
        transport = httpx.AsyncHTTPTransport(retries=10)
        async with httpx.AsyncClient(transport=transport, timeout=60) as client:
            accepted = await client.post(
                f"{url}/tasks", files={"file": ("s.wav", wav)}, data={"reference_text": TEXT}
            )
            task_id = accepted.json()["task_id"]
        await arrived(gate)
    finally:
        process.kill()
        process.wait()
    before = rows("SELECT type, created_at FROM artifacts WHERE task_id = ?", task_id)
    assert {"asr", "align", "phonemap"} <= dict(before).keys()
    assert "diff" not in dict(before)
    gate.open.set()
    async with start() as second:
        body = await second.finished(task_id)
    assert body["status"] == "succeeded"
    after = dict(rows("SELECT type, created_at FROM artifacts WHERE task_id = ?", task_id))
    assert {kind: after[kind] for kind in dict(before)} == dict(before)
    assert services.calls.count("asr") == services.calls.count("align") == 1


async def test_a_result_that_is_gone_is_made_again(start, services, data_dir):
    gate = services.hold("diff")
    async with start() as first:
        task_id = (await first.post("/tasks", reference_text=TEXT)).json()["task_id"]
        await arrived(gate)
    (data_dir / "objects" / "tasks" / task_id / "align.json").unlink()
    gate.open.set()
    async with start() as second:
        assert (await second.finished(task_id))["status"] == "succeeded"
    assert (services.calls.count("asr"), services.calls.count("align")) == (1, 2)


async def test_two_orchestrators_do_not_share_a_task(start, services, monkeypatch):
    gate = services.hold("asr")
    async with start() as first:
        task_id = (await first.post("/tasks", reference_text=TEXT)).json()["task_id"]
        await arrived(gate)
        [port] = free_ports(1)
        second = orchestrator_process(port)
        try:
            transport = httpx.AsyncHTTPTransport(retries=10)
            async with httpx.AsyncClient(transport=transport, timeout=60) as client:
                seen = await client.get(f"http://127.0.0.1:{port}/tasks/{task_id}")
                assert seen.json()["status"] == "running"
                assert services.calls.count("asr") == 1
                gate.open.set()
                assert (await first.finished(task_id))["status"] == "succeeded"
        finally:
            second.terminate()
            second.wait()
    assert services.calls.count("asr") == 1


@pytest.fixture
def database(tmp_path):
    session = import_module("pipeline-orchestrator.app.db.session")
    migrate = import_module("pipeline-orchestrator.app.db.migrate")
    opened = session.open_database(f"sqlite:///{tmp_path / 'tasks.db'}")
    migrate.migrate(opened.engine)
    yield opened
    opened.close()


@pytest.fixture
def db():
    """The modules that are under test here."""

    class Modules:
        progress = import_module("pipeline-orchestrator.app.db.progress")
        repository = import_module("pipeline-orchestrator.app.db.repository")
        models = import_module("pipeline-orchestrator.app.db.models")
        records = import_module("pipeline-orchestrator.app.schemas.records")

    return Modules


async def queued(database, db) -> UUID:
    new = db.repository.NewTask(
        uuid4(), db.records.TaskOptions(), "tasks/x/recording.wav", (), None, "hash", None
    )
    return (await database.write(lambda s: db.repository.insert_task(s, new))).id


def claiming(db, who: str, max_attempts: int = 5):
    return lambda s: db.progress.claim_next(s, worker_id=who, lease_s=30, max_attempts=max_attempts)


async def test_a_claimed_task_is_nobody_elses(database, db):
    task_id = await queued(database, db)
    claim = await database.write(claiming(db, "one"))
    assert (claim.task_id, claim.worker_id) == (task_id, "one")
    assert await database.write(claiming(db, "two")) is None


async def expire(database, db, task_id: UUID) -> None:
    def past(session):
        row = session.get(db.models.Task, task_id)
        row.lease_until = datetime.now(UTC) - timedelta(seconds=1)

    await database.write(past)


async def test_a_lost_lease_is_taken_over_and_the_first_worker_can_write_no_more(database, db):
    task_id = await queued(database, db)
    first = await database.write(claiming(db, "one"))
    await expire(database, db, task_id)
    second = await database.write(claiming(db, "two"))
    assert second.task_id == task_id
    with pytest.raises(db.progress.ClaimLost):
        await database.write(lambda s: db.progress.start_stage(s, first, "asr"))
    with pytest.raises(db.progress.ClaimLost):
        await database.write(lambda s: db.progress.extend_lease(s, first, lease_s=30))


async def test_a_task_that_takes_every_process_down_is_given_up(database, db):
    task_id = await queued(database, db)
    for who in ("one", "two"):
        assert await database.write(claiming(db, who, max_attempts=2))
        await expire(database, db, task_id)
    assert await database.write(claiming(db, "three", max_attempts=2)) is None
    task = await database.read(lambda s: db.repository.get_task(s, task_id))
    assert (task.status, task.error.detail) == (
        "failed",
        "the task was given up after 2 interrupted attempts",
    )


async def test_a_worker_is_dead_when_its_lock_is_free(tmp_path):
    liveness = import_module("pipeline-orchestrator.app.utils.liveness")
    assert liveness.is_dead(tmp_path, "never-seen") is False
    with liveness.sign_of_life(tmp_path, "one"):
        assert liveness.is_dead(tmp_path, "one") is False
    (tmp_path / "killed.lock").touch()
    assert liveness.is_dead(tmp_path, "killed") is True
