"""The service over HTTP, with the mock encoder, and with e5-small."""

import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import anyio
import httpx
import pytest
import qdrant_edge as edge

from shared.contracts.search import FoundTurns
from shared.testing import service_client

from ..app.main import app
from ..app.services.engines.mock import MockEncoder
from ..app.services.engines.vectors.edge import EdgeVectors
from ..app.services.index.turn_index import TurnIndex

pytestmark = pytest.mark.anyio
PATH = "/recordings/north/call-1"


@pytest.fixture
async def client(mock_mode: None) -> AsyncIterator[httpx.AsyncClient]:
    async with service_client(app) as client:
        yield client


def call(*texts: str, **fields: Any) -> dict[str, Any]:
    turns = [
        {"index": n, "speaker": "customer", "text": text, "start_s": 2.0 * n, "end_s": 2.0 * n + 1}
        for n, text in enumerate(texts)
    ]
    return {"kind": "call", "turns": turns, **fields}


async def test_the_operations_endpoints_answer(client: httpx.AsyncClient):
    assert (await client.get("/health")).json() == {"status": "ok", "service": "search-service"}
    ready = (await client.get("/ready")).json()
    assert (ready["status"], ready["engine"]) == ("ready", "mock")
    assert 'service="search-service"' in (await client.get("/metrics")).text


async def test_turns_are_put_found_and_erased(client: httpx.AsyncClient):
    sent = call("Where is my kettle?", "It is late.", "…")
    stored = (await client.put(PATH, json=sent)).json()
    assert (stored["n_turns"], stored["n_replaced"], stored["mock"]) == (2, 0, True)
    assert (await client.put(PATH, json=sent)).json()["n_replaced"] == 2
    answer = await client.post("/search", json={"tenant": "north", "q": "kettle", "limit": 1})
    told = FoundTurns.model_validate(answer.json())
    (hit,) = told.hits
    assert (hit.recording_id, hit.index, hit.text, hit.matched) == (
        "call-1", 0, "Where is my kettle?", "both",
    )  # fmt: skip
    assert (hit.start_s, hit.end_s, hit.score) == (0.0, 1.0, 1.0)
    assert told.took_ms > 0
    assert (await client.delete(PATH)).json()["n_turns"] == 2
    assert (await client.delete(PATH)).json()["n_turns"] == 0
    after = await client.post("/process", json={"tenant": "north", "q": "kettle"})
    assert after.json()["hits"] == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"turns": [call("a")["turns"][0]] * 2}, "turns.1.index"),
        ({"turns": [{**call("a")["turns"][0], "start_s": 3.0}]}, "turns.0.end_s"),
        ({"turns": [{**call("a")["turns"][0], "sentiment": "angry"}]}, "turns.0.sentiment"),
        ({"started_at": "2026-11-27T09:30:00"}, "started_at"),
        ({"kind": "film"}, "kind"),
        ({"mood": "good"}, "mood"),
    ],
)
async def test_a_recording_that_cant_be_is_refused_and_nothing_of_it_kept(
    client: httpx.AsyncClient, changed: dict[str, Any], field: str
):
    refused = await client.put(PATH, json={**call("kettle"), **changed})
    assert (refused.status_code, refused.json()["field"]) == (422, field)
    found = await client.post("/search", json={"tenant": "north", "q": "kettle"})
    assert found.json()["hits"] == []


@pytest.mark.parametrize(
    "path", ["/recordings/North/a", "/recordings/../a", "/recordings/north/a.b"]
)
async def test_a_name_that_could_lead_elsewhere_is_refused(client: httpx.AsyncClient, path: str):
    for method in ("PUT", "DELETE"):
        refused = await client.request(
            method, path, json=call("kettle") if method == "PUT" else None
        )
        assert refused.status_code in {404, 405, 422}


@pytest.mark.parametrize(
    "asked", [{"q": ""}, {"q": "…"}, {"q": "a", "limit": 51}, {"q": "a", "tenant": "../north"}]
)
async def test_a_question_that_asks_nothing_is_refused(
    client: httpx.AsyncClient, asked: dict[str, Any]
):
    refused = await client.post("/search", json={"tenant": "north", **asked})
    assert refused.status_code == 422
    assert refused.json()["field"] in asked


