"""WS /speak/stream over a real socket, with the mock engine and once with the real one."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from shared.contracts.speaking import SpeechBegins, SpeechDone, SpeechPieceMade
from shared.testing.sockets import ServedApp, served

from ..app.main import app
from ..app.services.engines.mock import MockSpeaker

pytestmark = pytest.mark.anyio

HANG_S = 60.0
TEXT = "We met in the garden. The old man told us a story, and then we all went home by train."


@pytest.fixture
async def service(mock_mode: None) -> AsyncIterator[ServedApp]:
    async with served(app) as running:
        yield running


@pytest.fixture
async def real_service(real_models: Path) -> AsyncIterator[ServedApp]:
    async with served(app) as running:
        yield running


def stream_to(service: ServedApp, **how: Any) -> connect:
    return connect(f"ws://{service.address}/speak/stream", **how)


async def all_of(socket: ClientConnection) -> list[Any]:
    """Messages, read, and frames, as samples, until the stream is closed."""
    told: list[Any] = []
    async with asyncio.timeout(HANG_S):
        try:
            while True:
                message = await socket.recv()
                told.append(
                    np.frombuffer(message, "<i2")
                    if isinstance(message, bytes)
                    else json.loads(message)
                )
        except ConnectionClosed:
            return told


async def spoken(service: ServedApp, **request: Any) -> list[Any]:
    async with stream_to(service) as socket:
        await socket.send(json.dumps(request))
        told = await all_of(socket)
        told.append(socket.close_code)
    return told


def messages(told: list[Any]) -> list[dict[str, Any]]:
    return [each for each in told if isinstance(each, dict)]


def samples(told: list[Any]) -> np.ndarray:
    return np.concatenate([each for each in told if isinstance(each, np.ndarray)])


def held_to_the_contract(told: list[Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    begins, *pieces, done = messages(told)
    SpeechBegins.model_validate(begins)
    for each in pieces:
        SpeechPieceMade.model_validate(each)
    SpeechDone.model_validate(done)
    n_samples = len(samples(told))
    assert done["duration_s"] == pytest.approx(n_samples / begins["rate_hz"], abs=0.001)
    ends = [0.0, *np.cumsum([each["duration_s"] for each in pieces])]
    assert [each["start_s"] for each in pieces] == pytest.approx(ends[:-1], abs=0.001)
    return begins, pieces


async def test_a_text_is_said_piece_by_piece(service: ServedApp):
    told = await spoken(service, text=TEXT)
    begins, pieces = held_to_the_contract(told)
    assert begins["mock"]
    assert told[-1] == 1000
    words = [word for each in pieces for word in each["words"]]
    told_words = [word["text"].lower() for word in words]
    assert told_words == TEXT.lower().replace(".", "").replace(",", "").split()
    starts = [word["start_s"] for word in words]
    assert starts == sorted(starts)
    assert np.abs(samples(told)).max() > 1_000


async def test_another_language_is_said_piece_by_piece_and_its_phones_are_ipa(service: ServedApp):
    told = await spoken(service, text="नमस्ते। आप कैसे हैं?", language="hi")
    begins, pieces = held_to_the_contract(told)
    assert (begins["language"], begins["alphabet"], begins["voice"]) == ("hi", "ipa", "hf_alpha")
    first = pieces[0]["words"][0]
    assert first["text"] == "नमस्ते"
    assert [each["phone"] for each in first["phones"]] == ["n", "ə", "m", "ə", "s", "t̪", "eː"]


async def test_ssml_is_said_as_over_http(service: ServedApp):
    told = await spoken(service, ssml="<speak>One<break time='2s'/>two</speak>")
    _, pieces = held_to_the_contract(told)
    one, two = (word for each in pieces for word in each["words"])
    assert two["start_s"] - one["end_s"] >= 1.9


@pytest.mark.parametrize(
    ("request_", "status", "kind", "field"),
    [
        ({}, 422, "invalid-input", None),
        ({"text": "one", "voice": "nobody"}, 422, "unknown-voice", "voice"),
        ({"text": "one", "format": "ogg"}, 422, "invalid-input", "format"),
        ({"text": "one", "volume": 3}, 422, "invalid-input", "volume"),
        ({"ssml": "<speak><a/></speak>"}, 422, "invalid-input", "ssml"),
        ({"text": "word " * 999}, 422, "speech-too-long", None),
    ],
)
async def test_what_cannot_be_said_is_a_problem_and_its_close_code(
    service: ServedApp,
    request_: dict[str, Any],
    status: int,
    kind: str,
    field: str | None,
    monkeypatch: pytest.MonkeyPatch,
):
    app.state.runtime.resources["studio"].max_speech_s = 60.0
    told = await spoken(service, **request_)
    assert told[-1] == 4000 + status
    [error] = messages(told)
    assert error["type"] == "error"
    assert (error["problem"]["type"], error["problem"]["status"]) == (kind, status)
    assert field is None or error["problem"]["field"] == field


@pytest.mark.parametrize("first", [b"\0\1", "no json"])
async def test_a_first_message_that_is_no_request_is_refused(
    service: ServedApp, first: bytes | str
):
    async with stream_to(service) as socket:
        await socket.send(first)
        [error] = await all_of(socket)
        assert (error["problem"]["type"], socket.close_code) == ("invalid-input", 4422)


class _Counted:
    """Speaks without an end, and counts how many pieces were asked for."""

    def __init__(self) -> None:
        self.n_made = 0
        self.speak_pieces = MockSpeaker.speak_pieces

    def __call__(self, engine: MockSpeaker, pieces: Any, **how: Any) -> Iterator[Any]:
        while True:
            self.n_made += 1
            yield from self.speak_pieces(engine, pieces[:1], **how)


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> _Counted:
    counted = _Counted()
    monkeypatch.setattr(MockSpeaker, "pieces", lambda self, words, soon=False: [words] * 100_000)
    monkeypatch.setattr(
        MockSpeaker, "speak_pieces", lambda self, pieces, **how: counted(self, pieces, **how)
    )
    return counted


async def until_still(counted: _Counted) -> int:
    """How many pieces were made when no more are."""
    before = -1
    async with asyncio.timeout(HANG_S):
        while counted.n_made != before:
            before = counted.n_made
            await asyncio.sleep(0.3)
    return before


async def test_nothing_is_made_for_a_client_that_takes_nothing(
    service: ServedApp, endless: _Counted
):
    async with stream_to(service, max_queue=1) as socket:
        await socket.send(json.dumps({"text": TEXT}))
        await socket.recv()
        n_made = await until_still(endless)
        assert n_made < 1_000
        for _ in range(400):
            await socket.recv()
        assert await until_still(endless) > n_made
    assert app.state.runtime.host.line.busy == 0


async def test_a_client_that_leaves_ends_the_work(service: ServedApp, endless: _Counted):
    async with stream_to(service) as socket:
        await socket.send(json.dumps({"text": TEXT}))
        await socket.recv()
    await until_still(endless)
    assert app.state.runtime.host.line.busy == 0


@pytest.mark.engine
async def test_the_real_voice_is_there_early_and_says_the_same_as_over_http(
    real_service: ServedApp,
):
    told = await spoken(real_service, text=TEXT)
    begins, pieces = held_to_the_contract(told)
    assert (begins["rate_hz"], begins["voice"]) == (24_000, "af_heart")
    assert pieces[0]["duration_s"] < pieces[-1]["duration_s"]
    words = [word["text"] for each in pieces for word in each["words"]]
    assert words == TEXT.replace(".", "").replace(",", "").split()
    assert np.sqrt(np.mean(np.square(samples(told).astype(float)))) > 500
