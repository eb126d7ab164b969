"""The client that is awaited, against a fleet in mock mode: what differs from the one that blocks, which is made of it."""

import asyncio
import inspect
import os
import zipfile
from pathlib import Path

import anyio
import pytest
from agentforge_voice import (
    AsyncClient,
    AsyncSubmittedTask,
    Client,
    NotThere,
    SubmittedTask,
    TookTooLong,
    Unreachable,
)

from shared.testing.fleet import RunningFleet
from shared.testing.ports import free_port
from shared.testing.proxy import NetworkFault, UnreliableProxy

pytestmark = pytest.mark.anyio

TEXT = "I think this is a very good school."
STAGES = ["asr", "align", "phonemap", "diff", "feedback"]


async def test_several_recordings_are_judged_at_once(fleet: RunningFleet, recording: Path):
    async with AsyncClient(fleet.url) as client:
        results = await asyncio.gather(
            *(client.process(recording, text=TEXT, stages=STAGES) for _ in range(3))
        )
    assert [result.assessable for result in results] == [True] * 3
    assert len({result.task_id for result in results}) == 3


async def test_a_task_is_followed_to_its_result_and_heard(fleet: RunningFleet, recording: Path):
    async with AsyncClient(fleet.url) as client:
        task = await client.submit(recording, text=TEXT)
        events = [event async for event in task.follow()]
        assert [event.id for event in events] == list(range(1, len(events) + 1))
        assert events[-1].name == "task_finished"
        result = await task.result()
        assert "<audio" not in result.show().html  # nothing is fetched behind the caller's back
        audio = await client.load_audio(result)
        assert {"recording", "reference"} <= audio.keys()
        assert all(wav[:4] == b"RIFF" for wav in audio.values())
        assert "<audio" in result.show().html
        assert task.task_id in {str(each.task_id) async for each in client.tasks()}
        await task.delete()
        with pytest.raises(NotThere):
            await client.task(task.task_id)


async def test_others_go_on_while_it_waits(fleet: RunningFleet, recording: Path):
    n_turns = 0

    async def turn() -> None:
        nonlocal n_turns
        while True:
            await asyncio.sleep(0)
            n_turns += 1

    turning = asyncio.create_task(turn())
    async with AsyncClient(fleet.url) as client:
        await client.process(recording, text=TEXT, stages=STAGES)
    turning.cancel()
    assert n_turns > 100


async def test_who_is_cut_or_refused_for_now_comes_again(network: UnreliableProxy, recording: Path):
    network.faults = [
        NetworkFault("POST", status=503, retry_after="0"),
        NetworkFault("/events", cuts_after_events=2),
    ]
    async with AsyncClient(network.url) as client:
        task = await client.submit(recording, text=TEXT)
        events = [event async for event in task.follow()]
    assert [event.id for event in events] == list(range(1, len(events) + 1))
    assert [headers["last-event-id"] for headers in network.requests("/events")][:2] == ["0", "2"]
    assert len({headers["idempotency-key"] for headers in network.requests("POST")}) == 1


async def test_what_is_cancelled_ends_at_once(fleet: RunningFleet, recording: Path):
    async with AsyncClient(fleet.url) as client:
        with anyio.move_on_after(0) as scope:
            await client.process(recording, text=TEXT)
        assert scope.cancelled_caught
        assert (await client.voices()).default_voice  # and the client serves on


async def test_a_caller_whose_time_is_over_and_nobody_there_are_told(
    fleet: RunningFleet, recording: Path
):
    async with AsyncClient(fleet.url) as client:
        task = await client.submit(recording, text=TEXT)
        with pytest.raises(TookTooLong):
            _ = [event async for event in task.follow(timeout=0)]
    port = free_port()
    async with AsyncClient(f"http://127.0.0.1:{port}") as client:
        with pytest.raises(Unreachable):
            await client.voices()


async def test_a_speaker_agrees_is_exported_and_erased(
    fleet: RunningFleet, recording: Path, tmp_path: Path
):
    async with AsyncClient(fleet.url) as client:
        given = await client.speakers.give_consent("awaited", [recording])
        assert (given.holds, given.n_samples) == (True, 1)
        zipped = await client.speakers.export("awaited", tmp_path / "all.zip")
        assert zipfile.ZipFile(zipped).testzip() is None
        assert os.listdir(tmp_path) == ["all.zip"]
        assert (await client.speakers.erase("awaited")).n_consents == 1


@pytest.mark.parametrize(("blocks", "awaited"), [(Client, AsyncClient), (SubmittedTask, AsyncSubmittedTask)])  # fmt: skip
async def test_both_take_the_same(blocks: type, awaited: type):
    def calls(kind: type) -> dict[str, list[str]]:
        found = inspect.getmembers(kind, inspect.isfunction)
        return {name.removeprefix("a") if name == "aclose" else name: list(inspect.signature(each).parameters)
                for name, each in found if not name.startswith("_")}  # fmt: skip

    assert calls(blocks) == calls(awaited)
    assert calls(blocks)
