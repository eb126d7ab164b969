"""More than can be worked on: who is let in, whose task comes first, and what the others are told."""

import anyio
import pytest

pytestmark = pytest.mark.anyio


async def task_ids(orchestrator) -> list[str]:
    return [each["task_id"] for each in (await orchestrator.client.get("/tasks")).json()["items"]]


async def test_one_caller_more_than_may_wait_is_told_when_to_come_again(
    monkeypatch, start, services
):
    monkeypatch.setenv("ORCHESTRATOR_WORKERS", "1")
    monkeypatch.setenv("ORCHESTRATOR_LINE", "2")
    gate = services.hold("asr")
    answers, five_answered = [], anyio.Event()
    async with start() as orchestrator, anyio.create_task_group() as group:

        async def call() -> None:
            answers.append(await orchestrator.post(reference_text="I am happy"))
            if len(answers) == 5:
                five_answered.set()

        for _ in range(8):
            group.start_soon(call)
        with anyio.fail_after(20):
            await five_answered.wait()
        assert {each.status_code for each in answers} == {503}
        gate.open.set()
    refused, served = answers[:5], answers[5:]
    assert {each.json()["type"] for each in refused} == {"busy"}
    assert all(int(each.headers["retry-after"]) >= 1 for each in refused)
    assert [each.status_code for each in served] == [200] * 3


async def test_the_refused_leave_nothing_behind(monkeypatch, start, services):
    monkeypatch.setenv("ORCHESTRATOR_WORKERS", "1")
    monkeypatch.setenv("ORCHESTRATOR_LINE", "0")
    gate = services.hold("asr")
    async with start() as orchestrator, anyio.create_task_group() as group:
        group.start_soon(orchestrator.post)
        await anyio.to_thread.run_sync(gate.arrived.wait, 20)
        stored = await services.stored("")
        listed = await task_ids(orchestrator)
        assert (await orchestrator.post()).status_code == 503
        assert await services.stored("") == stored
        assert await task_ids(orchestrator) == listed
        gate.open.set()


async def test_where_the_line_is_full_nothing_is_read_of_what_is_sent(monkeypatch, start, services):
    monkeypatch.setenv("ORCHESTRATOR_WORKERS", "1")
    monkeypatch.setenv("ORCHESTRATOR_LINE", "0")
    gate = services.hold("asr")

    async def endless():
        yield b"--b\r\n"
        raise AssertionError("the body was asked for")

    async with start() as orchestrator, anyio.create_task_group() as group:
        group.start_soon(orchestrator.post)
        await anyio.to_thread.run_sync(gate.arrived.wait, 20)
        refused = await orchestrator.client.post(
            "/process",
            content=endless(),
            headers={"content-type": "multipart/form-data; boundary=b"},
        )
        assert (refused.status_code, refused.json()["type"]) == (503, "busy")
        assert int(refused.headers["retry-after"]) >= 1
        gate.open.set()


async def test_who_waits_goes_before_what_is_queued_but_the_queue_moves_too(
    monkeypatch, start, services
):
    monkeypatch.setenv("ORCHESTRATOR_WORKERS", "1")
    gate = services.hold("asr")
    async with start() as orchestrator:
        queued = [(await orchestrator.post("/tasks")).json()["task_id"] for _ in range(6)]
        await anyio.to_thread.run_sync(gate.arrived.wait, 20)
        waited_for = []
        async with anyio.create_task_group() as group:

            async def call() -> None:
                waited_for.append((await orchestrator.post()).json()["task_id"])

            for _ in range(2):
                group.start_soon(call)
            await anyio.sleep(0.3)
            gate.open.set()
        states = [(await orchestrator.get(each))["status"] for each in queued]
        n_before = sum(state == "succeeded" for state in states)
        assert n_before < 5
        for each in queued:
            assert (await orchestrator.finished(each))["status"] == "succeeded"
    assert len(set(waited_for)) == 2


async def test_a_full_queue_takes_no_more_and_loses_nothing(monkeypatch, start, services):
    monkeypatch.setenv("ORCHESTRATOR_WORKERS", "1")
    monkeypatch.setenv("ORCHESTRATOR_MOST_QUEUED", "2")
    gate = services.hold("asr")
    async with start() as orchestrator:
        first = (await orchestrator.post("/tasks")).json()["task_id"]
        await anyio.to_thread.run_sync(gate.arrived.wait, 20)
        others = [(await orchestrator.post("/tasks")).json()["task_id"] for _ in range(2)]
        refused = await orchestrator.post("/tasks", headers={"Idempotency-Key": "later"})
        assert (refused.status_code, refused.json()["type"]) == (503, "busy")
        assert int(refused.headers["retry-after"]) > 0
        gate.open.set()
        for each in (first, *others):
            assert (await orchestrator.finished(each))["status"] == "succeeded"
        again = await orchestrator.post("/tasks", headers={"Idempotency-Key": "later"})
        assert again.status_code == 202
        assert (await orchestrator.finished(again.json()["task_id"]))["status"] == "succeeded"


async def test_a_service_that_fails_again_and_again_is_spared_and_ready_says_so(
    monkeypatch, start, services
):
    monkeypatch.setattr("shared.client.SPARED_S", 2.0)
    monkeypatch.setenv("ORCHESTRATOR_ASR_DEADLINE_S", "0.2")
    services.hold("asr")
    async with start() as orchestrator:
        for _ in range(3):
            answer = await orchestrator.post(reference_text="I am happy")
            assert answer.status_code == 504
        n_asked = services.calls.count("asr")
        spared = await orchestrator.post(reference_text="I am happy")
        assert spared.status_code == 502
        assert "failed 3 times in a row" in spared.json()["detail"]
        assert services.calls.count("asr") == n_asked
        ready = await orchestrator.client.get("/ready")
        assert ready.status_code == 503
        assert ready.json()["upstreams"]["asr-service"] == "spared"
        metrics = (await orchestrator.client.get("/metrics")).text
        assert 'orchestrator_upstream_spared{service="asr-service"} 1.0' in metrics
        services.gates.pop("asr").open.set()
        await anyio.sleep(2.1)
        answer = await orchestrator.post(reference_text="I am happy")
        assert answer.status_code == 200
