"""Processes that are stopped and go on, clocks that are set, accidents, a store and a database that are away."""

import asyncio
import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from uuid import UUID

import httpx
import pytest
from sqlalchemy import create_engine, text

from shared.errors import Unavailable
from shared.settings import REPO_ROOT
from shared.storage.files import FileStore
from shared.testing.ports import free_port

from ..app.db import leases, session
from ..app.db.models import base
from ..app.runs import supervisor, worker
from ..app.runs.worker import Worker

pytestmark = pytest.mark.anyio


TEXT = "Very good."
LEASE_S = 1.0


async def arrived(gate) -> None:
    assert await asyncio.to_thread(gate.arrived.wait, 30)


async def submitted(orchestrator) -> str:
    answer = await orchestrator.post("/tasks", reference_text=TEXT)
    assert answer.status_code == 202
    return answer.json()["task_id"]


class Log:
    """What the worker says, by the names of its events."""

    def __init__(self) -> None:
        self.said: dict[str, asyncio.Event] = {}

    def of(self, event: str) -> asyncio.Event:
        return self.said.setdefault(event, asyncio.Event())

    def _say(self, event: str, **_) -> None:
        self.of(event).set()

    info = warning = error = exception = _say


@pytest.fixture
def log(monkeypatch) -> Log:
    saying = Log()
    monkeypatch.setattr(worker, "log", saying)
    return saying


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while True:
            if await is_so():
                return
            await asyncio.sleep(0.02)


async def finished(orchestrator, task_id: str) -> dict:
    async with asyncio.timeout(60):
        return await orchestrator.finished(task_id)


async def is_ready(orchestrator) -> bool:
    return (await orchestrator.client.get("/ready")).status_code == 200


class Process:
    """An orchestrator in a process of its own, which can be stopped."""

    def __init__(self) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.system = subprocess.Popen(
            [
                sys.executable, "-m", "shared.web.server", "app.main:app", "--port", str(port),
            ],
            cwd=REPO_ROOT / "pipeline-orchestrator",
            env=os.environ | {"PYTHONPATH": str(REPO_ROOT)},
        )  # fmt: skip

    def stop(self) -> None:
        self.system.send_signal(signal.SIGSTOP)

    def stop_between_writes(self, data_dir: Path) -> None:
        """Who stands still in the middle of a write keeps SQLite locked for all others meanwhile."""
        for _ in range(50):
            self.stop()
            with contextlib.closing(sqlite3.connect(data_dir / "orchestrator.db")) as other:
                other.isolation_level = None
                with contextlib.suppress(sqlite3.OperationalError):
                    other.execute("PRAGMA busy_timeout = 100")
                    other.execute("BEGIN IMMEDIATE")
                    return
            self.go_on()
            time.sleep(0.02)  # to get out of it
        raise AssertionError("it never stood still between two writes")

    def go_on(self) -> None:
        self.system.send_signal(signal.SIGCONT)


@pytest.fixture
def process(services, monkeypatch) -> Iterator[Process]:
    monkeypatch.setenv("ORCHESTRATOR_LEASE_S", str(LEASE_S))
    running = Process()
    yield running
    running.go_on()
    running.system.terminate()
    running.system.wait(30)


@contextlib.asynccontextmanager
async def caller_of(process: Process) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.AsyncHTTPTransport(retries=10)
    async with httpx.AsyncClient(transport=transport, timeout=60, base_url=process.url) as client:
        yield client


async def sent(client: httpx.AsyncClient, wav: bytes) -> str:
    accepted = await client.post(
        "/tasks", files={"file": ("s.wav", wav)}, data={"reference_text": TEXT}
    )
    assert accepted.status_code == 202
    return accepted.json()["task_id"]


async def ended(client: httpx.AsyncClient, task_id: str) -> str:
    await client.get(f"/tasks/{task_id}/events")
    return (await client.get(f"/tasks/{task_id}")).json()["status"]


def doubled(rows, task_id: str) -> list:
    """Stages that were settled more than once."""
    return rows(
        "SELECT fields FROM events WHERE name = 'stage_finished' AND task_id = ? "
        "GROUP BY json_extract(fields, '$.stage') HAVING count(*) > 1",
        task_id,
    )


