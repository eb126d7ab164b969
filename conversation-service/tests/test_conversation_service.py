"""POST /diarize over HTTP, with the mock engine and with the real one."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import numpy as np
import pytest

from shared.contracts.conversation import DiarizedRecording
from shared.testing import service_client
from shared.web.dependencies import Runtime

from ..app.main import app
from .two_voices import sample, silence, wav

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client(mock_mode: None) -> AsyncIterator[httpx.AsyncClient]:
    async with service_client(app) as client:
        yield client


@pytest.fixture
async def real(monkeypatch: pytest.MonkeyPatch, real_models: Path) -> AsyncIterator[httpx.AsyncClient]:  # fmt: skip
    monkeypatch.setenv("MOCK_MODE", "false")
    async with service_client(app) as client:
        yield client


def upload(content: bytes) -> dict[str, tuple[str, bytes, str]]:
    return {"file": ("call.wav", content, "audio/wav")}


async def test_the_operations_endpoints_answer(client: httpx.AsyncClient):
    health = (await client.get("/health")).json()
    assert health == {"status": "ok", "service": "conversation-service"}
    ready = (await client.get("/ready")).json()
    assert (ready["status"], ready["engine"]) == ("ready", "mock")


async def test_two_voices_one_after_the_other_are_two_speakers(real: httpx.AsyncClient):
    """An American woman, a Hindi man and the woman again."""
    woman, man = sample("good.wav"), sample("hindi_voice.wav")
    call = wav(woman_then(woman, man))
    answer = await real.post("/diarize", files=upload(call), data={"speakers": "2"})
    told = DiarizedRecording.model_validate(answer.json())
    assert (told.engine, told.by, told.mock) == ("resemblyzer", "voices", False)
    assert len({turn.speaker for turn in told.turns}) == 2
    change_s = len(woman) / 16_000 + 0.5
    back_s = change_s + len(man) / 16_000
    for turn in told.turns:
        middle_s = (turn.start_s + turn.end_s) / 2
        spoken_by = "speaker_2" if change_s < middle_s < back_s else "speaker_1"
        assert turn.speaker == spoken_by
    assert sum(each.share for each in told.speakers) == pytest.approx(1, abs=0.001)


def woman_then(woman: np.ndarray, man: np.ndarray) -> np.ndarray:
    return np.concatenate([woman, silence(0.5), man, silence(0.5), woman])


async def test_one_speaker_is_one_speaker(real: httpx.AsyncClient):
    answer = await real.post(
        "/diarize", files=upload(wav(sample("good.wav"))), data={"speakers": "1"}
    )
    told = answer.json()
    assert {turn["speaker"] for turn in told["turns"]} == {"speaker_1"}
    assert told["overlap_s"] == 0


async def test_channels_are_speakers_and_may_overlap(client: httpx.AsyncClient):
    call = wav(sample("good.wav"), sample("slips.wav"))
    answer = await client.post("/diarize", files=upload(call), data={"channels": "true"})
    told = DiarizedRecording.model_validate(answer.json())
    assert told.by == "channels"
    assert [each.speaker for each in told.speakers] == ["channel_1", "channel_2"]
    assert min(each.talk_s for each in told.speakers) > 1
    assert told.overlap_s > 1
    assert any(turn.overlaps for turn in told.turns)


async def test_what_is_heard_across_is_nobody_s_turn(client: httpx.AsyncClient):
    voice = sample("good.wav")
    call = wav(voice, voice * 0.1)
    answer = await client.post("/diarize", files=upload(call), data={"channels": "true"})
    first, second = answer.json()["speakers"]
    assert (first["n_turns"] > 0, second["n_turns"], second["talk_s"]) == (True, 0, 0)


async def test_a_channel_that_says_nothing_is_told_with_none(client: httpx.AsyncClient):
    call = wav(sample("good.wav"), silence(1))
    told = (await client.post("/diarize", files=upload(call), data={"channels": "true"})).json()
    assert told["speakers"][1] == {"speaker": "channel_2", "talk_s": 0, "share": 0, "n_turns": 0}


async def test_one_channel_can_t_be_told_apart_by_channels(client: httpx.AsyncClient):
    refused = await client.post(
        "/diarize", files=upload(wav(sample("good.wav"))), data={"channels": "true"}
    )
    assert (refused.status_code, refused.json()["field"]) == (422, "channels")


async def test_silence_has_no_speakers_and_says_why(client: httpx.AsyncClient):
    told = (await client.post("/diarize", files=upload(wav(silence(2))))).json()
    assert (told["turns"], told["speakers"], told["reason"]) == ([], [], "silence")


@pytest.mark.parametrize("speakers", ["0", "9", "two"])
async def test_as_many_speakers_as_nobody_can_tell_apart_are_refused(
    client: httpx.AsyncClient, speakers: str
):
    refused = await client.post(
        "/diarize", files=upload(wav(silence(1))), data={"speakers": speakers}
    )
    assert (refused.status_code, refused.json()["field"]) == (422, "speakers")


async def test_a_stored_recording_is_found_by_its_key(client: httpx.AsyncClient):
    runtime: Runtime = app.state.runtime
    content = wav(sample("good.wav"))
    await runtime.store.put("calls/1/call.wav", content, content_type="audio/wav")
    by_key = await client.post("/diarize", data={"audio_key": "calls/1/call.wav"})
    sent = await client.post("/diarize", files=upload(content))
    assert by_key.json() == sent.json()
    assert by_key.json()["turns"]


async def test_a_key_that_nothing_lies_under_is_a_404(client: httpx.AsyncClient):
    assert (await client.post("/diarize", data={"audio_key": "calls/none.wav"})).status_code == 404


@pytest.mark.parametrize("sent", ["neither", "both"])
async def test_a_recording_comes_in_one_way(client: httpx.AsyncClient, sent: str):
    form = {} if sent == "neither" else {"files": upload(b"RIFF"), "data": {"audio_key": "a.wav"}}
    refused = await client.post("/diarize", **form)
    assert (refused.status_code, refused.json()["field"]) == (422, "file")


async def test_process_is_the_same_endpoint(client: httpx.AsyncClient):
    files = upload(wav(sample("good.wav")))
    answers = [(await client.post(path, files=files)).json() for path in ("/diarize", "/process")]
    assert answers[0] == answers[1]


async def test_what_is_redacted_is_told_with_its_place_and_time(client: httpx.AsyncClient):
    text = "It is nine eight seven six five four three two one zero, thanks."
    words = [
        {"text": word, "start_s": at, "end_s": at + 0.5} for at, word in enumerate(text.split())
    ]
    sent = {"turns": [{"speaker": "customer", "text": text, "words": words}]}
    (turn,) = (await client.post("/redact", json=sent)).json()["turns"]
    assert turn["redacted"] == "It is <PHONE_NUMBER>, thanks."
    (span,) = turn["spans"]
    assert text[span["start"] : span["end"]] == text[6:55]
    assert (span["first_word"], span["last_word"]) == (2, 11)
    assert (span["start_s"], span["end_s"]) == (2, 11.5)


async def test_without_times_words_are_those_between_spaces(client: httpx.AsyncClient):
    sent = {"turns": [{"text": "Mail  me: a.b@gmail.com"}], "entities": ["EMAIL_ADDRESS"]}
    (turn,) = (await client.post("/redact", json=sent)).json()["turns"]
    (span,) = turn["spans"]
    assert (span["first_word"], span["last_word"], span["start_s"]) == (2, 2, None)


async def test_names_are_left_unless_they_are_asked_for(client: httpx.AsyncClient):
    turns = [{"text": "My name is Priya Sharma."}]
    usual = (await client.post("/redact", json={"turns": turns})).json()["turns"][0]
    asked = await client.post("/redact", json={"turns": turns, "entities": ["PERSON"]})
    assert usual["redacted"] == "My name is Priya Sharma."
    assert asked.json()["turns"][0]["redacted"] == "My name is <PERSON>."


async def test_a_kind_that_nobody_knows_is_refused(client: httpx.AsyncClient):
    sent = {"turns": [{"text": "a"}], "entities": ["SHOE_SIZE"]}
    assert (await client.post("/redact", json=sent)).status_code == 422
