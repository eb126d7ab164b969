"""The service as its callers see it, in mock mode."""

import io
import wave
from functools import partial
from typing import Any

import anyio
import httpx
import pytest

from shared.audio import decode_audio
from shared.contracts import SpeechAnswer
from shared.engines import EngineHost
from shared.line import Line
from shared.settings import CommonSettings
from shared.storage import open_store
from shared.testing import service_client
from shared.web.model_book import LoadedModel, ModelBook

from ..app.main import app
from ..app.services.engines import mock

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mock_mode")]


@pytest.fixture
async def client():
    async with service_client(app) as client:
        yield client


@pytest.mark.parametrize("path", ["/health", "/ready", "/version", "/metrics"])
async def test_the_service_can_be_operated(client: httpx.AsyncClient, path: str):
    assert (await client.get(path)).status_code == 200


async def test_speech_is_a_24_khz_wav_in_the_store(client: httpx.AsyncClient):
    response = await client.post("/speak", json={"text": "a bad cab"})
    speech = SpeechAnswer.model_validate(response.json())
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
        SpeechAnswer.model_validate(
            (await client.post("/speak", json={"text": "a bad cab"})).json()
        )
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
    monkeypatch.setattr(mock.MockSpeaker, "speak_pieces", _refuse)
    again = await client.post("/speak", json={"text": "cab"})
    assert again.json() == first.json()


@pytest.mark.parametrize("phones", ["", " ", "\t\r\n", "Q", "P R IY9", "\u200b"])
async def test_a_pronunciation_that_is_none_is_refused(mock_mode, client, phones):
    refused = await client.post("/speak", json={"text": "Priya", "lexicon": {"Priya": [phones]}})
    assert (refused.status_code, refused.json()["field"].split(".")[0]) == (422, "lexicon")


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
        ({"text": "cab", "voice": "hf_alpha", "language": "en"}, "voice"),
        ({"text": "cab", "voice": "hf_alpha"}, "text"),
        ({"text": ""}, "text"),
        ({"text": "  "}, "text"),
        ({"text": "!?"}, "text"),
        ({"text": "a" * 5001}, "text"),
        ({"text": "cab", "phones": [["K", "QQ", "B"]]}, "phones"),
        ({"text": "cab", "phones": [[" "]]}, "phones"),
        ({"text": "cab", "speaking_rate": 0.4}, "speaking_rate"),
        ({"text": "cab", "speaking_rate": 2.1}, "speaking_rate"),
        ({"text": "cab", "sampling": 1}, "sampling"),
        ({"text": "cab", "format": "aiff"}, "format"),
        ({"text": "cab", "ssml": "<speak>cab</speak>"}, "ssml"),
        ({"ssml": "<speak></speak>"}, "ssml"),
        ({"ssml": f"<speak>{'a' * 5001}</speak>"}, "ssml"),
        ({"ssml": "<speak><prosody rate='10%'>cab</prosody></speak>"}, "ssml"),
        ({"phones": []}, "phones"),
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


async def test_the_voices_offered_say_whose_speech_is_theirs(client: httpx.AsyncClient):
    body = (await client.get("/voices")).json()
    by_id = {voice["id"]: voice for voice in body["voices"]}
    heart, george = by_id["af_heart"], by_id["bm_george"]
    assert (heart["accent"], heart["gender"]) == ("en-US", "female")
    assert (george["accent"], george["gender"]) == ("en-GB", "male")
    assert {voice["accent"] for voice in body["voices"]} == {"en-US", "en-GB", "hi-IN"}
    assert body["default_voice"] == "af_heart"


