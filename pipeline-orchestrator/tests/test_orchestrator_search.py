"""Turns through the door: what is found, by whom, and what an erasure reaches; with search-service as it is, on the mock encoder."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import anyio
import httpx
import pytest
import uvicorn

from shared.contracts import Transcript
from shared.contracts.search import RecordingToIndex
from shared.mount import application
from shared.roster import ASR, SEARCH
from shared.testing.ports import free_port

from ..app.domain.options import Options
from ..app.domain.principal import LOCAL, Principal
from ..app.main import app as orchestrating
from ..app.pipelines.catalogue import PIPELINES
from ..app.pipelines.indexing import indexing_stage
from ..app.pipelines.spec import Materials, Pipeline, Stage
from ..app.pipelines.upstreams import Upstreams, ask
from ..app.tasks import submission
from ..app.tasks.intake import Intake
from .conftest import STAMP

pytestmark = pytest.mark.anyio


@dataclass
class SearchServer:
    """search-service in this process, at an address of its own; may be stopped and started again."""

    port: int = 0
    _server: uvicorn.Server | None = field(default=None)
    _thread: threading.Thread | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        config = uvicorn.Config(
            application(SEARCH), host="127.0.0.1", port=self.port, log_config=None, lifespan="on"
        )
        listener = config.bind_socket()
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]})
        self._thread.start()
        httpx.get(f"{self.url}/health", timeout=60).raise_for_status()

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join()
            self._server = self._thread = None


@pytest.fixture
def searching(services, monkeypatch: pytest.MonkeyPatch) -> Iterator[SearchServer]:
    server = SearchServer(free_port())
    monkeypatch.setenv("MOCK_MODE", "true")
    monkeypatch.setenv("SEARCH_URL", server.url)
    server.start()
    yield server
    server.stop()


class IndexedOptions(Options):
    stages: tuple[str, ...] = ("listen", "index")


async def listen(materials: Materials, upstreams: Upstreams) -> Transcript:
    recording = ("call.wav", materials.audio, "audio/wav")
    return await ask(Transcript, upstreams[ASR], "/process", data={}, files={"file": recording})


def what_was_said(materials: Materials) -> RecordingToIndex:
    transcript: Transcript = materials.given["transcript"]
    turn = {
        "index": 0,
        "speaker": "customer",
        "text": transcript.text,
        "start_s": 0.2,
        "end_s": 1.0,
    }
    return RecordingToIndex.model_validate(
        {"kind": "transcript", "agent": materials.task.options.speaker_id, "language": "en", "turns": [turn]}
    )  # fmt: skip


TOLD = Pipeline(
    "told",
    stages=(
        Stage("listen", listen, needs=("audio",), gives="transcript", result=Transcript, service=ASR),
        indexing_stage(what_was_said, needs=("transcript",)),
    ),
    options=IndexedOptions,
)  # fmt: skip


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PIPELINES, "told", TOLD)


async def submit(wav: bytes, principal: Principal = LOCAL, **options: Any) -> str:
    intake = Intake("told", IndexedOptions(**options), wav, (), 1.0)
    app = orchestrating.state.runtime.resources["app"]
    return str((await submission.submit(app, principal, intake, request_id=None)).task.id)


async def hits(client: httpx.AsyncClient, **params: Any) -> list[dict[str, Any]]:
    answer = await client.get("/api/v1/search", params={"q": "very good", **params})
    assert answer.status_code == 200, answer.text
    return answer.json()["hits"]


async def in_index(searching: SearchServer, tenant: str = "local") -> int:
    async with httpx.AsyncClient() as client:
        asked = {"tenant": tenant, "q": "very good"}
        return len((await client.post(f"{searching.url}/search", json=asked)).json()["hits"])


async def until_gone(searching: SearchServer) -> None:
    with anyio.fail_after(60):
        while await in_index(searching):  # noqa: ASYNC110 - another service's doing
            await anyio.sleep(0.1)


async def test_a_turn_is_found_with_where_its_task_is_and_from_where_to_play_it(
    searching, orchestrator, wav
):
    task_id = await submit(wav, speaker_id="priya")
    shown = await orchestrator.finished(task_id)
    assert shown["status"] == "succeeded"
    (hit,) = await hits(orchestrator.client, agent="priya", language="en-IN", task_id=task_id)
    assert (hit["task_id"], hit["text"], hit["speaker"]) == (task_id, "Very good", "customer")
    assert (hit["start_s"], hit["play_from_s"], hit["matched"]) == (0.2, 0.0, "both")
    assert (await orchestrator.client.get(hit["path"])).json()["task_id"] == task_id
    for nothing in ({"agent": "ravi"}, {"language": "hi"}, {"task_id": str(uuid4())}, {"kind": "call"}):  # fmt: skip
        assert await hits(orchestrator.client, **nothing) == []


async def test_a_task_whose_turns_cant_be_indexed_is_whole_but_for_that(
    start, services, wav, monkeypatch
):
    monkeypatch.setenv("SEARCH_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("ORCHESTRATOR_MAX_RETRIES", "0")
    async with start() as running:
        shown = await running.finished(await submit(wav))
        assert shown["status"] == "partial"
        failed = await running.client.get("/search", params={"q": "good"})
        assert (failed.status_code, failed.json()["service"]) == (502, SEARCH.name)


async def emptied(searching: SearchServer, *task_ids: str) -> None:
    """As an index that was lost."""
    async with httpx.AsyncClient() as client:
        for task_id in task_ids:
            (await client.delete(f"{searching.url}/recordings/local/{task_id}")).raise_for_status()


async def until_found(searching: SearchServer, n: int) -> None:
    with anyio.fail_after(60):
        while await in_index(searching) < n:  # noqa: ASYNC110 - another service's doing
            await anyio.sleep(0.1)


async def test_an_index_that_was_lost_is_built_anew_of_the_events(searching, orchestrator, wav):
    sent = [await submit(wav, speaker_id=speaker) for speaker in ("priya", "ravi", "anu")]
    for task_id in sent:
        await orchestrator.finished(task_id)
    before = await hits(orchestrator.client)
    assert len(before) == 3
    await until_published(orchestrator.client, 3)
    erased = sent.pop()
    await orchestrator.client.delete(f"/tasks/{erased}")
    before = await hits(orchestrator.client)
    await emptied(searching, *sent)
    assert await hits(orchestrator.client) == []
    asked = await orchestrator.client.post("/events/replay", json={"consumer": "search-index"})
    assert (asked.status_code, asked.json()["n_events"]) == (202, 2)
    await until_found(searching, 2)
    assert await hits(orchestrator.client) == before


async def until_published(client: httpx.AsyncClient, n: int) -> None:
    with anyio.fail_after(60):
        while True:
            told = (await client.get("/events", params={"type": "task.finished"})).json()["items"]
            if sum(each["sequence"] is not None for each in told) == n:
                return
            await anyio.sleep(0.1)


async def test_what_could_not_be_indexed_is_as_soon_as_search_is_back(
    start, services, wav, monkeypatch, searching
):
    searching.stop()
    monkeypatch.setenv("ORCHESTRATOR_SERVICES_START_S", "0")
    async with start() as running:
        shown = await running.finished(await submit(wav))
        assert shown["status"] == "partial"
        searching.start()
        await until_found(searching, 1)
        assert len(await hits(running.client)) == 1


@pytest.mark.parametrize("by", ["/tasks/{task_id}", "/speakers/priya"])
async def test_what_is_erased_is_not_found(searching, orchestrator, wav, by):
    task_id = await submit(wav, speaker_id="priya")
    await orchestrator.finished(task_id)
    assert await in_index(searching) == 1
    answer = await orchestrator.client.delete(by.format(task_id=task_id))
    assert answer.status_code in {200, 204}
    assert await in_index(searching) == 0


@pytest.mark.parametrize("by", ["/tasks/{task_id}", "/speakers/priya"])
async def test_what_is_erased_while_search_is_away_is_told_by_nobody_and_goes_when_it_is_back(
    searching, orchestrator, wav, by, rows
):
    task_id = await submit(wav, speaker_id="priya")
    await orchestrator.finished(task_id)
    searching.stop()
    answer = await orchestrator.client.delete(by.format(task_id=task_id))
    assert answer.status_code in {200, 202}
    assert answer.json().get("erasure_pending", True) is True
    assert rows("SELECT 1 FROM erasures WHERE in_index AND task_id = ?", task_id)
    searching.start()
    assert await hits(orchestrator.client) == []
    await until_gone(searching)


async def test_an_erasure_that_search_missed_outlives_a_restart(searching, start, wav):
    async with start() as first:
        task_id = await submit(wav)
        await first.finished(task_id)
        searching.stop()
        assert (await first.client.delete(f"/tasks/{task_id}")).status_code == 202
    searching.start()
    assert await in_index(searching) == 1
    async with start():
        await until_gone(searching)


async def test_what_has_been_kept_for_long_enough_goes_from_the_index_too(
    searching, orchestrator, wav, rows
):
    task_id = await submit(wav)
    await orchestrator.finished(task_id)
    rows("UPDATE tasks SET created_at = '2020-01-01 00:00:00' WHERE id = ?", task_id)
    app = orchestrating.state.runtime.resources["app"]
    app.purger.days["results"] = 30
    await app.purger.purge()
    assert await in_index(searching) == 0


async def test_only_tasks_that_were_to_be_indexed_are_asked_for(orchestrator, services, wav):
    services.answers[SEARCH.name] = {**STAMP, "n_turns": 0}
    judged = (await orchestrator.post(reference_text="Very good.")).json()["task_id"]
    listened = await submit(wav, stages=("listen",))
    await orchestrator.finished(listened)
    for task_id in (judged, listened):
        assert (await orchestrator.client.delete(f"/tasks/{task_id}")).status_code == 204


async def test_each_sees_what_they_see_of_tasks(searching, service, door, wav):
    north = Principal("north", "service", "service")
    other = Principal("south", "service", "service")
    sent = {
        name: await submit(wav, principal, speaker_id=speaker)
        for name, principal, speaker in (
            ("priya", north, "priya"), ("ravi", north, "ravi"), ("south", other, "priya"),
        )
    }  # fmt: skip

    async def as_(role: str, subject: str, tenant: str = "north") -> httpx.AsyncClient:
        _, key = await door.keyring.make(
            f"{role} {subject}", tenant=tenant, role=role, subject=subject
        )
        return httpx.AsyncClient(
            transport=service._transport,
            base_url=service.base_url,
            headers={"authorization": f"Bearer {key}"},
            timeout=60,
        )

    operator, learner = await as_("operator", "o"), await as_("learner", "priya")
    teacher, stranger = await as_("teacher", "anna"), await as_("operator", "s", "south")
    for name, client in (("priya", operator), ("ravi", operator), ("south", stranger)):
        assert (await client.get(f"/tasks/{sent[name]}/events")).status_code == 200

    async def seen(client: httpx.AsyncClient, **params: Any) -> set[str]:
        names = {task_id: name for name, task_id in sent.items()}
        return {names[hit["task_id"]] for hit in await hits(client, **params)}

    assert await seen(operator) == {"priya", "ravi"}
    assert await seen(stranger) == {"south"}
    assert await seen(learner) == {"priya"}
    assert await seen(learner, agent="priya") == {"priya"}
    refused = await learner.get("/search", params={"q": "good", "agent": "ravi"})
    assert (refused.status_code, refused.json()["field"]) == (403, "agent")
    assert await seen(teacher) == set()
    made = (await teacher.post("/classes", json={"name": "7b"})).json()
    joins = {"code": made["code"], "called": "R", "speaker_id": "ravi", "share": "everything"}
    assert (await operator.post("/memberships", json=joins)).status_code == 201
    assert await seen(teacher) == {"ravi"}
    assert await seen(teacher, task_id=sent["priya"]) == set()


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"q": ""}, "q"),
        ({"q": "good", "limit": "51"}, "limit"),
        ({"q": "good", "started_from": "2026-11-27T09:30:00"}, "started_from"),
        ({"q": "good", "sentiment": "angry"}, "sentiment"),
        ({"q": "…"}, "q"),
    ],
)
async def test_a_question_that_cant_be_asked_is_refused_by_its_field(
    searching, orchestrator, asked, parameter
):
    refused = await orchestrator.client.get("/search", params=asked)
    assert (refused.status_code, refused.json()["field"]) == (422, parameter)
