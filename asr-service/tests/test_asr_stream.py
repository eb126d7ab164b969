"""WS /stream over a real socket, with the mock engine and once with the real one."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bench.live.figures import taken_back
from bench.live.play import play
from shared.settings import REPO_ROOT
from shared.testing.sockets import ServedApp, served

from ..app.main import app

pytestmark = pytest.mark.anyio

RATE_HZ = 16_000
HANG_S = 60.0
"""Guards against a hang."""
SPEECH, _ = soundfile.read(
    REPO_ROOT / "asr-service/tests/audio/american_english.flac", dtype="int16"
)
PAUSE = np.zeros(RATE_HZ, np.int16)
START = {"type": "start", "rate_hz": RATE_HZ}


@pytest.fixture
async def service(mock_mode: None) -> AsyncIterator[ServedApp]:
    async with served(app) as running:
        yield running


def stream_to(service: ServedApp, **how: Any) -> connect:
    return connect(f"ws://{service.address}/stream", **how)


async def send_sound(socket: ClientConnection, samples: np.ndarray) -> None:
    for start in range(0, len(samples), 1600):
        await socket.send(samples[start : start + 1600].tobytes())


async def rest_of(socket: ClientConnection) -> list[dict[str, Any]]:
    """All messages until the stream is closed."""
    messages = []
    async with asyncio.timeout(HANG_S):
        try:
            while True:
                messages.append(json.loads(await socket.recv()))
        except ConnectionClosed:
            return messages


async def opened(socket: ClientConnection, message: dict[str, Any] = START) -> dict[str, Any]:
    with contextlib.suppress(ConnectionClosed):
        await socket.send(json.dumps(message))
    return json.loads(await socket.recv())


async def refused(service: ServedApp, *sent: str | bytes) -> tuple[dict[str, Any], int | None]:
    """The problem of a stream that begins so, with the time to come again, and the code it was closed with."""
    async with stream_to(service) as socket:
        with contextlib.suppress(ConnectionClosed):  # what was said before that can still be read
            for each in sent:
                await socket.send(each)
        messages = await rest_of(socket)
        assert messages[-1]["type"] == "error"
        told = messages[-1]
        return told["problem"] | {"retry_after_s": told["retry_after_s"]}, socket.close_code


async def test_speech_is_told_and_the_stream_is_closed_when_all_is(service: ServedApp):
    async with stream_to(service) as socket:
        ready = await opened(socket)
        assert (ready["type"], ready["engine"], ready["mock"]) == ("ready", "mock", True)
        await send_sound(socket, np.concatenate([SPEECH, PAUSE, SPEECH]))
        await socket.send('{"type": "end"}')
        messages = await rest_of(socket)
        assert socket.close_code == 1000
    kinds = [each["type"] for each in messages]
    assert kinds.count("utterance_end") == kinds.count("final") >= 2
    done = messages[-1]
    assert done["type"] == "done"
    assert done["n_utterances"] == kinds.count("final")
    assert done["duration_s"] == pytest.approx((2 * len(SPEECH) + RATE_HZ) / RATE_HZ, abs=0.01)
    for each in messages:
        if each["type"] == "final":
            assert each["text"] == " ".join(word["text"] for word in each["words"])
            assert all(word["start_s"] <= word["end_s"] for word in each["words"])


async def test_each_of_two_channels_is_heard_by_itself(service: ServedApp):
    left = np.concatenate([SPEECH, PAUSE])
    both = np.stack([left, np.zeros_like(left)], axis=1)
    async with stream_to(service) as socket:
        await opened(socket, START | {"channels": 2})
        await send_sound(socket, both)
        await socket.send('{"type": "end"}')
        messages = await rest_of(socket)
    assert {each["channel"] for each in messages if each["type"] == "final"} == {0}


async def test_another_rate_is_heard_as_well(service: ServedApp):
    async with stream_to(service) as socket:
        await opened(socket, START | {"rate_hz": 48_000})
        await send_sound(socket, np.repeat(SPEECH, 3))
        await socket.send('{"type": "end"}')
        done = (await rest_of(socket))[-1]
    assert done["duration_s"] == pytest.approx(len(SPEECH) / RATE_HZ, abs=0.01)
    assert done["n_utterances"] >= 1


async def test_with_a_text_it_is_told_where_the_reader_is(service: ServedApp):
    """The mock makes up one of its sentences: read with that as the text, all of it is read. In one frame there is no second
    pass, and no word is stable that the last one doesn't have."""
    async with stream_to(service) as socket:
        await opened(socket)
        await socket.send(SPEECH.tobytes())
        await socket.send('{"type": "end"}')
        finals = [each for each in await rest_of(socket) if each["type"] == "final"]
    text = " ".join(each["text"] for each in finals)
    async with stream_to(service) as socket:
        await opened(socket, START | {"text": text})
        await socket.send(SPEECH.tobytes())
        await socket.send('{"type": "end"}')
        reading = [each for each in await rest_of(socket) if each["type"] == "reading"]
    states: dict[int, str] = {}
    for each in reading:
        states |= {word["index"]: word["state"] for word in each["words"]}
        for index in each["undone"]:
            del states[index]
    n_words = len(text.split())
    assert reading[-1]["next_index"] == n_words
    assert set(states) == set(range(n_words))


