"""The service as its callers see it, in mock mode."""

import importlib
import io
import wave

import httpx
import pytest

from shared.contracts import Speech
from shared.settings import CommonSettings
from shared.storage import open_store
from shared.testing import service_client

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mock_mode")]

app = importlib.import_module("tts-service.app.main").app
mock = importlib.import_module("tts-service.app.services.engines.mock")


@pytest.fixture
async def client():
    async with service_client(app) as client:
        yield client


@pytest.mark.parametrize("path", ["/health", "/ready", "/version", "/metrics"])
async def test_the_service_can_be_operated(client: httpx.AsyncClient, path: str):
    assert (await client.get(path)).status_code == 200


async def test_speech_is_a_24_khz_wav_in_the_store(client: httpx.AsyncClient):
    response = await client.post("/speak", json={"text": "a bad cab"})
    speech = Speech.model_validate(response.json())
    content = await open_store(CommonSettings()).get(speech.audio.key)
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (24_000, 1, 2)
        assert file.getnframes() / 24_000 == speech.audio.duration_s
    assert speech.mock
    assert speech.voice == "af_heart"
    # 7 letters, a phone each, 80 ms a phone
    assert speech.audio.duration_s == pytest.approx(0.56)


async def test_the_pitch_of_the_reference_comes_with_it_the_first_time_and_from_the_store(
    client: httpx.AsyncClient,
):
    first, again = [
        Speech.model_validate((await client.post("/speak", json={"text": "a bad cab"})).json())
        for _ in range(2)
    ]
    assert first.pitch is not None
    # 0.56 s in steps of 20 ms
    assert (first.pitch.hop_s, len(first.pitch.f0_hz)) == (0.02, 28)
    assert again.pitch == first.pitch


async def test_process_is_an_alias_of_speak(client: httpx.AsyncClient):
    response = await client.post("/process", json={"text": "cab"})
    assert response.json()["phones"] == [["K", "AE1", "B"]]


async def test_given_phones_are_what_is_spoken(client: httpx.AsyncClient):
    response = await client.post(
        "/speak",
        json={"text": "very good", "phones": [["W", "EH1", "R", "IY0"], ["G", "UH1", "D"]]},
    )
    assert response.json()["phones"] == [["W", "EH1", "R", "IY0"], ["G", "UH1", "D"]]


async def test_a_callers_pronunciation_wins(client: httpx.AsyncClient):
    response = await client.post(
        "/speak", json={"text": "Priya", "lexicon": {"Priya": ["P R IY1 Y AH0"]}}
    )
    assert response.json()["phones"] == [["P", "R", "IY1", "Y", "AH0"]]


async def test_the_same_request_is_synthesised_once(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    first = await client.post("/speak", json={"text": "cab"})

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("synthesised again")

    monkeypatch.setattr(mock.MockSpeaker, "speak", refuse)
    again = await client.post("/speak", json={"text": "cab"})
    assert again.json() == first.json()


@pytest.mark.parametrize(
    "change", [{"voice": "am_michael"}, {"speaking_rate": 0.8}, {"text": "cab?"}, {"text": "dab"}]
)
async def test_other_speech_has_another_key(client: httpx.AsyncClient, change: dict):
    request = {"text": "cab", "voice": "af_heart", "speaking_rate": 1.0}
    first = await client.post("/speak", json=request)
    other = await client.post("/speak", json=request | change)
    assert other.json()["audio"]["key"] != first.json()["audio"]["key"]


@pytest.mark.parametrize(
    ("request_body", "field"),
    [
        ({"text": "cab", "voice": "xx_nobody"}, "voice"),
        ({"text": "cab", "voice": "hf_alpha"}, "voice"),
        ({"text": ""}, "text"),
        ({"text": "  "}, "text"),
        ({"text": "!?"}, "text"),
        ({"text": "a" * 5001}, "text"),
        ({"text": "cab", "phones": [["K", "QQ", "B"]]}, "phones"),
        ({"text": "cab", "phones": [[" "]]}, "phones"),
        ({"text": "cab", "speaking_rate": 0.4}, "speaking_rate"),
        ({"text": "cab", "speaking_rate": 2.1}, "speaking_rate"),
        ({"text": "cab", "sampling": 1}, "sampling"),
    ],
)
async def test_bad_input_is_a_problem_that_names_the_field(
    client: httpx.AsyncClient, request_body: dict, field: str
):
    response = await client.post("/speak", json=request_body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["field"].startswith(field)
    assert "Traceback" not in response.text


async def test_the_voices_offered_are_american_and_british(client: httpx.AsyncClient):
    body = (await client.get("/voices")).json()
    by_id = {voice["id"]: voice for voice in body["voices"]}
    assert by_id["af_heart"] == {"id": "af_heart", "accent": "en-US", "gender": "female"}
    assert by_id["bm_george"] == {"id": "bm_george", "accent": "en-GB", "gender": "male"}
    assert {voice["accent"] for voice in body["voices"]} == {"en-US", "en-GB"}
    assert body["default_voice"] == "af_heart"
