"""Languages and transcripts through the door."""

import json

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


SENTENCE = {
    "source": "Hello.", "before": "", "translation": "नमस्ते।", "reason": None, "kept": False, "confidence": 0.9, "score": None,
    "length_ratio": 1.0, "script_share": 1.0, "round_trip": None, "formality": None,
}  # fmt: skip
TRANSLATED = {
    "source_language": "en", "source_probability": None, "translation": "नमस्ते।", "reason": None, "confidence": 0.9,
    "sentences": [SENTENCE], "after": "", "engine": "fake", "model_version": "1",
}  # fmt: skip
ASKED = {"texts": ["Hello."], "source": "en", "target": "hi-IN"}
TOLD = [
    {"type": "sentence", "text": 0, "index": 0, "sentence": SENTENCE},
    {"type": "text", "text": 0, "translation": TRANSLATED},
    {"type": "done", **STAMP, "target": "hi", "n_texts": 1},
]
EVENTS = {"accept": "text/event-stream"}


async def test_texts_are_translated(orchestrator, services):
    services.answers[LANGUAGE.name] = {**STAMP, "target": "hi", "translations": [TRANSLATED]}
    told = await orchestrator.client.post("/api/v1/translate", json=ASKED)
    assert services.requests[LANGUAGE.name] == {
        "texts": ["Hello."], "source": "en", "target": "hi", "glossary": [], "formality": None, "round_trip": False,
    }  # fmt: skip
    assert told.json()["translations"] == [TRANSLATED]


async def test_a_translation_is_told_sentence_by_sentence(orchestrator, services):
    services.lines[LANGUAGE.name] = TOLD
    told = await orchestrator.client.post("/translate", json=ASKED, headers=EVENTS)
    assert told.headers["content-type"].startswith("text/event-stream")
    assert services.headers[LANGUAGE.name]["accept"] == "application/x-ndjson"
    events = [each.split("\ndata: ") for each in told.text.split("\n\n") if each]
    assert [name for name, _ in events] == ["event: sentence", "event: text", "event: done"]
    assert json.loads(events[0][1])["sentence"] == SENTENCE


async def test_a_problem_in_the_middle_of_a_translation_is_its_last_event(orchestrator, services):
    problem = {"type": "engine-failed", "title": "no", "status": 500, "detail": "it failed"}
    services.lines[LANGUAGE.name] = [TOLD[0], {"type": "problem", "problem": problem}]
    told = await orchestrator.client.post("/translate", json=ASKED, headers=EVENTS)
    *_, last = [each for each in told.text.split("\n\n") if each]
    assert last.startswith("event: problem\n")
    assert json.loads(last.partition("data: ")[2])["problem"]["service"] == LANGUAGE.name


@pytest.mark.parametrize("headers", [{}, EVENTS])
async def test_a_pair_that_the_translator_lacks_is_told_to_who_asked(
    orchestrator, services, headers
):
    services.refuse(LANGUAGE.name, 422, detail="it has en→hi", field="target")
    refused = await orchestrator.client.post("/translate", json=ASKED, headers=headers)
    told = refused.json()
    assert (refused.status_code, told["field"], told["detail"]) == (422, "target", "it has en→hi")
    more = {**ASKED, "texts": ["x"] * 65}
    assert (await orchestrator.client.post("/translate", json=more)).json()["field"] == "texts"
