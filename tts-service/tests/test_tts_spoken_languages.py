"""Requests in other languages than English, as callers see them: in mock mode, and by the voice itself."""

from functools import cache
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from shared.audio.wav import decode_wav
from shared.phonetics.lexicon import Lexicon
from shared.testing import service_client

from ..app.main import app
from ..app.services.engines import kokoro
from ..app.services.languages.table import languages_with_phones
from ..app.services.spoken_words import Utterance, words_to_speak
from .test_tts_languages import SENTENCES

pytestmark = pytest.mark.anyio
HINDI = "नमस्ते, आप कैसे हैं?"


@pytest.fixture
async def client(mock_mode):
    async with service_client(app) as client:
        yield client


async def _said(client: httpx.AsyncClient, **request: Any) -> dict:
    response = await client.post("/speak", json=request)
    assert response.status_code == 200, response.text
    return response.json()


async def _refused(client: httpx.AsyncClient, **request: Any) -> dict:
    response = await client.post("/speak", json=request)
    assert response.status_code == 422, response.text
    return response.json()


async def test_a_language_is_spoken_by_a_voice_that_has_it_and_told_in_ipa(client):
    said = await _said(client, text=HINDI, language="hi-IN")
    assert (said["language"], said["alphabet"], said["voice"]) == ("hi", "ipa", "hf_alpha")
    assert said["phones"][0] == ["n", "ə", "m", "ə", "s", "t̪", "eː"]
    assert [word["text"] for word in said["words"]] == ["नमस्ते", "आप", "कैसे", "हैं"]
    assert [phone["phone"] for phone in said["words"][1]["phones"]] == ["aː", "p"]


async def test_the_voice_alone_tells_the_language(client):
    said = await _said(client, text=HINDI, voice="hm_omega")
    assert (said["language"], said["voice"]) == ("hi", "hm_omega")


