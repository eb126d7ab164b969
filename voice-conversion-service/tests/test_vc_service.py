"""The service as its callers see it, in mock mode; the samples are real (synthetic) recordings."""

import importlib

import httpx
import numpy as np
import pytest

from shared.audio import decode_audio, encode_wav
from shared.contracts import Conversion
from shared.settings import REPO_ROOT, CommonSettings
from shared.storage import open_store
from shared.testing import service_client

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mock_mode")]

app = importlib.import_module("voice-conversion-service.app.main").app
mock = importlib.import_module("voice-conversion-service.app.services.engines.mock")

SPEECH = (REPO_ROOT / "tests" / "audio" / "good.wav").read_bytes()
OTHER_VOICE = (REPO_ROOT / "tests" / "audio" / "hindi_voice.wav").read_bytes()
SILENCE = encode_wav(np.zeros(32_000, np.float32), 16_000)
CLIPPED = encode_wav(np.clip(decode_audio(SPEECH, max_duration_s=9).samples * 40, -1, 1), 16_000)
HALF_A_SECOND = encode_wav(decode_audio(SPEECH, max_duration_s=9).samples[4_800:12_800], 16_000)
CONSENT = {"consent_voice_cloning": "true"}


@pytest.fixture
async def client():
    async with service_client(app) as client:
        yield client


def _files(reference: bytes | None = SPEECH, samples: tuple[bytes, ...] = (OTHER_VOICE,)) -> list:
    parts = [("reference", ("reference.wav", reference))] if reference is not None else []
    return parts + [("samples", (f"{index}.wav", each)) for index, each in enumerate(samples)]


@pytest.mark.parametrize("path", ["/health", "/ready", "/version", "/metrics"])
async def test_the_service_can_be_operated(client: httpx.AsyncClient, path: str):
    assert (await client.get(path)).status_code == 200


@pytest.mark.parametrize("path", ["/convert", "/process"])
async def test_files_are_converted_to_audio_in_the_store(client: httpx.AsyncClient, path: str):
    response = await client.post(path, files=_files(), data=CONSENT)
    conversion = Conversion.model_validate(response.json())
    stored = await open_store(CommonSettings()).get(conversion.audio.key)
    audio = decode_audio(stored, max_duration_s=60)
    reference = decode_audio(SPEECH, max_duration_s=60)
    assert conversion.audio.key.startswith("vc/")
    assert conversion.samples_used == 1
    assert conversion.mock
    assert audio.duration_s == reference.duration_s == conversion.audio.duration_s


async def test_stored_audio_is_converted_under_the_tasks_prefix(client: httpx.AsyncClient):
    store = open_store(CommonSettings())
    await store.put("tts/aa/aa.wav", SPEECH, content_type="audio/wav")
    await store.put("tasks/1/recording.wav", OTHER_VOICE, content_type="audio/wav")
    response = await client.post(
        "/convert",
        data=CONSENT
        | {
            "reference_key": "tts/aa/aa.wav",
            "sample_keys": "tasks/1/recording.wav, tasks/1/recording.wav",
            "key_prefix": "tasks/1",
        },
    )
    assert response.json()["audio"]["key"] == "tasks/1/own_voice.wav"
    assert response.json()["samples_used"] == 2


async def test_another_voice_gives_another_result(client: httpx.AsyncClient):
    store = open_store(CommonSettings())
    results = []
    for sample in (SPEECH, OTHER_VOICE):
        response = await client.post("/convert", files=_files(samples=(sample,)), data=CONSENT)
        results.append(await store.get(response.json()["audio"]["key"]))
    assert results[0] != results[1]


@pytest.mark.parametrize("consent", [{}, {"consent_voice_cloning": "false"}])
async def test_without_consent_no_voice_is_looked_at(
    client: httpx.AsyncClient, consent: dict, monkeypatch: pytest.MonkeyPatch
):
    logic = importlib.import_module("voice-conversion-service.app.services.logic")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a voice feature was computed")

    monkeypatch.setattr(mock.MockConverter, "convert", refuse)
    monkeypatch.setattr(logic, "usable_samples", refuse)
    response = await client.post("/convert", files=_files(), data=consent)
    assert response.status_code == 403
    assert response.json()["type"] == "consent-missing"
    assert response.json()["field"] == "consent_voice_cloning"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(SILENCE, "silence"), (CLIPPED, "clipped"), (HALF_A_SECOND, "too_short")],
)
async def test_a_sample_that_is_no_use_says_why(
    client: httpx.AsyncClient, content: bytes, reason: str
):
    response = await client.post("/convert", files=_files(samples=(SPEECH, content)), data=CONSENT)
    assert response.status_code == 422
    assert response.json()["field"] == "samples"
    assert response.json()["reason"] == reason
    assert response.json()["detail"].startswith("sample 2 ")


@pytest.mark.parametrize(
    ("files", "data", "status", "field"),
    [
        (_files(reference=None), {}, 422, "reference"),
        (_files(), {"reference_key": "tts/aa/aa.wav"}, 422, "reference"),
        (_files(samples=()), {}, 422, "samples"),
        (_files(samples=(b"",) * 21), {}, 422, "samples"),
        (_files(reference=b"no audio"), {}, 415, "reference"),
        (_files(samples=(b"no audio",)), {}, 415, "samples"),
        (_files(reference=None), {"reference_key": "tts/none.wav"}, 404, "reference_key"),
        (_files(samples=()), {"sample_keys": "tasks/none.wav"}, 404, "sample_keys"),
        (_files(samples=()), {"sample_keys": "../secret"}, 422, "sample_keys"),
        (_files(), {"key_prefix": "tts/aa"}, 422, "key_prefix"),
        (_files(), {"key_prefix": "tasks/../tts"}, 422, "key_prefix"),
        (_files(), {"consent_voice_cloning": "perhaps"}, 422, "consent_voice_cloning"),
    ],
)
async def test_bad_input_is_a_problem_that_names_the_field(
    client: httpx.AsyncClient, files: list, data: dict, status: int, field: str
):
    response = await client.post("/convert", files=files, data=CONSENT | data)
    assert (response.status_code, response.json()["field"]) == (status, field)
    assert response.headers["content-type"] == "application/problem+json"
    assert "Traceback" not in response.text