async def test_questions_are_answered_while_a_long_recording_is_indexed(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    await client.put("/recordings/north/short", json=call("kettle"))
    line = app.state.runtime.host.line
    begun, go_on = threading.Event(), threading.Event()
    passages = MockEncoder.passages

    def slowly(encoder: MockEncoder, texts: list[str]) -> Any:
        begun.set()
        assert go_on.wait(30)
        return passages(encoder, texts)

    async def once(is_so: Callable[[], bool]) -> None:
        while not is_so():  # noqa: ASYNC110 - of a thread, and of a line
            await anyio.sleep(0.01)

    monkeypatch.setattr(MockEncoder, "passages", slowly)
    asked = {"tenant": "north", "q": "kettle"}
    found: list[httpx.Response] = []

    async def ask() -> None:
        found.append(await client.post("/search", json=asked))

    async with anyio.create_task_group() as group:
        group.start_soon(lambda: client.put(PATH, json=call(*["lamp"] * 40)))
        await once(begun.is_set)
        group.start_soon(ask)
        await once(lambda: line.waiting == 1)
        group.start_soon(lambda: client.delete(PATH))
        await once(lambda: line.waiting == 2)
        go_on.set()
        await once(lambda: bool(found))
        assert [hit["recording_id"] for hit in found[0].json()["hits"]] == ["short"]
    after = (await client.post("/search", json={"tenant": "north", "q": "lamp"})).json()
    assert [hit["recording_id"] for hit in after["hits"]] == ["short"]


async def test_where_too_many_wait_one_is_told_to_come_again(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    line = app.state.runtime.host.line
    monkeypatch.setattr(line, "most_waiting", 0)
    async with line.place():
        refused = await client.post("/search", json={"tenant": "north", "q": "kettle"})
        late = await client.put(PATH, json=call("kettle"))
    for each in (refused, late):
        assert (each.status_code, each.json()["type"].rpartition("/")[2]) == (503, "busy")
        assert int(each.headers["retry-after"]) >= 1


async def test_meaning_is_found_without_a_common_word_and_in_another_language(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("MOCK_MODE", "false")
    async with service_client(app) as client:
        texts = [
            "I sent the kettle back a month ago and you still owe me.",
            "The courier was friendly and came on time.",
            "Which colours does the sofa come in?",
            "मुझे अपना पासवर्ड याद नहीं है।",
        ]
        await client.put(PATH, json=call(*texts))
        for q, expected in (
            ("waiting weeks for money to be returned", 0),
            ("praise for the delivery person", 1),
            ("cannot log in, forgotten credentials", 3),
        ):
            asked = {"tenant": "north", "q": q}
            hits = (await client.post("/search", json=asked)).json()["hits"]
            assert (hits[0]["index"], hits[0]["matched"]) == (expected, "meaning")


def kept(index: TurnIndex) -> dict[str, Any]:
    """Id of a turn → its vector, as it lies in the store."""
    vectors = index._parts.get().vectors  # pyright: ignore[reportPrivateUsage]
    assert isinstance(vectors, EdgeVectors)
    everything = edge.ScrollRequest(limit=1000, with_payload=False, with_vector=True)
    found, _ = vectors._shard.scroll(everything)  # pyright: ignore[reportPrivateUsage]
    return {str(each.id): tuple(each.vector) for each in found}  # pyright: ignore[reportArgumentType]


async def test_an_index_that_is_built_anew_has_the_same_ids_and_vectors(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("MOCK_MODE", "false")
    recordings = {
        "a": call(*[f"I have waited {n} days for my parcel." for n in range(1, 20)]),
        "b": call("मुझे अपना पासवर्ड याद नहीं है।", "Where is my parcel?"),
        "c": call("Which colours does the sofa come in?"),
    }
    async with service_client(app) as client:
        for name, sent in recordings.items():
            await client.put(f"/recordings/north/{name}", json=sent)
        index = app.state.runtime.resources["index"]
        before = kept(index)
        assert len(before) == 22
        for name in recordings:
            await client.delete(f"/recordings/north/{name}")
        assert kept(index) == {}
        for name in reversed(recordings):
            await client.put(f"/recordings/north/{name}", json=recordings[name])
        assert kept(index) == before