async def test_a_process_that_was_stopped_for_longer_than_its_lease_goes_on(
    process, services, wav, rows
):
    services.pause_s = 0.1
    async with caller_of(process) as client:
        for _ in range(3):
            task_ids = [await sent(client, wav) for _ in range(3)]
            process.stop()
            await asyncio.sleep(2 * LEASE_S)
            process.go_on()
            for task_id in task_ids:
                assert await ended(client, task_id) == "succeeded"
                assert doubled(rows, task_id) == []
        ready = (await client.get("/ready")).json()
        metrics = (await client.get("/metrics")).text
    assert "workers" not in ready["failed"]
    assert 'orchestrator_loops{loop="worker"} 2.0' in metrics
    restarts = re.findall(r"^orchestrator_loop_restarts_total\{.*\} (.+)$", metrics, re.MULTILINE)
    assert set(restarts) == {"0.0"}
    assert rows("SELECT count(*) FROM tasks WHERE claims > 1") == [(0,)]  # none was taken from it


async def test_who_was_stopped_while_another_took_over_lets_go_and_works_on(
    process, start, services, wav, rows, data_dir
):
    gate = services.hold("diff")
    async with caller_of(process) as client:
        task_id = await sent(client, wav)
        await arrived(gate)
        process.stop_between_writes(data_dir)
        gate.open.set()
        async with start() as other:
            assert (await finished(other, task_id))["status"] == "succeeded"
            process.go_on()
        assert doubled(rows, task_id) == []
        # One of them stood still, which is no attempt.
        assert rows("SELECT attempts, claims FROM tasks WHERE id = ?", task_id) == [(1, 2)]
        assert await ended(client, await sent(client, wav)) == "succeeded"
        task = (await client.get(f"/tasks/{task_id}")).json()
        assert task["status"] == "succeeded"
    named = {key for (key,) in rows("SELECT uri FROM artifacts WHERE task_id = ?", task_id)}
    stored = await services.stored(f"tasks/local/{task_id}/")
    [speech] = [key for key in stored if "/speech/" in key]
    assert PurePath(speech).name in task["audio"]["reference"]["url"]
    assert stored - named == {f"tasks/local/{task_id}/recording.wav", speech}


