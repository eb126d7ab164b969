"""Recognition, speech and translation in the forms of ULCA, as its clients send them."""

import base64
import io
import json
import wave
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from shared.audio.wav import decode_wav, encode_wav
from shared.contracts import TranscriptWord
from shared.roster import LANGUAGE

from ..app.schemas.speech import OfferedVoices
from ..app.tasks import speech, ulca
from ..app.tasks.captions import captions
from .conftest import STAMP, TRANSCRIPT

pytestmark = pytest.mark.anyio

TONE = np.sin(np.arange(16_000) * 0.1).astype(np.float32) / 3
SOUND = base64.b64encode(encode_wav(TONE, 16_000)).decode()
IN_ENGLISH = {"language": {"sourceLanguage": "en"}}


def recognition(**config: object) -> dict:
    return {"audio": [{"audioContent": SOUND}], "config": IN_ENGLISH | config}


async def test_recordings_are_recognised_in_order(orchestrator, services):
    later = {**TRANSCRIPT, "text": "Another."}
    services.turns["asr"] = [(200, dict(TRANSCRIPT)), (200, later)]
    asked = recognition(serviceId="any", postProcessors=None, audioFormat="wav")
    asked["audio"] *= 2
    told = await orchestrator.client.post("/api/v1/asr/inference", json=asked)
    assert (told.status_code, services.requests["asr"]) == (200, {"language": "en"})
    assert told.json() == {
        "taskType": "asr",
        "output": [
            {"source": TRANSCRIPT["text"], "reason": None},
            {"source": "Another.", "reason": None},
        ],
        "config": None,
    }


async def test_a_recording_that_is_refused_has_its_reason_and_no_words(orchestrator, services):
    services.answers["asr"] = {**TRANSCRIPT, "assessable": False, "reason": "wrong_language"}
    for form in ("transcript", "srt"):
        asked = recognition(transcriptionFormat={"value": form})
        told = await orchestrator.client.post("/asr/inference", json=asked)
        assert told.json()["output"] == [{"source": "", "reason": "wrong_language"}]


async def test_words_come_as_captions(orchestrator):
    told = await orchestrator.client.post(
        "/asr/inference", json=recognition(transcriptionFormat={"value": "webvtt"})
    )
    written = told.json()["output"][0]["source"]
    assert written == "WEBVTT\n\n1\n00:00:00.100 --> 00:00:00.400\nVery\n"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"audio": []}, "audio"),
        ({"audio": [{"audioContent": SOUND}] * 5}, "audio"),
        ({"audio": [{"audioUri": "http://127.0.0.1:9/x.wav"}]}, "audio.0.audioContent"),
        ({"audio": [{"audioContent": "no base64!"}]}, "audio.0.audioContent"),
        ({"config": {}}, "config.language"),
        ({"config": {"language": {"sourceLanguage": "x1"}}}, "config.language.sourceLanguage"),
        ({"config": IN_ENGLISH | {"audioFormat": "pcm"}}, "config.samplingRate"),
        ({"config": IN_ENGLISH | {"samplingRate": 1}}, "config.samplingRate"),
        ({"config": IN_ENGLISH | {"transcriptionFormat": {"value": "x"}}}, "config.transcriptionFormat.value"),
    ],
)  # fmt: skip
async def test_what_cant_be_recognised_is_refused_by_its_name(orchestrator, services, changed, field):  # fmt: skip
    refused = await orchestrator.client.post("/asr/inference", json=recognition() | changed)
    assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert "asr" not in services.calls


async def test_recordings_may_be_as_large_as_an_upload_and_no_larger(monkeypatch, start, services):
    for most_mb, status in (("1", 413), ("10", 200)):
        monkeypatch.setenv("MAX_UPLOAD_MB", most_mb)
        async with start() as running:
            asked = recognition(padding="x" * 2_500_000)
            told = await running.client.post("/api/v1/asr/inference", json=asked)
            assert told.status_code == status, told.text


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("language", "config.language.sourceLanguage"), ("file", "audio.0.audioContent")],
)
async def test_what_the_recogniser_refuses_is_told_by_the_name_it_has_here(
    orchestrator, services, theirs, ours
):
    services.refuse("asr", 422, detail="hi is not recognised here", field=theirs)
    refused = await orchestrator.client.post("/asr/inference", json=recognition())
    assert (refused.status_code, refused.json()["field"]) == (422, ours)
    assert refused.json()["detail"] == "hi is not recognised here"


