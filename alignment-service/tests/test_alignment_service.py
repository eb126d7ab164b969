"""The alignment service with its mock engine: the wire, the errors, the use case."""

import json

import httpx
import numpy as np
import pytest

from shared.audio import encode_wav
from shared.contracts import Alignment
from shared.testing import service_client

from ..app.main import app

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mock_mode")]

RATE_HZ = 16_000


def spoken(seed: int = 1, *, duration_s: float = 2.0) -> bytes:
    """A WAV that voice activity detection takes for speech: a pulse train through vowel formants."""
    from scipy.signal import lfilter

    rng = np.random.default_rng(seed)
    n_samples = int(duration_s * RATE_HZ)
    pulses = np.zeros(n_samples)
    pulses[:: RATE_HZ // (110 + 10 * seed)] = 1.0
    voice = pulses + 0.002 * rng.standard_normal(n_samples)
    for hz, width_hz in ((700, 80), (1220, 90), (2600, 120)):
        radius = np.exp(-np.pi * width_hz / RATE_HZ)
        angle = 2 * np.pi * hz / RATE_HZ
        resonance = [1.0, -2 * radius * np.cos(angle), radius**2]
        voice = np.asarray(lfilter([1.0], resonance, voice))
    syllables = 0.5 - 0.5 * np.cos(2 * np.pi * 4 * np.arange(n_samples) / RATE_HZ)
    voice = 0.3 * voice / np.abs(voice).max() * syllables
    return encode_wav(voice.astype(np.float32), RATE_HZ)


def client():
    return service_client(app)


async def post(
    service: httpx.AsyncClient, content: bytes, text: str, *, path: str = "/process", **form: str
) -> httpx.Response:
    return await service.post(
        path, files={"file": ("r.wav", content, "audio/wav")}, data={"text": text, **form}
    )


async def test_it_is_alive_ready_and_says_what_it_is():
    async with client() as service:
        assert (await service.get("/health")).json()["service"] == "alignment-service"
        assert (await service.get("/ready")).json()["status"] == "ready"
        version = (await service.get("/version")).json()
        assert (version["engine"], version["mock"]) == ("mock", True)
        assert "http_requests" in (await service.get("/metrics")).text


async def test_every_word_of_the_text_comes_back_in_order_with_its_phones():
    async with client() as service:
        response = await post(service, spoken(), "very thin boy")
    assert response.status_code == 200
    alignment = Alignment.model_validate(response.json())
    assert [word.text for word in alignment.words] == ["very", "thin", "boy"]
    assert [word.index for word in alignment.words] == [0, 1, 2]
    assert all(word.phones for word in alignment.words)
    assert alignment.mock is True


async def test_the_same_recording_and_text_give_the_same_answer():
    async with client() as service:
        first = await post(service, spoken(), "very thin boy")
        second = await post(service, spoken(), "very thin boy")
    assert first.json() == second.json()


async def test_a_callers_pronunciation_is_the_target():
    async with client() as service:
        response = await post(
            service, spoken(), "Priya", lexicon=json.dumps({"Priya": ["P R IY1 Y AH0"]})
        )
    phones = response.json()["words"][0]["phones"]
    assert [phone["target"] for phone in phones] == ["P", "R", "IY", "Y", "AH"]
    assert [phone["stress"] for phone in phones] == [None, None, 1, None, 0]


async def test_pronunciations_that_would_fill_the_memory_are_refused_by_name():
    # 399 words of 1 + 7 × 60 phones; without the first no recording would be long enough, and none be tried
    lexicon = {"Priya": ["P", *(f"{'P R ' * 29}IY1 {phone}" for phone in "BDFGKLM")]}
    async with client() as service:
        response = await post(
            service, spoken(), "Priya " * 399, lexicon=json.dumps(lexicon), path="/process"
        )
        few = await post(service, spoken(), "Priya " * 9, lexicon=json.dumps(lexicon))
    assert (response.status_code, response.json()["field"]) == (422, "lexicon")
    assert "12000" in response.json()["detail"]
    assert few.status_code == 200


@pytest.mark.parametrize("text", ["", "   ", "… — !"])
async def test_a_text_without_words_is_refused_by_name(text: str):
    async with client() as service:
        response = await post(service, spoken(), text)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["field"] == "text"
    assert "Traceback" not in response.text


@pytest.mark.parametrize("lexicon", ["{", "[1]", '{"Priya": "P R"}', '{"Priya": ["P QQ"]}'])
async def test_a_broken_lexicon_is_refused_by_name(lexicon: str):
    async with client() as service:
        response = await post(service, spoken(), "Priya", lexicon=lexicon)
    assert response.status_code == 422
    assert response.json()["field"] == "lexicon"


@pytest.mark.parametrize(("content", "status"), [(b"", 415), (b"no audio at all", 415)])
async def test_what_is_no_recording_is_refused_by_name(content: bytes, status: int):
    async with client() as service:
        response = await post(service, content, "very")
    assert response.status_code == status
    assert response.json()["field"] == "file"


async def test_a_text_of_too_many_words_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ALIGN_MAX_WORDS", "3")
    async with client() as service:
        response = await post(service, spoken(), "one two three four")
    assert response.status_code == 422
    assert response.json()["field"] == "text"


async def test_silence_is_answered_with_its_reason_and_no_evidence():
    silence = encode_wav(np.zeros(RATE_HZ, dtype=np.float32), RATE_HZ)
    async with client() as service:
        response = await post(service, silence, "very thin")
    alignment = Alignment.model_validate(response.json())
    assert alignment.checks.reason == "silence"
    assert alignment.text_match is None
    assert alignment.utterance.total is None
    assert alignment.timing.speech_rate_sps is None
    assert {phone.error_probability for word in alignment.words for phone in word.phones} == {None}
    assert alignment.words[-1].end_s == pytest.approx(1.0)