@pytest.mark.parametrize("hours", [-2, 2])
async def test_tasks_under_way_outlive_a_clock_that_is_set(
    start, services, monkeypatch, rows, hours
):
    class StoodStill(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(hours=hours)

    monkeypatch.setenv("ORCHESTRATOR_LEASE_S", str(LEASE_S))
    gate = services.hold("diff")
    async with start() as orchestrator:
        task_ids = [await submitted(orchestrator) for _ in range(8)]
        await arrived(gate)
        monkeypatch.setattr(base, "datetime", StoodStill)
        await asyncio.sleep(2 * LEASE_S)
        gate.open.set()
        for task_id in task_ids:
            assert (await finished(orchestrator, task_id))["status"] == "succeeded"
            assert doubled(rows, task_id) == []
    assert rows("SELECT count(*) FROM tasks WHERE claims > 1") == [(0,)]


async def test_an_accident_with_one_task_stops_no_worker(start, services, monkeypatch, rows):
    monkeypatch.setenv("ORCHESTRATOR_WORKERS", "1")
    run, n_accidents = worker.run_task, 0

    async def sometimes(*arguments, **options):
        nonlocal n_accidents
        if n_accidents < 2:
            n_accidents += 1
            raise KeyError("by accident")
        await run(*arguments, **options)

    monkeypatch.setattr(worker, "run_task", sometimes)
    async with start() as orchestrator:
        statuses = [
            (await finished(orchestrator, await submitted(orchestrator)))["status"]
            for _ in range(3)
        ]
        assert await is_ready(orchestrator)
    assert statuses == ["failed", "failed", "succeeded"]


async def test_a_task_whose_end_can_not_be_written_is_tried_again_and_given_up(
    start, services, monkeypatch, rows
):
    """An accident outside of all that is foreseen, every time: it counts, and the worker lives."""
    monkeypatch.setenv("ORCHESTRATOR_WORKERS", "1")

    async def accident(*_):
        raise KeyError("by accident")

    monkeypatch.setattr(Worker, "_run_to_its_ending", accident)
    monkeypatch.setattr(leases, "INTERRUPTED_WAIT_S", 0.0)
    async with start() as orchestrator:
        task = await finished(orchestrator, await submitted(orchestrator))
        assert await is_ready(orchestrator)
    assert task["status"] == "failed"
    assert "given up after 5" in task["error"]["detail"]


async def test_a_worker_that_ends_is_started_again(start, services, monkeypatch):
    monkeypatch.setenv("ORCHESTRATOR_WORKERS", "1")
    monkeypatch.setattr(supervisor, "RESTART_PAUSE_S", 0)
    claim, broken = Worker.claim_next, asyncio.Event()

    async def once_broken(bench, *, long):
        if not (long or broken.is_set()):
            broken.set()
            raise KeyError("by accident")
        return await claim(bench, long=long)

    monkeypatch.setattr(Worker, "claim_next", once_broken)
    async with start() as orchestrator:
        await broken.wait()
        task = await finished(orchestrator, await submitted(orchestrator))
        metrics = (await orchestrator.client.get("/metrics")).text
        assert await is_ready(orchestrator)
    assert task["status"] == "succeeded"
    assert 'orchestrator_loop_restarts_total{loop="worker"} 1.0' in metrics


async def test_who_has_no_worker_that_goes_on_is_not_ready(start, services, monkeypatch):
    stuck = asyncio.Event()

    async def never(*_, **__):
        stuck.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(supervisor, "STANDS_STILL_S", 0.1)
    monkeypatch.setattr(Worker, "claim_next", never)
    async with start() as orchestrator:
        await stuck.wait()

        async def is_missed() -> bool:
            return not await is_ready(orchestrator)

        await until(is_missed)
        failed = (await orchestrator.client.get("/ready")).json()["failed"]
    assert "worker: not going on" in failed["workers"]


class Away:
    """The file store, as one that can't be reached meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_away = False
        for name in ("get", "put"):
            monkeypatch.setattr(FileStore, name, self._guarded(getattr(FileStore, name)))

    def _guarded(self, call):
        async def guarded(store, *arguments, **options):
            if self.is_away:
                raise Unavailable("the object store can't be reached")
            return await call(store, *arguments, **options)

        return guarded


@pytest.fixture
def store(monkeypatch) -> Away:
    return Away(monkeypatch)


@pytest.mark.parametrize(("stage", "voice"), [("asr", []), ("diff", [("succeeded",)])])
async def test_a_task_waits_for_the_store_and_uses_nothing_up(
    start, services, store, monkeypatch, rows, stage, voice
):
    monkeypatch.setenv("ORCHESTRATOR_TASK_RETRIES", "0")
    monkeypatch.setenv("ORCHESTRATOR_MAX_ATTEMPTS", "1")
    monkeypatch.setenv("ORCHESTRATOR_RETRY_WAIT_S", "0.01")
    gate = services.hold(stage)
    async with start() as orchestrator:
        task_id = await submitted(orchestrator)
        await arrived(gate)

        async def no_voice_is_being_stored() -> bool:
            kept = rows("SELECT status FROM stages WHERE name = 'tts' AND task_id = ?", task_id)
            return kept == voice

        await until(no_voice_is_being_stored)  # without it the task would be partial
        store.is_away = True
        gate.open.set()

        async def was_put_off_often() -> bool:
            return rows("SELECT count(*) FROM events WHERE name = 'task_postponed'") >= [(4,)]

        await until(was_put_off_often)
        store.is_away = False
        assert (await finished(orchestrator, task_id))["status"] == "succeeded"
    assert rows("SELECT attempts, retries FROM tasks WHERE id = ?", task_id) == [(1, 0)]


async def test_a_task_waits_for_a_coach_that_starts_beside_its_worker(start, services, monkeypatch):
    monkeypatch.setenv("ORCHESTRATOR_SERVICES_START_S", "60")
    services.refuse("feedback", 503)
    async with start() as orchestrator:
        task_id = await submitted(orchestrator)

        async def was_asked_twice() -> bool:
            return services.calls.count("feedback") > 1

        await until(was_asked_twice)
        services.refusals.clear()
        assert (await finished(orchestrator, task_id))["status"] == "succeeded"


async def test_a_service_that_starts_beside_the_worker_uses_up_no_retry(
    start, services, monkeypatch, rows
):
    monkeypatch.setenv("ORCHESTRATOR_SERVICES_START_S", "60")
    monkeypatch.setenv("ORCHESTRATOR_TASK_RETRIES", "1")
    monkeypatch.setenv("ORCHESTRATOR_RETRY_WAIT_S", "0.01")
    services.refuse("asr", 503)
    async with start() as orchestrator:
        task_id = await submitted(orchestrator)

        async def was_put_off_often() -> bool:
            return rows("SELECT count(*) FROM events WHERE name = 'task_postponed'") >= [(4,)]

        await until(was_put_off_often)
        services.refusals.clear()
        assert (await finished(orchestrator, task_id))["status"] == "succeeded"
    assert rows("SELECT attempts, retries FROM tasks WHERE id = ?", task_id) == [(1, 0)]


async def test_who_waits_for_an_answer_waits_for_no_service_that_starts(
    start, services, monkeypatch
):
    monkeypatch.setenv("ORCHESTRATOR_SERVICES_START_S", "60")
    services.refuse("feedback", 503)
    async with start() as orchestrator:
        assert (await orchestrator.post()).json()["status"] == "partial"


async def test_who_waits_for_an_answer_is_told_that_the_store_is_away(start, services, store):
    gate = services.hold("asr")
    async with start() as orchestrator:
        asked = asyncio.create_task(orchestrator.post(reference_text=TEXT))
        await arrived(gate)
        store.is_away = True
        gate.open.set()
        answer = await asked
    assert answer.status_code == 503
    assert answer.json()["detail"] == "the object store can't be reached"


async def test_a_recording_that_is_gone_fails_its_task_at_once_and_truly(
    start, services, monkeypatch, data_dir, rows
):
    monkeypatch.setenv("ORCHESTRATOR_WORKERS", "1")
    gate = services.hold("asr")
    async with start() as orchestrator:
        first, second = await submitted(orchestrator), await submitted(orchestrator)
        await arrived(gate)
        (data_dir / "objects" / "tasks/local" / second / "recording.wav").unlink()
        gate.open.set()
        assert (await finished(orchestrator, first))["status"] == "succeeded"
        task = await finished(orchestrator, second)
    assert task["status"] == "failed"
    assert task["error"]["detail"] == "the recording is no longer in the store: send it again"
    assert rows("SELECT attempts FROM tasks WHERE id = ?", second) == [(1,)]


@contextlib.contextmanager
def locked(data_dir) -> Iterator[None]:
    """Another program writes to the SQLite file, and goes on writing."""
    other = sqlite3.connect(data_dir / "orchestrator.db", isolation_level=None)
    with contextlib.closing(other):
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def impatient(monkeypatch) -> None:
    """A database that is away is known to be so in a moment, and asked again soon."""
    monkeypatch.setattr(session, "BUSY_TIMEOUT_S", 0.05)
    monkeypatch.setattr(session, "PATIENCE_S", 0.1)
    monkeypatch.setattr(session, "RETRY_WAITS_S", (0.05,))
    monkeypatch.setattr(worker, "LONGEST_PAUSE_S", 0.1)
    monkeypatch.setenv("ORCHESTRATOR_MAX_ATTEMPTS", "1")
    monkeypatch.setenv("ORCHESTRATOR_TASK_RETRIES", "0")


async def test_a_task_outlasts_a_locked_database_and_uses_nothing_up(
    start, services, impatient, data_dir, rows, log
):
    gate = services.hold("asr")
    async with start() as orchestrator:
        task_id = await submitted(orchestrator)
        await arrived(gate)
        with locked(data_dir):
            gate.open.set()
            await asyncio.wait_for(log.of("database_away").wait(), 30)
        assert (await finished(orchestrator, task_id))["status"] == "succeeded"
    assert rows("SELECT attempts, retries FROM tasks WHERE id = ?", task_id) == [(1, 0)]
    assert doubled(rows, task_id) == []


async def test_a_task_outlasts_a_postgres_that_is_away_and_uses_nothing_up(
    start, services, impatient, postgres, monkeypatch, log
):
    monkeypatch.setenv("DATABASE_URL", postgres.url)
    gate = services.hold("asr")
    async with start() as orchestrator:
        task_id = await submitted(orchestrator)
        await arrived(gate)
        await asyncio.to_thread(postgres.stop)
        try:
            gate.open.set()
            await asyncio.wait_for(log.of("database_away").wait(), 30)
        finally:
            await asyncio.to_thread(postgres.start)
        assert (await finished(orchestrator, task_id))["status"] == "succeeded"
        engine = create_engine(postgres.url)
        with engine.connect() as connection:
            found = connection.execute(
                text("SELECT attempts, retries FROM tasks WHERE id = :id"), {"id": UUID(task_id)}
            ).all()
        engine.dispose()
        assert found == [(1, 0)]
        assert (await orchestrator.client.delete(f"/tasks/{task_id}")).status_code == 204


async def test_a_stop_while_the_database_is_locked_comes_to_an_end(
    start, services, impatient, data_dir, monkeypatch, log
):
    """The task is left to its lease; the next start finishes it."""
    monkeypatch.setenv("ORCHESTRATOR_MAX_ATTEMPTS", "2")
    monkeypatch.setenv("ORCHESTRATOR_LEASE_S", str(LEASE_S))
    gate = services.hold("asr")
    async with asyncio.timeout(60), contextlib.AsyncExitStack() as stack:
        orchestrator = await stack.enter_async_context(start())
        task_id = await submitted(orchestrator)
        await arrived(gate)
        with locked(data_dir):
            gate.open.set()
            await log.of("database_away").wait()
            await stack.aclose()
            assert log.of("task_left").is_set()
    async with start() as again:
        assert (await finished(again, task_id))["status"] == "succeeded"
