"""The service over HTTP, with the mock engine and with the embedded one."""

from collections.abc import AsyncIterator

import httpx
import pytest

from shared.contracts import DetectedLanguage
from shared.testing import service_client

from ..app.main import app

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client(mock_mode: None) -> AsyncIterator[httpx.AsyncClient]:
    async with service_client(app) as client:
        yield client


@pytest.fixture
async def embedded(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    monkeypatch.setenv("MOCK_MODE", "false")
    async with service_client(app) as client:
        yield client


async def test_the_operations_endpoints_answer(client: httpx.AsyncClient):
    assert (await client.get("/health")).json() == {"status": "ok", "service": "language-service"}
    ready = await client.get("/ready")
    assert ready.status_code == 200
    assert (ready.json()["status"], ready.json()["engine"]) == ("ready", "mock")
    assert 'service="language-service"' in (await client.get("/metrics")).text


async def test_the_mock_takes_a_script_for_one_language(client: httpx.AsyncClient):
    answer = await client.post("/detect", json={"text": "தமிழ் 12 ok"})
    told = DetectedLanguage.model_validate(answer.json())
    assert (told.mock, told.language, told.script, told.probability) == (True, "ta", "Taml", 1.0)


async def test_process_is_the_same_endpoint(client: httpx.AsyncClient):
    answers = [
        (await client.post(path, json={"text": "Good."})).json() for path in ("/detect", "/process")
    ]
    assert answers[0] == answers[1]


async def test_a_language_is_told_with_its_script_and_what_else_it_may_be(
    embedded: httpx.AsyncClient,
):
    told = (await embedded.post("/detect", json={"text": "मला मदत हवी आहे"})).json()
    assert (told["language"], told["script"], told["engine"]) == ("mr", "Deva", "embedded")
    assert told["candidates"][0] == {"language": "mr", "probability": told["probability"]}
    assert told["probability"] > 0.9
    assert sum(each["probability"] for each in told["candidates"]) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("text", ["12 345", "…", "😀", "ᏣᎳᎩ"])
async def test_what_no_letter_tells_is_undetermined(embedded: httpx.AsyncClient, text: str):
    told = (await embedded.post("/detect", json={"text": text})).json()
    assert (told["language"], told["probability"], told["candidates"]) == ("und", None, [])


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "a" * 5001}, {"text": 5}])
async def test_what_is_no_text_is_refused_by_its_field(client: httpx.AsyncClient, body: object):
    refused = await client.post("/detect", json=body)
    assert (refused.status_code, refused.json()["field"]) == (422, "text")


@pytest.mark.parametrize("name", ["numbers", "casing", "punctuation"])
@pytest.mark.parametrize("sent", [0, 1, "true", "no", None])
async def test_a_yes_or_no_is_sent_as_one(client: httpx.AsyncClient, name: str, sent: object):
    refused = await client.post("/normalise", json={"text": "nine rupees", name: sent})
    assert (refused.status_code, refused.json()["field"]) == (422, name)