async def test_a_voice_can_be_heard_at_its_sample_url(client: httpx.AsyncClient):
    body = (await client.get("/voices")).json()
    url = next(voice["sample_url"] for voice in body["voices"] if voice["id"] == "bm_george")
    response = await client.get(url)
    assert response.headers["content-type"] == "audio/wav"
    assert decode_audio(response.content, max_duration_s=60).duration_s > 1
    part = await client.get(url, headers={"range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, b"RI")
    unknown = await client.get("/voices/xx_nobody/sample")
    assert (unknown.status_code, unknown.json()["type"]) == (422, "unknown-voice")


@pytest.mark.parametrize("written", ["BM_GEORGE", "bm-george", "bm george"])
async def test_a_voice_is_known_whatever_its_case_and_marks(
    client: httpx.AsyncClient, written: str
):
    answer = await client.post("/speak", json={"text": "a", "voice": written, "format": "WAV"})
    assert answer.json()["voice"] == "bm_george"


async def test_an_unknown_voice_is_told_the_nearest(client: httpx.AsyncClient):
    answer = await client.post("/speak", json={"text": "a", "voice": "bm_georg"})
    assert (answer.status_code, answer.json()["field"]) == (422, "voice")
    assert "did you mean bm_george?" in answer.json()["detail"]


async def test_a_request_that_says_nothing_is_refused(client: httpx.AsyncClient):
    response = await client.post("/speak", json={"voice": "af_heart"})
    assert response.status_code == 422
    assert "send text, phones or ssml" in response.json()["detail"]


async def test_phones_need_no_text(client: httpx.AsyncClient):
    response = await client.post("/speak", json={"phones": [["K", "AE1", "B"], ["B", "AE1", "D"]]})
    assert response.json()["phones"] == [["K", "AE1", "B"], ["B", "AE1", "D"]]
    assert response.json()["text"] == ""


async def test_words_and_phones_come_with_their_times(client: httpx.AsyncClient):
    first, again = [
        (await client.post("/speak", json={"text": "a cab. bad"})).json() for _ in range(2)
    ]
    # 80 ms a phone, 200 ms after the mark
    assert [(word["text"], word["start_s"], word["end_s"]) for word in first["words"]] == [
        ("a", 0.0, 0.08), ("cab", 0.08, 0.32), ("bad", 0.52, 0.76),
    ]  # fmt: skip
    assert [phone["phone"] for phone in first["words"][1]["phones"]] == ["K", "AE1", "B"]
    assert [phone["end_s"] for phone in first["words"][1]["phones"]] == [0.16, 0.24, 0.32]
    assert again["words"] == first["words"]


@pytest.mark.parametrize("format", ["wav", "flac", "ogg", "mp3"])
async def test_every_format_holds_the_same_speech(client: httpx.AsyncClient, format: str):
    response = await client.post("/speak", json={"text": "a bad cab", "format": format})
    audio = response.json()["audio"]
    content = await open_store(CommonSettings()).get(audio["key"])
    assert audio["key"].endswith(f".{format}")
    assert audio["content_type"] == {"mp3": "audio/mpeg"}.get(format, f"audio/{format}")
    # an MP3 starts with the encoder's own delay and ends on a whole frame
    assert decode_audio(content, max_duration_s=9).duration_s == pytest.approx(0.56, abs=0.1)


async def test_another_format_is_no_new_synthesis(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    await client.post("/speak", json={"text": "cab"})
    monkeypatch.setattr(mock.MockSpeaker, "speak_pieces", _refuse)
    for path in ("/speak", "/speak/stream"):
        response = await client.post(path, json={"text": "cab", "format": "flac"})
        assert response.status_code == 200


async def test_what_was_asked_for_at_once_is_made_once(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    made: list[object] = []
    speak = mock.MockSpeaker.speak_pieces

    def counted(self: Any, pieces: Any, **kwargs: Any):
        made.append(pieces)
        return speak(self, pieces, **kwargs)

    monkeypatch.setattr(mock.MockSpeaker, "speak_pieces", counted)
    async with anyio.create_task_group() as group:
        for _ in range(5):
            group.start_soon(partial(client.post, "/speak", json={"text": "a bad cab"}))
    assert len(made) == 1


@pytest.mark.parametrize("format", ["wav", "flac", "ogg", "mp3"])
async def test_a_stream_is_a_file_of_all_that_was_asked_for(client: httpx.AsyncClient, format: str):
    response = await client.post("/speak/stream", json={"text": "cab. bad.", "format": format})
    assert response.headers["content-type"] == {"mp3": "audio/mpeg"}.get(format, f"audio/{format}")
    # six phones of 80 ms, a pause of 200 ms
    audio = decode_audio(response.content, max_duration_s=9)
    assert audio.duration_s == pytest.approx(0.68, abs=0.1)


async def test_the_first_piece_is_sent_before_the_second_is_made(monkeypatch: pytest.MonkeyPatch):
    from ..app.services import logic, speakers, spelling, spoken_words

    made: list[str] = []
    speak = mock.MockSpeaker.speak_pieces

    def told(self: Any, pieces: Any, **kwargs: Any):
        for piece in speak(self, pieces, **kwargs):
            made.append("piece")
            yield piece

    monkeypatch.setattr(mock.MockSpeaker, "speak_pieces", told)
    host = EngineHost(mock.MockSpeaker(), mock=True, line=Line("the engine", 1))
    async with anyio.create_task_group() as group:
        studio = logic.Studio(
            speakers.SpeakersHere(ModelBook([LoadedModel(None, host)])),
            open_store(CommonSettings()),
            spelling.SpellingPronouncer(),
            group,
            60,
        )
        utterance = spoken_words.Utterance("cab. bad. dad.", None, None, "af_heart", 1.0)
        stream = await logic.begin_stream(utterance, format="wav", studio=studio)
        first = await anext(stream)
        # a header of 44 bytes and three phones of 80 ms
        assert (len(first), made) == (44 + 2 * 5760, ["piece"])
        rest = [part async for part in stream]
        assert (len(b"".join(rest)), len(made)) == (2 * (2 * 5760 + 2 * 4800), 3)


async def test_what_was_streamed_is_kept(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    await client.post("/speak/stream", json={"text": "cab. bad."})
    monkeypatch.setattr(mock.MockSpeaker, "speak_pieces", _refuse)
    assert (await client.post("/speak", json={"text": "cab. bad."})).status_code == 200


async def test_bad_input_to_a_stream_is_a_problem(client: httpx.AsyncClient):
    response = await client.post("/speak/stream", json={"text": "cab", "voice": "xx_nobody"})
    assert (response.status_code, response.json()["field"]) == (422, "voice")


async def test_ssml_is_spoken(client: httpx.AsyncClient):
    ssml = "<speak>a <break time='500ms'/> <prosody rate='50%'>cab</prosody></speak>"
    body = (await client.post("/speak", json={"ssml": ssml})).json()
    # one phone, half a second, three phones at half the pace
    assert body["audio"]["duration_s"] == pytest.approx(0.08 + 0.5 + 3 * 0.16)
    assert body["text"] == "a cab"


async def test_an_unknown_tag_is_named(client: httpx.AsyncClient):
    response = await client.post("/speak", json={"ssml": "<speak><audio src='x'/>cab</speak>"})
    assert response.status_code == 422
    assert response.json()["field"] == "ssml"
    assert response.json()["detail"].startswith("<audio> is not understood")


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("synthesised again")


async def test_speech_is_copied_to_its_owner_and_cached_for_its_tenant_alone(
    client: httpx.AsyncClient,
):
    store = open_store(CommonSettings())
    asked = {"text": "fade", "key_prefix": "tasks/north/1", "cache_prefix": "speech/north"}
    first = (await client.post("/speak", json=asked)).json()["audio"]["key"]
    digest = first.rpartition("/")[2].removesuffix(".wav")
    cache = f"speech/north/{digest[:2]}/{digest}"
    assert first == f"tasks/north/1/speech/{digest}.wav"
    assert await store.keys("speech/") == [f"{cache}/speech.json", f"{cache}/speech.wav"]
    assert await store.keys("tts/") == []
    again = (await client.post("/speak", json=asked | {"key_prefix": "tasks/north/2"})).json()
    assert again["audio"]["key"] == f"tasks/north/2/speech/{digest}.wav"
    await store.delete_folder(cache)
    assert (await store.get(first))[:4] == b"RIFF"
    await client.post("/speak", json=asked | {"cache_prefix": "speech/south"})
    assert {key.split("/")[1] for key in await store.keys("speech/")} == {"south"}


@pytest.mark.parametrize(
    ("field", "prefix"),
    [
        ("cache_prefix", "tasks/north"),
        ("cache_prefix", "speech/../tasks"),
        ("key_prefix", "speech/north"),
        ("key_prefix", "/etc"),
    ],
)
async def test_speech_is_kept_only_where_erasing_finds_it(
    client: httpx.AsyncClient, field: str, prefix: str
):
    refused = await client.post("/speak", json={"text": "fade", field: prefix})
    assert (refused.status_code, refused.json()["field"]) == (422, field)
