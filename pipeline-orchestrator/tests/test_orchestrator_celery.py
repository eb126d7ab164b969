"""Celery workers on a real Redis and a real Postgres: killed, stopped, cut off, and nothing is lost."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import create_engine, text

from shared.settings import REPO_ROOT
from shared.testing.ports import free_port
from shared.testing.servers import Redis, running_redis

from ..app.domain import keys
from ..app.domain.principal import LOCAL_TENANT
from ..app.runs.celery import QUEUE, TRAINING_QUEUE

pytestmark = pytest.mark.anyio

TEXT = "Very good."
LEASE_S = 2.0


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with running_redis() as server:
        yield server


@pytest.fixture
def sql(postgres, redis, services, monkeypatch) -> Iterator[Callable[..., list[Any]]]:
    """The fleet's settings on a database and a queue of this test's own; runs SQL on that database."""
    name = f"t{uuid4().hex}"
    server = create_engine(postgres.url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    url = postgres.url.replace("/postgres", f"/{name}")
    monkeypatch.setenv("DATABASE_URL", url)
    _empty(redis)
    monkeypatch.setenv("QUEUE_URL", redis.url)
    monkeypatch.setenv("ORCHESTRATOR_LEASE_S", str(LEASE_S))
    monkeypatch.setenv("STORAGE_URL", "file://" + os.environ["DATA_DIR"] + "/objects")
    engine = create_engine(url)

    def run(statement: str, **values: Any) -> list[Any]:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement), values)]

    yield run
    engine.dispose()


def _empty(redis: Redis) -> None:
    from redis import Redis as Client

    with Client(port=redis.port) as client:
        client.flushall()


class Workers:
    """Worker processes, each the leader of a process group of its own."""

    def __init__(self) -> None:
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, *more: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [
                sys.executable, "-m", "celery", "-A", "app.worker", "worker", "--concurrency", "1",
                "--loglevel", "WARNING", "--hostname", f"{uuid4().hex[:8]}@test", *more,
            ],
            cwd=REPO_ROOT / "pipeline-orchestrator",
            env=os.environ | {"PYTHONPATH": str(REPO_ROOT)},
            start_new_session=True,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """Worker and child at once, like a machine that is gone."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def workers() -> Iterator[Workers]:
    running = Workers()
    yield running
    for process in running.processes:
        running.kill(process)


async def arrived(gate) -> None:
    assert await asyncio.to_thread(gate.arrived.wait, 60)


async def submitted(orchestrator) -> str:
    answer = await orchestrator.post("/tasks", reference_text=TEXT)
    assert answer.status_code == 202
    return answer.json()["task_id"]


async def status_of(orchestrator, task_id: str, *wanted: str, within_s: float = 60) -> str:
    deadline = time.monotonic() + within_s
    while True:
        status = (await orchestrator.get(task_id))["status"]
        if status in wanted or time.monotonic() > deadline:
            return status
        await asyncio.sleep(0.1)


async def until(is_so: Callable[[], Any], within_s: float = 60) -> None:
    deadline = time.monotonic() + within_s
    while True:
        if is_so() or time.monotonic() > deadline:
            return
        await asyncio.sleep(0.1)


async def test_a_worker_runs_what_is_queued_and_the_orchestrator_does_not(
    sql, workers, start, services
):
    async with start() as orchestrator:
        task_id = await submitted(orchestrator)
        await asyncio.sleep(1)
        assert services.calls == []
        assert (await orchestrator.get(task_id))["status"] == "queued"
        metrics = (await orchestrator.client.get("/metrics")).text
        assert "orchestrator_queue_depth 1.0" in metrics
        workers.start()
        assert await status_of(orchestrator, task_id, "succeeded") == "succeeded"
        assert (await orchestrator.get(task_id))["scores"]["overall"] == 81
        events = (await orchestrator.client.get(f"/tasks/{task_id}/events")).text
        assert events.count("event: stage_finished") == 7
    assert services.calls.count("asr") == 1


