"""The service over HTTP, with the mock engine and with the real one."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.contracts import PhonemeMap
from shared.testing import service_client

from ..app.main import app

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client(mock_mode: None) -> AsyncIterator[httpx.AsyncClient]:
    async with service_client(app) as client:
        yield client


@pytest.fixture
async def real(real_models: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with service_client(app) as client:
        yield client


async def test_the_operations_endpoints_answer(client: httpx.AsyncClient):
    assert (await client.get("/health")).json() == {
        "status": "ok",
        "service": "phoneme-map-service",
    }
    ready = await client.get("/ready")
    assert ready.status_code == 200
    assert (ready.json()["status"], ready.json()["engine"]) == ("ready", "mock")
    assert (await client.get("/version")).json()["mock"] is True
    assert 'service="phoneme-map-service"' in (await client.get("/metrics")).text
    assert "/map" in (await client.get("/openapi.json")).json()["paths"]


async def test_the_mock_says_a_phone_a_letter_and_keeps_the_contract(client: httpx.AsyncClient):
    response = await client.post("/map", json={"text": "Bad cab."})
    assert response.status_code == 200
    mapped = PhonemeMap.model_validate(response.json())
    assert mapped.mock
    assert [w.pronunciations[0].phones for w in mapped.words] == [
        ["B", "AE1", "D"],
        ["K", "AE1", "B"],
    ]
    assert mapped.out_of_vocabulary == ["Bad", "cab"]


async def test_process_is_the_same_endpoint(client: httpx.AsyncClient):
    body = {"text": "Bad cab."}
    answers = [(await client.post(path, json=body)).json() for path in ("/map", "/process")]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": "a", "words": ["a"]}, "text"),
        ({"text": ""}, "text"),
        ({"text": "?!"}, "text"),
        ({"text": "a" + " a" * 1000}, "text"),
        ({"text": "नमस्ते"}, "text"),
        ({"text": "cat{XX}"}, "text"),
        ({"words": []}, "words"),
        ({"words": ["नमस्ते"]}, "words"),
        ({"words": ["a" * 99] * 21}, "words"),
        ({"text": "cat", "lexicon": {"cat": ["K QQ T"]}}, "lexicon"),
        ({"text": "cat", "lexicon": {"cat": []}}, "lexicon.cat"),
        ({"text": "cat", "tone": 3}, "tone"),
    ],
)
async def test_bad_input_is_a_problem_that_names_the_field(
    client: httpx.AsyncClient, body: dict[str, Any], field: str
):
    response = await client.post("/map", json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["field"] == field
    assert "Traceback" not in response.text


async def test_a_sentence_is_mapped_with_ipa_syllables_and_places(real: httpx.AsyncClient):
    response = await real.post("/map", json={"text": "Vegetables, 23 photos"})
    mapped = PhonemeMap.model_validate(response.json())
    assert (mapped.engine, mapped.mock) == ("cmudict", False)
    assert [(w.text, w.token, w.start_char, w.end_char) for w in mapped.words] == [
        ("Vegetables", "Vegetables", 0, 10),
        ("twenty", "23", 12, 14),
        ("three", "23", 12, 14),
        ("photos", "photos", 15, 21),
    ]
    photos = mapped.words[3].pronunciations[0]
    assert photos.ipa == "ˈfoʊˌtoʊz"
    assert [(s.phones, s.stress) for s in photos.syllables] == [
        (["F", "OW1"], 1),
        (["T", "OW2", "Z"], 2),
    ]
    assert mapped.out_of_vocabulary == []


async def test_without_variants_each_word_has_only_the_usual_one(real: httpx.AsyncClient):
    body = {"text": "the end", "variants": False}
    mapped = PhonemeMap.model_validate((await real.post("/map", json=body)).json())
    assert [[p.phones for p in w.pronunciations] for w in mapped.words] == [
        [["DH", "IY0"]],
        [["EH1", "N", "D"]],
    ]


async def test_a_callers_lexicon_is_heard_and_guessed_words_are_named(real: httpx.AsyncClient):
    body = {"words": ["Priya's", "from", "Koramangala"], "lexicon": {"priya": ["P R IY1 Y AH0"]}}
    mapped = PhonemeMap.model_validate((await real.post("/map", json=body)).json())
    priya = mapped.words[0]
    assert (priya.source, priya.pronunciations[0].label) == ("caller", "caller")
    assert priya.pronunciations[0].phones == ["P", "R", "IY1", "Y", "AH0", "Z"]
    assert mapped.out_of_vocabulary == ["Koramangala"]
    assert mapped.text == "Priya's from Koramangala"


@pytest.mark.parametrize(
    ("text", "status"),
    [("0" * 2000, 422), ("0" * 700, 200), ("7 " * 1000, 200), ("1234567890" * 200, 200)],
)
async def test_figures_that_make_too_many_words_are_refused(real, text: str, status: int):
    """An answer of more than 16 MB nobody takes."""
    answer = await real.post("/map", json={"text": text})
    assert answer.status_code == status
    if status == 200:
        assert len(answer.content) < 16_000_000
    else:
        assert answer.json()["field"] == "text"


async def test_a_long_text_of_short_words_is_mapped(client):
    text = "I am at it. " * 166
    answer = await client.post("/map", json={"text": text})
    assert (answer.status_code, len(answer.json()["words"])) == (200, 664)
