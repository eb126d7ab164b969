"""How long speech will be is known before it is made, and what would be too long is refused."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.testing import service_client

from ..app.core.config import Settings
from ..app.main import app
from ..app.services import spoken_words
from ..app.services.engines import durations, kokoro, mock
from ..app.services.engines.base import SpeechWord

PROSE = (
    "The weather was very nice that morning, so we walked along the river until we reached the old bridge. "
    "Nobody had told us that the village behind it was empty, and only a dog came out to look at us. "
)


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("it was made")


@pytest.fixture
async def client(mock_mode: None):
    async with service_client(app) as client:
        yield client


@pytest.mark.anyio
@pytest.mark.parametrize("path", ["/speak", "/speak/stream"])
@pytest.mark.parametrize(
    ("body", "field", "told"),
    [
        # 1,500 words of 60 phones of 80 ms
        ({"phones": [["S"] * 60] * 1500}, "phones", "1500 words of 90000 phones"),
        (
            {"ssml": "<speak>a" + "<break time='10s'/>" * 900 + "b</speak>"},
            "ssml",
            "9000 s of breaks would be 9000 s of speech; at most 480 s",
        ),
        # 4,999 letters of 80 ms at half the pace: 800 s
        ({"text": "abcdefghi " * 499 + "abcdefghi", "speaking_rate": 0.5}, "text", "at most 480 s"),
        ({"ssml": f"<speak><prosody rate='0.5'>{'ab ' * 1600}</prosody></speak>"}, "ssml", "480"),
    ],
)
async def test_what_would_be_too_long_is_refused_before_anything_is_made(
    client: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    body: dict,
    field: str,
    told: str,
):
    monkeypatch.setattr(mock.MockSpeaker, "speak_pieces", _refuse)
    response = await client.post(path, json=body)
    problem = response.json()
    assert (response.status_code, problem["type"]) == (422, "speech-too-long")
    assert problem["field"] == field
    assert told in problem["detail"]
    assert problem["speech_s"] > problem["max_speech_s"] == 480


@pytest.mark.anyio
async def test_the_limit_is_a_setting(mock_mode: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TTS_MAX_SPEECH_S", "0.5")
    async with service_client(app) as client:
        # six and seven phones of 80 ms
        assert (await client.post("/speak", json={"text": "bad cab"})).status_code == 200
        assert (await client.post("/speak", json={"text": "a bad cab"})).status_code == 422


@pytest.mark.anyio
@pytest.mark.parametrize(
    "body",
    [
        {"text": "a bad cab."},
        {"text": "cab. bad, dad! fade?", "speaking_rate": 0.7},
        {"ssml": "<speak>a <break time='2s'/> cab. <prosody rate='50%'>bad. cab</prosody></speak>"},
        {"phones": [["S"] * 60] * 3},
    ],
)
async def test_the_mock_lasts_as_long_as_it_was_told_to(client: httpx.AsyncClient, body: dict):
    told: list[float] = []
    expected_s = mock.MockSpeaker.expected_s

    def noted(self: Any, *args: Any, **kwargs: Any) -> float:
        told.append(expected_s(self, *args, **kwargs))
        return told[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mock.MockSpeaker, "expected_s", noted)
        response = await client.post("/speak", json=body)
    assert response.json()["audio"]["duration_s"] == pytest.approx(told[0], abs=0.01)


def test_pace_rate_and_pauses_count():
    dog = SpeechWord(("D", "AO1", "G"))
    # a piece's end, a word, two consonants and a vowel
    one = 0.5 + 0.04 + 0.06 * 2 + 0.115
    assert durations.spoken_s([dog], speaking_rate=1.0) == pytest.approx(one)
    assert durations.spoken_s([dog], speaking_rate=0.5) == pytest.approx(2 * one)
    slow = SpeechWord(dog.phones, pace=0.5, pause_before_s=3.0)
    # the pause asked for lasts what it lasts
    assert durations.spoken_s([dog, slow], speaking_rate=2.0) == pytest.approx(1.5 * one + 3.0)


@pytest.mark.engine
@pytest.mark.parametrize("voice", ["af_heart", "am_michael", "bm_george", "af_nicole"])
def test_a_page_of_5000_characters_is_taken_at_the_voices_own_pace(real_models: Path, voice: str):
    from shared.phonetics.lexicon import Lexicon

    page = (PROSE * 30)[:5000]
    utterance = spoken_words.Utterance(page, None, None, voice, 1.0)
    words = spoken_words.words_to_speak(utterance, Lexicon.load(real_models))
    speaker = kokoro.Kokoro(real_models / "kokoro-82m", threads=1)
    assert 240 < speaker.expected_s(words, voice=voice, speaking_rate=1.0) < Settings().max_speech_s


@pytest.mark.engine
@pytest.mark.parametrize(
    ("text", "voice", "rate"),
    [
        (PROSE[:103], "af_heart", 2.0),
        ("1 9 4 7 2 0 6 5 8 3 1 4", "bm_george", 1.0),
        (PROSE[:103], "af_nicole", 1.0),
    ],
)
def test_speech_lasts_about_as_long_as_was_told(
    real_models: Path, text: str, voice: str, rate: float
):
    from shared.phonetics.lexicon import Lexicon

    words = spoken_words.words_to_speak(
        spoken_words.Utterance(text, None, None, voice, rate), Lexicon.load(real_models)
    )
    speaker = kokoro.Kokoro(real_models / "kokoro-82m", threads=1)
    told_s = speaker.expected_s(words, voice=voice, speaking_rate=rate)
    speech = speaker.speak(words, voice=voice, speaking_rate=rate)
    assert 0.8 < told_s / speech.duration_s < 1.45