async def test_where_nobody_can_judge_words_they_are_told_as_not_known(
    monkeypatch: pytest.MonkeyPatch, mock_mode: None
):
    monkeypatch.setenv("PHONEME_MAP_URL", "http://127.0.0.1:9")  # nobody listens there
    async with served(app) as service:
        async with stream_to(service) as socket:
            await opened(socket)
            await socket.send(SPEECH.tobytes())
            await socket.send('{"type": "end"}')
            finals = [each for each in await rest_of(socket) if each["type"] == "final"]
        text = " ".join(each["text"] for each in finals)
        async with stream_to(service) as socket:
            await opened(socket, START | {"text": text, "judge_words": True})
            await socket.send(SPEECH.tobytes())
            await socket.send('{"type": "end"}')
            messages = await rest_of(socket)
    told = [word for each in messages if each["type"] == "clarity" for word in each["words"]]
    assert {word["index"] for word in told} == set(range(len(text.split())))
    assert {(word["state"], word["probability"]) for word in told} == {("unknown", None)}
    assert messages[-1]["type"] == "done"


async def test_silence_has_no_words(service: ServedApp):
    async with stream_to(service) as socket:
        await opened(socket)
        await send_sound(socket, np.zeros(5 * RATE_HZ, np.int16))
        await socket.send('{"type": "end"}')
        [done] = await rest_of(socket)
    assert (done["type"], done["n_utterances"]) == ("done", 0)


@pytest.mark.parametrize(
    ("first", "field"),
    [
        (b"\0\0", None),
        ("sound", "message"),
        ('{"type": "begin"}', "message"),
        ('{"type": "end"}', "message"),
        (json.dumps(START | {"channels": 3}), "start.channels"),
        (json.dumps(START | {"rate_hz": 4000}), "start.rate_hz"),
        (json.dumps(START | {"langauge": "en"}), "start.langauge"),
        (json.dumps(START | {"language": "tlh"}), "language"),
        (json.dumps(START | {"judge_words": True}), "text"),
        (
            json.dumps(START | {"judge_words": True, "text": "good", "language": "auto"}),
            "judge_words",
        ),
    ],
)
async def test_a_wrong_first_message_is_told(
    service: ServedApp, first: str | bytes, field: str | None
):
    problem, code = await refused(service, first)
    assert (problem["type"], code) == ("invalid-input", 4422)
    assert problem.get("field") == field


@pytest.mark.parametrize("sent", [b"\0", b"\0\0\0", '{"type": "start"}', "…"])
async def test_what_is_no_sound_ends_the_stream(service: ServedApp, sent: str | bytes):
    problem, code = await refused(service, json.dumps(START), sent)
    assert (problem["type"], code) == ("invalid-input", 4422)


async def test_sound_behind_the_end_is_refused(service: ServedApp):
    # the sound before it keeps the stream from being done
    sound = [SPEECH[start : start + 1600].tobytes() for start in range(0, len(SPEECH), 1600)]
    problem, code = await refused(service, json.dumps(START), *sound, '{"type": "end"}', b"\0\0")
    assert (problem["field"], code) == ("frame", 4422)