def _kept(sent: list[bytes], ask: Callable[..., Any]) -> Callable[..., Any]:
    async def asking(*arguments: Any, **named: Any) -> Any:
        sent.append(named["files"]["file"][1])
        return await ask(*arguments, **named)

    return asking


async def test_samples_without_a_header_are_heard_at_their_rate(orchestrator, services, monkeypatch):  # fmt: skip
    sent: list[bytes] = []
    raw = base64.b64encode((TONE * 32767).astype("<i2").tobytes()).decode()
    asked = {"audio": [{"audioContent": raw}], "config": IN_ENGLISH | {"audioFormat": "PCM", "samplingRate": 8000}}  # fmt: skip
    monkeypatch.setattr(ulca, "ask", _kept(sent, ulca.ask))
    told = await orchestrator.client.post("/asr/inference", json=asked)
    assert told.status_code == 200
    samples, rate_hz = decode_wav(sent[0])
    assert (rate_hz, len(samples)) == (8000, 16_000)
    assert np.abs(samples - TONE).max() < 1e-3


def offered(id: str, accent: str, gender: str, *also: str) -> dict:
    return {
        "id": id, "accent": accent, "gender": gender, "quality": "natural", "licence": "Apache-2.0",
        "languages": [{"language": each, "quality": "natural"} for each in (accent, *also)],
    }  # fmt: skip


VOICES = {
    **STAMP,
    "default_voice": "af_heart",
    "voices": [
        offered("bm_george", "en-GB", "male"),
        offered("am_michael", "en-US", "male"),
        offered("af_heart", "en-US", "female"),
        offered("hf_alpha", "hi-IN", "female", "ta-IN"),
    ],
}


@pytest.fixture
def voices(monkeypatch):
    async def told(_app: object) -> OfferedVoices:
        return OfferedVoices.model_validate(VOICES)

    monkeypatch.setattr(speech, "voices", told)


@pytest.mark.parametrize(("gender", "voice"), [("female", "af_heart"), ("male", "am_michael")])
async def test_texts_are_said_in_order_by_a_voice_of_the_gender(
    orchestrator, services, voices, gender, voice
):
    asked = {
        "input": [{"source": "Very good."}, {"source": "Well."}],
        "config": IN_ENGLISH | {"gender": gender, "samplingRate": 8000, "serviceId": "any"},
    }
    told = (await orchestrator.client.post("/api/v1/tts/inference", json=asked)).json()
    assert services.requests["tts"]["voice"] == voice
    assert services.requests["tts"]["text"] == "Well."
    assert told["config"] == {
        "language": {"sourceLanguage": "en"}, "audioFormat": "wav", "encoding": "base64", "samplingRate": 8000,
    }  # fmt: skip
    for each in told["audio"]:
        with wave.open(io.BytesIO(base64.b64decode(each["audioContent"]))) as file:
            assert (file.getframerate(), file.getnchannels()) == (8000, 1)
            assert file.getnframes() > 1000


async def test_a_text_in_another_language_is_said_by_a_voice_of_it(orchestrator, services, voices):
    asked = {"input": [{"source": "வணக்கம்."}], "config": {"language": {"sourceLanguage": "ta"}}}
    told = await orchestrator.client.post("/tts/inference", json=asked)
    assert told.status_code == 200
    assert (services.requests["tts"]["voice"], services.requests["tts"]["language"]) == (
        "hf_alpha",
        "ta",
    )


async def test_the_rate_of_the_voice_is_told(orchestrator, voices):
    asked = {"input": [{"source": "Well."}], "config": IN_ENGLISH}
    told = (await orchestrator.client.post("/tts/inference", json=asked)).json()
    content = base64.b64decode(told["audio"][0]["audioContent"])
    assert told["config"]["samplingRate"] == decode_wav(content)[1]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"input": []}, "input"),
        ({"input": [{"source": "x"}] * 17}, "input"),
        ({"input": [{"source": ""}]}, "input.0.source"),
        ({"input": [{"source": "x" * 601}]}, "input.0.source"),
        ({"config": {"language": {"sourceLanguage": "de"}}}, "config.language.sourceLanguage"),
        ({"config": IN_ENGLISH | {"gender": "any"}}, "config.gender"),
    ],
)
async def test_what_cant_be_said_is_refused_by_its_name(orchestrator, services, voices, changed, field):  # fmt: skip
    asked = {"input": [{"source": "Well."}], "config": IN_ENGLISH} | changed
    refused = await orchestrator.client.post("/tts/inference", json=asked)
    assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert "tts" not in services.calls


