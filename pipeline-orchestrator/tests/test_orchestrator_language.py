"""Languages and transcripts through the door."""

import pytest

from shared.roster import LANGUAGE

from .conftest import STAMP

pytestmark = pytest.mark.anyio

DETECTED = {
    **STAMP,
    "language": "hi",
    "script": "Latn",
    "probability": 0.98,
    "candidates": [{"language": "hi", "probability": 0.98}],
}
WRITTEN = {
    **STAMP,
    "language": "en",
    "original": "twenty cats",
    "written": "20 cats",
    "spans": [{"start": 0, "end": 6, "original": "twenty", "written": "20", "kind": "number"}],
}


async def test_the_language_of_a_text_is_told(orchestrator, services):
    services.answers[LANGUAGE.name] = DETECTED
    told = await orchestrator.client.post("/api/v1/detect", json={"text": "kya haal hai"})
    assert services.requests[LANGUAGE.name] == {"text": "kya haal hai"}
    assert (told.json()["language"], told.json()["candidates"]) == ("hi", DETECTED["candidates"])


async def test_a_transcript_is_written_down(orchestrator, services):
    services.answers[LANGUAGE.name] = WRITTEN
    asked = {"text": "twenty cats", "language": "en-IN", "punctuation": False}
    told = await orchestrator.client.post("/normalise", json=asked)
    assert services.requests[LANGUAGE.name] == {
        "text": "twenty cats", "language": "en", "numbers": True, "casing": True, "punctuation": False,
    }  # fmt: skip
    assert (told.json()["written"], told.json()["spans"]) == ("20 cats", WRITTEN["spans"])


@pytest.mark.parametrize("path", ["/detect", "/normalise"])
async def test_what_the_service_refuses_is_told_to_who_asked(orchestrator, services, path):
    services.refuse(LANGUAGE.name, 422, detail="none in 'fr'", field="language")
    refused = await orchestrator.client.post(path, json={"text": "bonjour"})
    assert (refused.status_code, refused.json()["field"]) == (422, "language")
    assert (await orchestrator.client.post(path, json={"text": ""})).json()["field"] == "text"


async def test_without_the_service_only_its_own_routes_fail(monkeypatch, start, services):
    monkeypatch.setenv("LANGUAGE_URL", "http://127.0.0.1:9")
    async with start() as running:
        ready = await running.client.get("/ready")
        assert (ready.status_code, ready.json()["upstreams"][LANGUAGE.name]) == (200, "unreachable")
        failed = await running.client.post("/detect", json={"text": "hello"})
        problem = failed.json()
        assert (failed.status_code, problem["service"]) == (502, LANGUAGE.name)
        assert "stage" not in problem
