"""A task goes on after its last finished stage, whatever stopped its process."""

import asyncio
import os
import subprocess
import sys

import httpx
import pytest

from shared.settings import REPO_ROOT
from shared.testing.ports import free_port

from .conftest import given

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
        [sys.executable, "-m", "shared.web.server", "app.main:app", "--port", str(port)],
        cwd=REPO_ROOT / "pipeline-orchestrator",
        env=os.environ | {"PYTHONPATH": str(REPO_ROOT)},
    )


async def test_a_killed_orchestrator_finishes_its_task_when_started_again(
    start, services, wav, rows
):
    gate = services.hold("diff")
    port = free_port()
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
            await given(client, f"{url}/tasks/{task_id}", ["asr", "align", "phonemap"])
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
    (data_dir / "objects" / "tasks/local" / task_id / "1-align.json").unlink()
    gate.open.set()
    async with start() as second:
        assert (await second.finished(task_id))["status"] == "succeeded"
    assert (services.calls.count("asr"), services.calls.count("align")) == (1, 2)


async def test_two_orchestrators_do_not_share_a_task(start, services, monkeypatch):
    gate = services.hold("asr")
    async with start() as first:
        task_id = (await first.post("/tasks", reference_text=TEXT)).json()["task_id"]
        await arrived(gate)
        port = free_port()
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
