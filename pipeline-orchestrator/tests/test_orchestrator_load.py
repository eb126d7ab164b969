"""More than can be worked on: who is let in, whose task comes first, and what the others are told."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import anyio
import httpx
import pytest
from sqlalchemy.orm import Session

from ..app.db import leases
from ..app.db.models import EventRow, StageRow, Task, now
from ..app.domain.ahead import QueueAhead
from ..app.domain.principal import SYSTEM

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


async def test_a_nights_work_keeps_nobody_who_looks_after_their_own(
    monkeypatch, start, services, rows
):
    monkeypatch.setenv("ORCHESTRATOR_WORKERS", "1")
    gate = services.hold("asr")
    async with start() as orchestrator:
        night = [(await orchestrator.post("/tasks")).json()["task_id"] for _ in range(8)]
        await anyio.to_thread.run_sync(gate.arrived.wait, 20)
        sent = [
            await orchestrator.post("/tasks", headers={"Prefer": f"wait={seconds}"})
            for seconds in (90, 60, 80)
        ]
        assert [each.status_code for each in sent] == [202] * 3
        looked_after = [each.json()["task_id"] for each in sent]
        gate.open.set()
        for each in (*night, *looked_after):
            assert (await orchestrator.finished(each))["status"] == "succeeded"
        ended = rows("SELECT task_id FROM events WHERE name = 'task_finished' ORDER BY id")
        told = [str(UUID(each)) for (each,) in ended]
        order = [each for each in told if each in {*night, *looked_after}]
    places = [order.index(each) for each in looked_after]
    assert places[1] < places[2] < places[0] < 6
    assert [each for each in order if each in night] == night


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


async def test_who_waits_for_less_than_the_queue_takes_is_told_when_to_come_again(
    monkeypatch, start, services, rows
):
    monkeypatch.setenv("ORCHESTRATOR_WORKERS", "1")
    gate = services.hold("asr")
    async with start() as orchestrator:
        for _ in range(3):
            assert (await orchestrator.post("/tasks")).status_code == 202
        await anyio.to_thread.run_sync(gate.arrived.wait, 20)
        # Of the two that wait the oldest came a minute ago, and nothing has ended since.
        minute_ago = (datetime.now(UTC) - timedelta(seconds=60)).strftime("%Y-%m-%d %H:%M:%S.%f")
        rows(f"UPDATE tasks SET created_at = '{minute_ago}' WHERE status = 'queued'")
        listed = await task_ids(orchestrator)

        async def sent(prefer: str) -> httpx.Response:
            return await orchestrator.post("/tasks", headers={"Prefer": prefer})

        refused = [await sent("wait=30"), await sent('respond-async, WAIT = "5"; x=1')]
        assert {(each.status_code, each.json()["type"]) for each in refused} == {(503, "busy")}
        soon, sooner = (int(each.headers["retry-after"]) for each in refused)
        # A minute, less half of what they wait, once to twice.
        assert 45 <= soon <= 90
        assert 58 <= sooner <= 120
        assert await task_ids(orchestrator) == listed
        for taken in ("wait=150", "await=5", "wait=soon", "respond-async"):
            assert (await sent(taken)).status_code == 202
        # Calls and transcripts have workers of their own.
        long = await orchestrator.post("/transcripts", headers={"Prefer": "wait=5"})
        assert long.status_code == 202
        gate.open.set()


async def test_nobody_is_refused_where_nobody_waits(start):
    async with start() as orchestrator:
        for _ in range(3):
            answer = await orchestrator.post("/tasks", headers={"Prefer": "wait=0"})
            assert answer.status_code == 202
            await orchestrator.finished(answer.json()["task_id"])


@pytest.mark.parametrize(
    ("ahead", "stay_s"),
    [
        (QueueAhead(0, 2, 0.0, 0), 0.0),
        # Nobody waits for those that are there: one of them may come by its age.
        (QueueAhead(5, 2, 4.0, 0), 4.0),
        (QueueAhead(5, 2, 4.0, 2, work_s=6.0), 12.0),
        (QueueAhead(1, 1, 30.0, 2, work_s=6.0), 30.0),
        (QueueAhead(9, 2, 30.0, 10), 12.0),
        (QueueAhead(2000, 1, 120.0, 40), 9.0),
        # Those whose patience ends before mine are before me, and some by their age.
        (QueueAhead(9, 2, 30.0, 10, 0.0, (5.0, 20.0, 60.0, 61.0)), 24.0),
        (QueueAhead(5, 2, 30.0, 10, 0.0, (5.0, 20.0, 60.0, 60.0, 60.0)), 24.0),
        (QueueAhead(9, 2, 30.0, 10, 0.0, (61.0, 70.0)), 12.0),
    ],
)
async def test_a_stay_is_those_ahead_at_the_pace_of_late(ahead, stay_s):
    assert ahead.stay_s(60) == stay_s


@pytest.mark.parametrize(
    ("patiences_s", "waits_s", "late_s"),
    [
        ((), 60, 0.0),
        ((), 15, 3.0),
        ((10.0, 20.0, 30.0), 60, 0.0),
        # With it there the second would be done after 21 s, not 15.
        ((17.0, 18.0), 16, 3.0),
        ((20.0, 21.0), 19, 0.6),
        ((20.0, 21.0), 35, 0.0),
        # The last of the six would be late without it, too; the third is not.
        ((21.0,) * 6, 20, 3.0),
        ((20.0, 21.0, 120.0), 60, 0.0),
    ],
)
async def test_nobody_is_taken_who_makes_others_late(patiences_s, waits_s, late_s):
    ahead = QueueAhead(9, 2, 30.0, 10, 0.0, patiences_s)
    assert ahead.late_s(waits_s, share=0.6) == pytest.approx(max(0.0, late_s))


def test_the_pace_is_that_since_the_oldest_came_on_both_databases(database):
    def add(session: Session, tenant: str, came_s: float, status: str, **more: Any) -> Task:
        task = Task(
            tenant=tenant, audio_uri="a", status=status,
            created_at=now() - timedelta(seconds=came_s), **more,
        )  # fmt: skip
        session.add(task)
        session.flush()
        return task

    def fill(session: Session) -> None:
        for task in session.query(Task).all():
            session.delete(task)
        session.flush()
        add(session, "north", 20, "queued")
        add(session, "south", 10, "queued")
        add(session, "north", 5, "queued", retry_at=now() + timedelta(seconds=60))
        add(session, "north", 50, "queued", pipeline="transcript")
        add(session, "south", 30, "running")
        for ended_s, pipeline in ((25, "pronunciation"), (15, "pronunciation"), (2, "pronunciation"), (1, "calls")):  # fmt: skip
            task = add(session, "north", 40, "succeeded", pipeline=pipeline)
            for stage, ms in (("asr", 1000), ("align", 3000 + 3000 * (ended_s == 2)), ("tts", None)):  # fmt: skip
                session.add(StageRow(tenant="north", task_id=task.id, name=stage, status="succeeded", elapsed_ms=ms))  # fmt: skip
            at = now() - timedelta(seconds=ended_s)
            for name in ("stage_finished", "task_finished"):
                session.add(EventRow(tenant="north", task_id=task.id, name=name, created_at=at))

    database(fill)
    short = database(lambda s: leases.ahead(s, SYSTEM, long=False))
    assert (short.n_waiting, short.n_running, short.n_ended) == (2, 1, 2)
    assert short.seen_s == pytest.approx(20, abs=5)
    assert short.work_s == pytest.approx((4 + 4 + 7) / 3)
    long = database(lambda s: leases.ahead(s, SYSTEM, long=True))
    assert (long.n_waiting, long.n_running, long.n_ended) == (1, 0, 1)


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
