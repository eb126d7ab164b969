"""The service over HTTP, with the mock engine: no models are needed."""

from collections.abc import AsyncIterator

import httpx
import numpy as np
import pytest

from shared.audio import encode_wav
from shared.contracts import Transcript
from shared.settings import REPO_ROOT
from shared.testing import service_client

from ..app.main import app

pytestmark = pytest.mark.anyio

RATE_HZ = 16_000
SPEECH = (REPO_ROOT / "asr-service" / "tests" / "audio" / "american_english.flac").read_bytes()


def wav(samples: np.ndarray) -> bytes:
    return encode_wav(samples.astype(np.float32), RATE_HZ)


@pytest.fixture
async def client(mock_mode: None) -> AsyncIterator[httpx.AsyncClient]:
    async with service_client(app) as client:
        yield client


async def process(client: httpx.AsyncClient, content: bytes, **form: str) -> httpx.Response:
    return await client.post("/process", files={"file": ("recording.wav", content)}, data=form)


async def test_the_operations_endpoints_answer(client: httpx.AsyncClient):
    assert (await client.get("/health")).json() == {"status": "ok", "service": "asr-service"}
    ready = await client.get("/ready")
    assert ready.status_code == 200
    assert ready.json() == {
        "status": "ready",
        "service": "asr-service",
        "failed": {},
        "engine": "mock",
        "model_version": "1",
        "mock": True,
    }
    assert (await client.get("/version")).json()["engine"] == "mock"
    assert 'service="asr-service"' in (await client.get("/metrics")).text


async def test_speech_becomes_a_transcript_that_keeps_the_contract(client: httpx.AsyncClient):
    response = await process(client, SPEECH)
    assert response.status_code == 200
    transcript = Transcript.model_validate(response.json())
    assert transcript.mock
    assert transcript.assessable
    assert transcript.language == "en"
    assert transcript.text == " ".join(word.text for word in transcript.words)


async def test_the_mock_says_the_same_of_the_same_recording(client: httpx.AsyncClient):
    first = (await process(client, SPEECH)).json()
    assert (await process(client, SPEECH)).json() == first


async def test_mock_words_follow_each_other_within_the_recording(client: httpx.AsyncClient):
    transcript = Transcript.model_validate((await process(client, SPEECH)).json())
    starts = [word.start_s for word in transcript.words]
    assert starts == sorted(starts)
    assert starts[0] == 0.0
    assert transcript.words[-1].end_s == pytest.approx(transcript.checks.duration_s, abs=1e-3)


TIME_S = np.arange(2 * RATE_HZ) / RATE_HZ


@pytest.mark.parametrize(
    ("samples", "reason"),
    [
        (np.zeros(2 * RATE_HZ), "silence"),
        (np.random.default_rng(0).normal(0, 0.1, 2 * RATE_HZ), "noise"),
        (0.3 * np.sin(2 * np.pi * 440 * TIME_S), "no_speech"),
        (np.sign(np.sin(2 * np.pi * 200 * TIME_S)), "clipped"),
        (0.3 * np.sin(2 * np.pi * 440 * TIME_S[:1600]), "too_short"),
    ],
    ids=["silence", "white noise", "tone", "clipped", "a tenth of a second"],
)
async def test_nothing_is_heard_in_what_cannot_be_judged(
    client: httpx.AsyncClient, samples: np.ndarray, reason: str
):
    transcript = Transcript.model_validate((await process(client, wav(samples))).json())
    assert (transcript.assessable, transcript.reason) == (False, reason)
    assert (transcript.text, transcript.words, transcript.language) == ("", [], None)


def assert_problem(response: httpx.Response, *, status: int, field: str) -> None:
    body = response.json()
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert body["field"] == field
    assert body["request_id"] == response.headers["x-request-id"]
    assert "Traceback" not in response.text


@pytest.mark.parametrize("language", ["English", "EN-us", "en_GB", "eng", "AUTO", "", " "])
async def test_a_language_is_known_by_any_of_its_names(client: httpx.AsyncClient, language: str):
    response = await process(client, SPEECH, language=language)
    assert response.status_code == 200, response.text
    assert response.json()["language"] == "en"


@pytest.mark.parametrize("language", ["xx", "klingon", "fr", "<script>"])
async def test_an_unknown_language_names_the_field(client: httpx.AsyncClient, language: str):
    response = await process(client, SPEECH, language=language)
    assert_problem(response, status=422, field="language")


async def test_a_missing_file_names_the_field(client: httpx.AsyncClient):
    assert_problem(await client.post("/process", data={}), status=422, field="file")


@pytest.mark.parametrize("content", [b"", b"not audio at all", SPEECH[:200]])
async def test_what_is_not_audio_is_refused(client: httpx.AsyncClient, content: bytes):
    assert_problem(await process(client, content), status=415, field="file")


async def test_a_recording_that_is_too_long_is_refused(client: httpx.AsyncClient):
    # 120 s is the limit; 8 kHz keeps the upload small.
    content = encode_wav(np.zeros(121 * 8000, dtype=np.float32), 8000)
    assert_problem(await process(client, content), status=413, field="file")


async def test_a_path_for_a_name_is_refused(client: httpx.AsyncClient):
    response = await client.post("/process", files={"file": ("../../etc/passwd", SPEECH)})
    assert_problem(response, status=422, field="file")


async def test_the_page_of_the_api_shows_both_outcomes(client: httpx.AsyncClient):
    document = (await client.get("/openapi.json")).json()
    answers = document["paths"]["/process"]["post"]["responses"]
    examples = answers["200"]["content"]["application/json"]["examples"]
    assert {"speech", "silence"} == set(examples)
    assert {"413", "415", "422"} <= set(answers)


def test_the_examples_keep_the_contract():
    from ..app.schemas import request_response as schemas

    for example in schemas.TRANSCRIPT_EXAMPLES.values():
        Transcript.model_validate(example["value"])