async def test_a_default_voice_that_is_not_here_hinders_nobody_who_names_another(
    mock_mode, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TTS_DEFAULT_VOICE", "af_gone")
    async with service_client(app) as client:
        assert (await _said(client, text="cab", voice="af_sky"))["voice"] == "af_sky"
        assert (await _said(client, text=HINDI, language="hi"))["voice"] == "hf_alpha"
        assert (await _refused(client, text="cab"))["field"] == "voice"


async def test_what_is_english_stays_as_it_was(client):
    said = await _said(client, text="a bad cab")
    assert (said["language"], said["alphabet"], said["voice"]) == ("en", "arpabet", "af_heart")
    assert said["phones"][2] == ["K", "AE1", "B"]


async def test_english_words_in_a_hindi_text_are_told_in_ipa_too(client):
    said = await _said(client, text="मेरा cab", language="Hindi")
    assert said["phones"] == [["m", "eː", "ɾ", "aː"], ["k", "æ", "b"]]


async def test_told_ipa_can_be_sent_back(client):
    said = await _said(client, text=HINDI, language="hi")
    again = await _said(client, phones=said["phones"], language="hi")
    assert again["phones"] == said["phones"]


async def test_the_language_is_part_of_what_is_kept(client):
    same = {"phones": [["n", "aː", "m"]]}
    keys = {
        (await _said(client, **same, language=language))["audio"]["key"]
        for language in ("hi", "mr", "ta")
    }
    assert len(keys) == 3


@pytest.mark.parametrize(
    ("request_body", "field", "names"),
    [
        ({"text": "Guten Tag", "language": "de"}, "language", "ml (Malayalam)"),
        ({"text": "x", "language": "klingon"}, "language", "hi (Hindi)"),
        ({"text": HINDI, "language": "ta"}, "text", "Devanagari"),
        ({"text": HINDI}, "text", "ask for its `language`: hi, mr"),
        ({"ssml": f"<speak>{HINDI}</speak>"}, "ssml", "ask for its `language`: hi, mr"),
        ({"text": "hello there", "language": "hi"}, "text", "Latin"),
        ({"text": HINDI, "language": "hi", "voice": "af_heart"}, "voice", "af_heart speaks en"),
        ({"text": "नमस्ते ☂", "language": "hi"}, "text", "☂"),
        ({"phones": [["Q9"]], "language": "hi"}, "phones", "Q9"),
        ({"ssml": "<speak xml:lang='fr'>bonjour</speak>"}, "ssml", "French"),
        ({"ssml": "<speak><voice name='nobody'>cab</voice></speak>"}, "ssml", "nobody"),
        ({"ssml": "<speak><lang>cab</lang></speak>"}, "ssml", "xml:lang"),
        ({"ssml": "<speak xml:lang='ta'><voice name='am_adam'>x</voice></speak>"}, "ssml", "am_adam"),
    ],
)  # fmt: skip
async def test_what_is_not_spoken_is_named(client, request_body: dict, field: str, names: str):
    problem = await _refused(client, **request_body)
    assert problem["field"] == field
    assert names in problem["detail"]


async def test_lang_changes_the_voice_where_the_one_around_cant_speak_it(client):
    ssml = f"<speak>bad <lang xml:lang='hi-IN'>{HINDI}</lang> cab</speak>"
    said = await _said(client, ssml=ssml)
    assert (said["voice"], said["alphabet"], said["language"]) == ("af_heart", "ipa", "en")
    assert [word["text"] for word in said["words"]] == ["bad", "नमस्ते", "आप", "कैसे", "हैं", "cab"]
    assert said["phones"][0] == ["b", "æ", "d"]


async def test_a_named_voice_speaks_its_own_language_or_that_of_the_text(client):
    own = await _said(client, ssml=f"<speak>bad <voice name='hm_psi'>{HINDI}</voice></speak>")
    assert own["phones"][1] == ["n", "ə", "m", "ə", "s", "t̪", "eː"]
    tamil = await _said(
        client, ssml="<speak xml:lang='ta'><voice name='hm_psi'>உங்கள்</voice></speak>"
    )
    assert tamil["phones"] == [["u", "ŋ", "ɡ", "a", "ɭ"]]
    one, other = [
        await _said(client, ssml=f"<speak>bad <voice name='{name}'>cab</voice></speak>")
        for name in ("am_adam", "af_sky")
    ]
    assert one["audio"]["key"] != other["audio"]["key"]


async def test_every_voice_says_what_it_speaks_and_how_well(client):
    voices = {each["id"]: each for each in (await client.get("/voices")).json()["voices"]}
    alpha, heart = voices["hf_alpha"], voices["af_heart"]
    assert (alpha["accent"], alpha["quality"], alpha["licence"]) == (
        "hi-IN", "natural", "Apache-2.0",
    )  # fmt: skip
    assert alpha["languages"][0] == {"language": "hi-IN", "quality": "natural", "speaker": None}
    assert {
        "language": "ta-IN",
        "quality": "accented",
        "speaker": "Hindi speaker",
    } in alpha["languages"]
    assert len(alpha["languages"]) == 11
    assert heart["languages"] == [{"language": "en-US", "quality": "natural", "speaker": None}]


async def test_a_hindi_voice_can_be_heard_and_a_hindi_text_streamed(client):
    assert (await client.get("/voices/hf_beta/sample")).status_code == 200
    streamed = await client.post("/speak/stream", json={"text": HINDI, "language": "hi"})
    assert streamed.status_code == 200
    samples, rate_hz = decode_wav(streamed.content)
    # 7 + 2 + 4 + 2 phones of 80 ms, and a pause after the comma
    assert len(samples) / rate_hz == pytest.approx(15 * 0.08 + 0.2)


@cache
def _speaker(model_dir: Path) -> kokoro.Kokoro:
    return kokoro.Kokoro(model_dir / "kokoro-82m", threads=1)


@pytest.mark.engine
@pytest.mark.parametrize("language", languages_with_phones())
def test_a_sentence_is_heard_at_speaking_level_for_about_as_long_as_told(
    real_models: Path, language: str
):
    speaker = _speaker(real_models)
    voice = "hm_omega"
    utterance = Utterance(SENTENCES[language], None, None, voice, 1.0, language=language)
    words = words_to_speak(utterance, Lexicon.load(real_models), speaker.voices())
    speech = speaker.speak(words, voice=voice)
    told_s = speaker.expected_s(words, voice=voice, speaking_rate=1.0)
    level_db = 20 * np.log10(np.sqrt(np.mean(speech.samples**2)))
    assert -25 < level_db < -17
    assert 0.75 * told_s < speech.duration_s < 1.25 * told_s
    assert speech.words is not None
    ends = [word.end_s for word in speech.words]
    assert ends == sorted(ends)
    assert all(word.end_s > word.start_s for word in speech.words)
    # no word is silent: each is as loud as speech within its time
    loud = [
        np.abs(speech.samples[round(a.start_s * 24_000) : round(a.end_s * 24_000)]).max()
        for a in speech.words
    ]
    assert min(loud) > 0.05
