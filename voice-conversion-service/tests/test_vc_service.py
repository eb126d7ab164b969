"""The service as its callers see it, in mock mode; the samples are real (synthetic) recordings."""

import io

import av
import httpx
import numpy as np
import pytest

from shared.audio import Audio, decode_audio, encode_wav
from shared.contracts import Conversion
from shared.settings import REPO_ROOT, CommonSettings
from shared.storage import open_store
from shared.testing import service_client

from ..app.main import app
from ..app.services import samples
from ..app.services.engines import mock

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mock_mode")]


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
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a voice feature was computed")

    monkeypatch.setattr(mock.MockConverter, "convert", refuse)
    monkeypatch.setattr(mock.MockConverter, "measure", refuse)
    monkeypatch.setattr(samples, "_usable", refuse)
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
        (_files(), {"voice_prefix": "tts/aa"}, 422, "voice_prefix"),
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


async def test_a_conversion_says_in_its_file_that_it_is_synthetic(client: httpx.AsyncClient):
    response = await client.post("/convert", files=_files(), data=CONSENT)
    content = await open_store(CommonSettings()).get(response.json()["audio"]["key"])
    with av.open(io.BytesIO(content)) as file:
        assert file.metadata["comment"].startswith("Synthetic speech:")
        assert "mock mock-1" in file.metadata["comment"]


async def test_the_answer_says_what_was_measured_of_each_sample(client: httpx.AsyncClient):
    response = await client.post(
        "/convert", files=_files(samples=(SPEECH, OTHER_VOICE)), data=CONSENT
    )
    first, second = response.json()["samples"]
    assert first["duration_s"] == pytest.approx(decode_audio(SPEECH, max_duration_s=9).duration_s)
    assert second["speech_s"] > 1
    assert first["reason"] is None


async def test_the_same_inputs_are_converted_once(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    first = await client.post("/convert", files=_files(), data=CONSENT)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("converted again")

    monkeypatch.setattr(mock.MockConverter, "convert", refuse)
    again = await client.post("/convert", files=_files(), data=CONSENT)
    assert again.json() == first.json()


async def test_what_is_measured_of_a_sample_is_measured_once(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    measured: list[int] = []

    def measure(self: object, audio: Audio, heard: object) -> dict[str, np.ndarray]:
        measured.append(len(audio.samples))
        return {"length": np.array(len(audio.samples))}

    monkeypatch.setattr(mock.MockConverter, "measure", measure)
    where = {"voice_prefix": "speakers/priya"}
    for task in ("tasks/1", "tasks/2"):
        await client.post("/convert", files=_files(), data=CONSENT | where | {"key_prefix": task})
    kept = await open_store(CommonSettings()).keys("speakers/priya/voice/")
    assert (len(measured), len(kept)) == (1, 1)


async def test_erasing_leaves_nothing_of_the_voice(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        mock.MockConverter, "measure", lambda *_: {"length": np.array(1)}, raising=True
    )
    store = open_store(CommonSettings())
    await store.put("vc/priya/notes.txt", b"not ours", content_type="text/plain")
    made = await client.post("/convert", files=_files(), data=CONSENT | {"key_prefix": "vc/priya"})
    assert made.status_code == 200
    erased = await client.delete("/conversions/vc/priya")
    assert erased.json() == {"conversions": 1, "samples": 0, "features": 1}
    assert await store.keys("vc/priya/") == ["vc/priya/notes.txt"]
    again = await client.delete("/conversions/vc/priya")
    assert (again.status_code, again.json()["field"]) == (404, "key_prefix")


async def test_a_tenants_folder_is_not_erased_at_once(client: httpx.AsyncClient):
    kept = "tasks/local/8d2f"
    made = await client.post("/convert", files=_files(), data=CONSENT | {"key_prefix": kept})
    assert made.status_code == 200
    assert (await client.delete("/conversions/tasks/local")).status_code == 404
    assert (await client.delete(f"/conversions/{kept}")).json()["conversions"] == 1


@pytest.mark.parametrize("prefix", ["tts/aa", "tasks/../x", "models"])
async def test_nothing_else_can_be_erased(client: httpx.AsyncClient, prefix: str):
    response = await client.delete(f"/conversions/{prefix}")
    assert response.status_code in {404, 422}