async def test_which_text_the_voice_refuses_is_told(orchestrator, services, voices):
    services.refuse("tts", 422, detail="the text holds no words", field="text")
    asked = {"input": [{"source": "…"}], "config": IN_ENGLISH}
    refused = await orchestrator.client.post("/tts/inference", json=asked)
    assert (refused.status_code, refused.json()["field"]) == (422, "input.0.source")


TRANSLATED = {
    "source_language": "en", "source_probability": None, "translation": "नमस्ते।", "reason": None, "confidence": 0.9,
    "sentences": [], "after": "",
}  # fmt: skip
MANY = "अ" * 5_000
PAIR = {"language": {"sourceLanguage": "en", "targetLanguage": "hi-IN"}}


async def test_texts_are_translated_in_order_and_none_is_made_up(orchestrator, services):
    none = {**TRANSLATED, "translation": None, "reason": "no_match", "confidence": None}
    services.answers[LANGUAGE.name] = {**STAMP, "target": "hi", "translations": [TRANSLATED, none]}
    asked = {"input": [{"source": "Hello."}, {"source": "Quokkas hop."}], "config": PAIR}
    told = await orchestrator.client.post("/api/v1/nmt/inference", json=asked)
    assert told.json() == {
        "taskType": "translation",
        "output": [
            {"source": "Hello.", "target": "नमस्ते।", "reason": None},
            {"source": "Quokkas hop.", "target": None, "reason": "no_match"},
        ],
        "config": None,
    }
    sent = services.requests[LANGUAGE.name]
    assert (sent["texts"], sent["source"], sent["target"]) == (["Hello.", "Quokkas hop."], "en", "hi")  # fmt: skip


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/nmt/inference", {"input": [{"source": MANY}] * 64, "config": PAIR}),
        ("/translate", {"texts": [MANY] * 64, "source": "hi", "target": "en"}),
    ],
)
async def test_as_many_texts_pass_the_door_as_are_taken(orchestrator, services, path, asked):
    services.answers[LANGUAGE.name] = {**STAMP, "target": "hi", "translations": [TRANSLATED] * 64}
    escaped = json.dumps(asked).encode()
    told = await orchestrator.client.post(path, content=escaped, headers={"content-type": "application/json"})  # fmt: skip
    assert told.status_code == 200, told.text
    assert services.calls.count(LANGUAGE.name) == 1


async def test_a_pair_that_there_is_not_is_told_by_its_name_here(orchestrator, services):
    services.refuse(LANGUAGE.name, 422, detail="it has en→hi", field="target")
    asked = {"input": [{"source": "Hello."}], "config": PAIR}
    refused = await orchestrator.client.post("/nmt/inference", json=asked)
    assert (refused.status_code, refused.json()["field"]) == (422, "config.language.targetLanguage")
    missing = {"input": [{"source": "Hello."}], "config": IN_ENGLISH}
    refused = await orchestrator.client.post("/nmt/inference", json=missing)
    assert refused.json()["field"] == "config.language.targetLanguage"


def said(*words: tuple[str, float, float]) -> list[TranscriptWord]:
    return [TranscriptWord(text=text, start_s=start_s, end_s=end_s, confidence=None) for text, start_s, end_s in words]  # fmt: skip


def test_a_caption_ends_at_a_pause_at_42_characters_and_after_six_seconds():
    words = said(("One", 0, 0.4), ("two.", 0.5, 0.9), ("Three", 1.7, 2.0))
    assert captions(words, "srt") == (
        "1\n00:00:00,000 --> 00:00:00,900\nOne two.\n\n2\n00:00:01,700 --> 00:00:02,000\nThree\n"
    )
    many = said(*((f"word{n}", n * 0.1, n * 0.1 + 0.1) for n in range(20)))
    lines = [each.split("\n")[2] for each in captions(many, "srt").split("\n\n")]
    assert max(map(len, lines)) <= 42
    assert " ".join(lines) == " ".join(each.text for each in many)
    slow = said(*((f"w{n}", n * 2.0, n * 2.0 + 1.5) for n in range(4)))
    assert captions(slow, "srt").count("-->") == 2


def test_captions_know_hours_marks_and_having_no_words():
    late = said(("<i>&", 3723.4567, 3724.0))
    assert captions(late, "webvtt") == (
        "WEBVTT\n\n1\n01:02:03.457 --> 01:02:04.000\n&lt;i&gt;&amp;\n"
    )
    assert captions([], "webvtt") == "WEBVTT\n"
    assert captions([], "srt") == ""