async def test_a_worker_tells_what_its_processes_did_to_who_shows_the_token(
    sql, workers, start, monkeypatch
):
    port = free_port()
    monkeypatch.setenv("ORCHESTRATOR_WORKER_METRICS_PORT", str(port))
    monkeypatch.setenv("SERVICE_TOKEN", "a-token")
    address = f"http://127.0.0.1:{port}"
    async with start() as orchestrator, httpx.AsyncClient() as prometheus:
        workers.start()
        task_id = await submitted(orchestrator)
        assert await status_of(orchestrator, task_id, "succeeded") == "succeeded"
        refused = await prometheus.get(f"{address}/metrics")
        shown = {"x-service-token": "a-token"}
        elsewhere = await prometheus.get(f"{address}/", headers=shown)
        page = (await prometheus.get(f"{address}/metrics", headers=shown)).text
        bearers = [
            (
                await prometheus.get(f"{address}/metrics", headers={"authorization": each})
            ).status_code
            for each in ("Bearer a-token", "Bearer another")
        ]
    assert (refused.status_code, elsewhere.status_code) == (401, 404)
    assert bearers == [200, 401]
    assert 'orchestrator_tasks_total{status="succeeded"} 1.0' in page
    assert 'orchestrator_stage_seconds_count{stage="asr",status="succeeded"} 1.0' in page
    assert 'orchestrator_clip_seconds_count{status="succeeded"} 1.0' in page
    answered = 'orchestrator_upstream_calls_total{outcome="answered",service="asr-service"} 1.0'
    assert answered in page
    assert "orchestrator_queue_depth" not in page
    [memory] = [each for each in page.splitlines() if each.startswith("orchestrator_worker_memory")]
    assert float(memory.split()[1]) > 1e7
    assert "process_open_fds" in page


async def test_who_waits_for_an_answer_needs_no_worker(sql, start):
    async with start() as orchestrator:
        body = (await orchestrator.post(reference_text=TEXT)).json()
    assert body["status"] == "succeeded"
    found = sql("SELECT attempts, retries FROM tasks WHERE id = :id", id=body["task_id"])
    assert found == [(1, 0)]


async def test_the_task_of_a_killed_worker_goes_on_after_its_last_finished_stage(
    sql, workers, start, services
):
    gate = services.hold("diff")
    async with start() as orchestrator:
        first = workers.start()
        task_id = await submitted(orchestrator)
        await arrived(gate)
        workers.kill(first)
        workers.start()
        gate.open.set()
        assert await status_of(orchestrator, task_id, "succeeded") == "succeeded"
    assert services.calls.count("asr") == services.calls.count("align") == 1
    assert services.calls.count("diff") == 2


async def test_a_worker_that_is_asked_to_stop_finishes_its_task(sql, workers, start, services):
    gate = services.hold("diff")
    async with start() as orchestrator:
        worker = workers.start()
        task_id = await submitted(orchestrator)
        await arrived(gate)
        worker.terminate()
        await asyncio.sleep(1)
        gate.open.set()
        assert await asyncio.to_thread(worker.wait, 30) == 0
        assert (await orchestrator.get(task_id))["status"] == "succeeded"
    assert services.calls.count("diff") == 1


async def test_a_cancelled_task_is_let_go_by_its_worker(sql, workers, start, services):
    gate = services.hold("diff")
    async with start() as orchestrator:
        workers.start()
        task_id, next_id = await submitted(orchestrator), await submitted(orchestrator)
        await arrived(gate)
        assert (await orchestrator.client.post(f"/tasks/{task_id}/cancel")).status_code == 202
        gate.open.set()
        assert await status_of(orchestrator, next_id, "succeeded") == "succeeded"
        assert (await orchestrator.get(task_id))["status"] == "cancelled"


async def test_a_task_taken_while_the_broker_is_away_is_run_when_it_is_back(
    sql, workers, start, services, redis, monkeypatch
):
    with running_redis() as gone:
        port = gone.port
    monkeypatch.setenv("QUEUE_URL", f"redis://127.0.0.1:{port}/0")
    async with start() as orchestrator:
        task_id = await submitted(orchestrator)
        with running_redis(port):
            workers.start()
            assert await status_of(orchestrator, task_id, "succeeded") == "succeeded"
            workers.kill(workers.processes[0])


async def test_a_task_whose_service_is_down_waits_for_it(
    sql, workers, start, services, monkeypatch
):
    monkeypatch.setenv("ORCHESTRATOR_TASK_RETRIES", "20")
    services.refuse("asr", 503)
    async with start() as orchestrator:
        workers.start()
        task_id = await submitted(orchestrator)
        await until(lambda: sql("SELECT 1 FROM events WHERE name = 'task_postponed'"))
        services.refusals.clear()
        assert await status_of(orchestrator, task_id, "succeeded") == "succeeded"
        events = (await orchestrator.client.get(f"/tasks/{task_id}/events")).text
    assert "event: task_postponed" in events
    assert '"stage": "asr"' in events


async def test_a_task_whose_service_stays_down_is_shown_as_failed(
    sql, workers, start, services, monkeypatch
):
    monkeypatch.setenv("ORCHESTRATOR_TASK_RETRIES", "1")
    services.refuse("asr", 503)
    async with start() as orchestrator:
        workers.start()
        task_id = await submitted(orchestrator)
        assert await status_of(orchestrator, task_id, "failed") == "failed"
        dead = (await orchestrator.client.get("/tasks", params={"status": "failed"})).json()
        assert [each["task_id"] for each in dead["items"]] == [task_id]
        assert (await orchestrator.get(task_id))["error"]["stage"] == "asr"