async def test_a_stream_has_an_end(monkeypatch: pytest.MonkeyPatch, mock_mode: None):
    monkeypatch.setenv("ASR_STREAM_MAX_S", "1")
    async with served(app) as service:
        frames = [np.zeros(RATE_HZ // 2, np.int16).tobytes()] * 3
        problem, code = await refused(service, json.dumps(START), *frames)
    assert (problem["type"], code) == ("stream-too-long", 4413)
    assert problem["retry_after_s"] is None


async def test_streams_beyond_the_limit_are_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch, mock_mode: None
):
    monkeypatch.setenv("ASR_STREAMS", "1")
    async with served(app) as service:
        async with stream_to(service) as socket:
            await opened(socket)
            problem, code = await refused(service, json.dumps(START))
        assert (problem["type"], code) == ("busy", 4503)
        assert problem["retry_after_s"] >= 1
        await (await ready_at_last(service, START)).close()  # a place is free again


async def ready_at_last(service: ServedApp, message: dict[str, Any]) -> ClientConnection:
    """The service may not have noticed yet that the connection before was closed."""
    async with asyncio.timeout(HANG_S):
        while True:
            socket = await stream_to(service)
            answer = await opened(socket, message)
            if answer["type"] == "ready":
                assert answer["rate_hz"] == RATE_HZ
                return socket
            await socket.close()


async def test_a_stream_that_was_cut_goes_on(service: ServedApp):
    half = len(SPEECH) // 3200 * 1600
    async with stream_to(service) as socket:
        ready = await opened(socket)
        await send_sound(socket, SPEECH[:half])
        await socket.close()
    async with await ready_at_last(service, {"type": "resume", "token": ready["token"]}) as socket:
        await send_sound(socket, SPEECH[half:])
        await socket.send('{"type": "end"}')
        done = (await rest_of(socket))[-1]
    assert done["type"] == "done"
    assert done["duration_s"] == pytest.approx(len(SPEECH) / RATE_HZ, abs=0.001)
    assert done["n_utterances"] >= 1


async def test_an_unknown_stream_is_not_resumed(service: ServedApp):
    problem, code = await refused(service, '{"type": "resume", "token": "made-up"}')
    assert (problem["type"], code) == ("stream-unknown", 4404)


async def test_who_shows_no_token_is_not_let_in(monkeypatch: pytest.MonkeyPatch, mock_mode: None):
    monkeypatch.setenv("SERVICE_TOKEN", "of-this-test")
    async with served(app) as service:
        with pytest.raises(InvalidStatus) as refusal:
            await stream_to(service)
        assert refusal.value.response.status_code == 401
        assert b"unauthenticated" in (refusal.value.response.body or b"")
        shown = {"x-service-token": "of-this-test"}
        async with stream_to(service, additional_headers=shown) as socket:
            assert (await opened(socket))["type"] == "ready"


async def test_an_open_stream_is_one_connection_and_a_stop_ends_it(service: ServedApp):
    async with stream_to(service) as socket:
        await opened(socket)
        assert len(service.connections) == 1
        service.server.should_exit = True
        await rest_of(socket)
        assert socket.close_code == 1012
    assert len(service.connections) == 0


async def test_a_path_without_a_stream_is_refused(service: ServedApp):
    with pytest.raises(InvalidStatus):
        await connect(f"ws://{service.address}/streams")
    async with httpx.AsyncClient() as http:
        assert (await http.get(f"http://{service.address}/stream")).status_code == 404


def told_by(page: str, metric: str) -> float:
    """A metric's value; 0 where nothing was counted yet."""
    found = re.findall(rf"^{re.escape(metric)} (\S+)", page, re.MULTILINE)
    return float(found[0]) if found else 0.0


async def test_streams_are_measured(service: ServedApp):
    ended = 'websockets_total{code="1000",route="/stream",service="asr-service"}'
    async with httpx.AsyncClient(base_url=f"http://{service.address}") as http:
        before = (await http.get("/metrics")).text
        async with stream_to(service) as socket:
            await opened(socket)
            await send_sound(socket, np.zeros(RATE_HZ, np.int16))
            during = (await http.get("/metrics")).text
            await socket.send('{"type": "end"}')
            await rest_of(socket)
        after = (await http.get("/metrics")).text
    assert told_by(during, 'websockets_open{service="asr-service"}') == 1
    assert told_by(during, 'line_busy{line="live streams"}') == 1
    assert told_by(after, 'websockets_open{service="asr-service"}') == 0
    assert told_by(after, ended) - told_by(before, ended) == 1
    heard = told_by(after, "live_audio_seconds_total") - told_by(before, "live_audio_seconds_total")
    assert heard == pytest.approx(1.0)


@pytest.mark.engine
async def test_real_speech_in_real_time_is_told_and_nothing_is_taken_back(real_models: Path):
    samples, _ = soundfile.read(
        REPO_ROOT / "asr-service/tests/audio/hindi_voice_english.flac", dtype="int16"
    )
    async with served(app) as service:
        played = await play(f"ws://{service.address}/stream", samples)
    assert played.of("partial")
    assert taken_back(played) == 0
    said = " ".join(word["text"] for word in played.words).lower()
    assert "other teams every wednesday" in said