async def test_what_can_not_pass_is_not_tried_again(sql, workers, start, services):
    services.refuse("align", 422)
    async with start() as orchestrator:
        workers.start()
        task_id = await submitted(orchestrator)
        assert await status_of(orchestrator, task_id, "failed") == "failed"
    assert services.calls.count("align") == 1
    assert sql("SELECT count(*) FROM events WHERE name = 'task_postponed'") == [(0,)]


async def test_a_database_that_restarts_in_the_middle_is_survived(
    sql, workers, start, services, postgres
):
    gate = services.hold("diff")
    async with start() as orchestrator:
        workers.start()
        task_id = await submitted(orchestrator)
        await arrived(gate)
        await asyncio.to_thread(postgres.stop)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(postgres.start)
        gate.open.set()
        assert await status_of(orchestrator, task_id, "succeeded") == "succeeded"
    assert services.calls.count("asr") == 1


async def test_a_task_whose_message_was_taken_by_a_worker_that_died_is_sent_again(
    sql, workers, start, redis
):
    from redis import Redis as Client

    async with start() as orchestrator:
        task_id = await submitted(orchestrator)
        with Client(port=redis.port) as client:
            assert await asyncio.to_thread(client.blpop, [QUEUE], 20)
        workers.start()
        assert await status_of(orchestrator, task_id, "succeeded") == "succeeded"


async def test_ten_tasks_outlive_workers_that_keep_dying(sql, workers, start, services):
    """Each finishes once, no finished stage runs again, and no object is left that no row names."""
    services.pause_s = 0.15
    async with start() as orchestrator:
        task_ids = [await submitted(orchestrator) for _ in range(10)]
        pair = [workers.start(), workers.start()]
        n_killed = 0

        def n_settled() -> int:
            return sql("SELECT count(*) FROM events WHERE name = 'stage_finished'")[0][0]

        while n_settled() < 7 * 10 and n_killed < 5:
            enough = n_settled() + 10
            await until(lambda at=enough: n_settled() >= min(at, 7 * 10))
            workers.kill(pair[n_killed % 2])
            pair[n_killed % 2] = workers.start()
            n_killed += 1
        open_tasks = "SELECT 1 FROM tasks WHERE status IN ('queued', 'running')"
        await until(lambda: not sql(open_tasks), within_s=120)
        statuses = [(await orchestrator.get(each))["status"] for each in task_ids]
    assert n_killed >= 2
    assert statuses == ["succeeded"] * 10
    finished = dict(
        sql("SELECT task_id, count(*) FROM events WHERE name = 'task_finished' GROUP BY task_id")
    )
    assert {finished[UUID(each)] for each in task_ids} == {1}
    settled = sql(
        "SELECT count(*) FROM (SELECT task_id, fields->>'stage' AS stage FROM events "
        "WHERE name = 'stage_finished' GROUP BY 1, 2 HAVING count(*) > 1) AS doubled"
    )
    assert settled == [(0,)]
    kept = {uri for (uri,) in sql("SELECT uri FROM artifacts")}
    kept |= {uri for (uri,) in sql("SELECT audio_uri FROM tasks")}
    stored = await services.stored("tasks/")
    # A task's copy of its reference voice is named by a result.
    assert {each.partition("/speech/")[0] for each in stored - kept} <= {
        keys.folder(LOCAL_TENANT, UUID(each)).rstrip("/") for each in task_ids
    }
    assert all("/speech/" in each for each in stored - kept)


async def test_training_jobs_wait_for_a_worker_of_their_own_queue_and_go_on_when_one_is_killed(
    sql, workers, start, services
):
    async with start() as orchestrator:
        client = orchestrator.client
        made = (await client.post("/classes", json={"name": "7b"})).json()
        word = {"Priya": ["P R IY1 Y AH0"]}
        await client.post(
            f"/classes/{made['class_id']}/assignments",
            json={"title": "Names", "texts": ["Priya"], "lexicon": word},
        )
        asked = {"recipe": "lexicon", "data": ["assignments"]}
        job = f"/training/jobs/{(await client.post('/training/jobs', json=asked)).json()['job_id']}"
        workers.start()
        task_id = await submitted(orchestrator)
        assert await status_of(orchestrator, task_id, "succeeded") == "succeeded"
        assert (await client.get(job)).json()["state"] == "queued"

        trainer = workers.start("--queues", TRAINING_QUEUE)
        await until(lambda: sql("SELECT claims FROM training_jobs") != [(0,)])
        workers.kill(trainer)
        workers.start("--queues", TRAINING_QUEUE)
        await until(lambda: sql("SELECT state FROM training_jobs") == [("succeeded",)])
        shown = (await client.get(job)).json()
        assert (shown["state"], shown["error"]) == ("succeeded", None)
        listed = (await client.get(f"/models/{shown['model']}/versions/{shown['version']}")).json()
        assert listed["figures"]["words written by teachers"] == 1
