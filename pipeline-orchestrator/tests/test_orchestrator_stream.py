"""WS /stream of the door, before a recogniser in mock mode: both over real sockets."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from shared.mount import application
from shared.roster import ASR
from shared.settings import REPO_ROOT
from shared.testing.sockets import ServedApp, served

from ..app.access.door import FrontDoor
from ..app.core.open_streams import OpenStreams
from ..app.domain.quotas import Quota
from ..app.tasks import streams

pytestmark = pytest.mark.anyio

RATE_HZ = 16_000
HANG_S = 60.0
SPEECH, _ = soundfile.read(
    REPO_ROOT / "asr-service/tests/audio/american_english.flac", dtype="int16"
)
START = json.dumps({"type": "start", "rate_hz": RATE_HZ})


@dataclass
class LiveDoor:
    service: ServedApp
    recogniser: ServedApp
    door: FrontDoor
    key: str
    key_id: str

    def open(self, *, path: str = "/api/v1/stream", **headers: str) -> connect:
        return connect(f"ws://{self.service.address}{path}", additional_headers=headers)

    def with_key(self, **headers: str) -> connect:
        return self.open(authorization=f"Bearer {self.key}", **headers)

    async def usage(self) -> dict[str, Any]:
        async with httpx.AsyncClient(headers={"authorization": f"Bearer {self.key}"}) as http:
            return (await http.get(f"http://{self.service.address}/api/v1/usage")).json()


@pytest.fixture
async def live(
    services, mock_mode: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[LiveDoor]:
    from ..app.main import app

    monkeypatch.setenv("AUTH", "required")
    monkeypatch.setenv("SERVICE_TOKEN", "of-this-test")
    async with served(application(ASR)) as recogniser:
        monkeypatch.setenv("ASR_URL", f"http://{recogniser.address}")
        async with served(app) as service:
            door: FrontDoor = app.state.runtime.resources["door"]
            made, whole = await door.keyring.make("live", tenant="north", role="service")
            yield LiveDoor(service, recogniser, door, whole, made.id)


async def rest_of(socket: ClientConnection) -> list[dict[str, Any]]:
    """All messages until the stream is closed."""
    messages = []
    async with asyncio.timeout(HANG_S):
        with contextlib.suppress(ConnectionClosed):
            while True:
                messages.append(json.loads(await socket.recv()))
    return messages


async def speak(socket: ClientConnection, samples: np.ndarray) -> list[dict[str, Any]]:
    with contextlib.suppress(ConnectionClosed):  # what was said before that can still be read
        await socket.send(START)
        for start in range(0, len(samples), 3200):
            await socket.send(samples[start : start + 3200].tobytes())
        await socket.send('{"type": "end"}')
    return await rest_of(socket)


async def test_words_come_through_the_door_and_their_minutes_are_counted(live: LiveDoor):
    async with live.with_key() as socket:
        messages = await speak(socket, SPEECH)
        assert socket.close_code == 1000
    kinds = [each["type"] for each in messages]
    assert kinds[0] == "ready"
    assert kinds[-1] == "done"
    assert "final" in kinds
    used = {each["quota"]: each["used"] for each in (await live.usage())["of_tenant"]}
    assert used["audio_minutes"] == pytest.approx(len(SPEECH) / RATE_HZ / 60, abs=0.001)
    assert used["recordings"] == 1


@pytest.mark.parametrize("path", ["/api/v1/stream", "/stream"])
async def test_whoever_shows_no_key_is_refused_before_the_stream_opens(live: LiveDoor, path: str):
    for headers in ({}, {"authorization": "Bearer afv_made-up"}):
        with pytest.raises(InvalidStatus) as refusal:
            await live.open(path=path, **headers)
        assert refusal.value.response.status_code == 401
        assert json.loads(refusal.value.response.body or b"")["type"] == "unauthenticated"


async def test_a_page_of_another_site_is_refused_whatever_it_shows(live: LiveDoor):
    with pytest.raises(InvalidStatus) as refusal:
        await live.with_key(origin="https://elsewhere.example")
    assert refusal.value.response.status_code == 403


async def test_a_session_opens_a_stream_from_the_pages_own_origin_alone(live: LiveDoor):
    address = f"http://{live.service.address}"
    async with httpx.AsyncClient(base_url=address) as http:
        opened = await http.post("/api/v1/sessions", json={"key": live.key})
    assert opened.is_success, opened.text
    cookie = "; ".join(f"{name}={value}" for name, value in opened.cookies.items())
    async with live.open(cookie=cookie, origin=address) as socket:
        await socket.send(START)
        assert json.loads(await socket.recv())["type"] == "ready"
    with pytest.raises(InvalidStatus) as refusal:
        await live.open(cookie=cookie, origin="https://elsewhere.example")
    assert refusal.value.response.status_code == 403


async def test_what_the_recogniser_refuses_is_told_as_it_tells_it(live: LiveDoor):
    async with live.with_key() as socket:
        await socket.send('{"type": "start", "channels": 3}')
        [told] = await rest_of(socket)
        assert (told["type"], told["problem"]["field"]) == ("error", "start.channels")
        assert socket.close_code == 4422


async def test_a_used_quota_lets_no_stream_begin_and_ends_one_that_uses_it_up(
    live: LiveDoor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(streams, "COUNTED_EVERY_S", 1.0)
    from ..app.domain.principal import Principal

    operator = Principal("north", "o", "operator")
    await live.door.quotas.set(operator, Quota(audio_minutes_per_month=2 / 60))
    async with live.with_key() as socket:
        messages = await speak(socket, np.zeros(6 * RATE_HZ, np.int16))
        assert socket.close_code == 4429
    assert messages[-1]["problem"]["type"] == "quota-exceeded"
    await live.door.quotas.set(operator, Quota(recordings_per_day=1))
    async with live.with_key() as socket:
        [told] = await speak(socket, SPEECH)
    assert told["problem"]["type"] == "quota-exceeded"


async def test_a_revoked_key_ends_its_stream(live: LiveDoor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(streams, "LET_IN_EVERY_S", 0.05)
    from ..app.domain.principal import Principal

    async with live.with_key() as socket:
        await socket.send(START)
        assert json.loads(await socket.recv())["type"] == "ready"
        await live.door.revoke(Principal("north", "o", "operator"), live.key_id)
        [told] = await rest_of(socket)
        assert told["problem"]["type"] == "unauthenticated"
        assert socket.close_code == 4401


async def test_a_stream_that_was_cut_goes_on_through_the_door(live: LiveDoor):
    half = len(SPEECH) // 6400 * 3200
    async with live.with_key() as socket:
        await socket.send(START)
        token = json.loads(await socket.recv())["token"]
        await socket.send(SPEECH[:half].tobytes())
        socket.transport.close()
    resume = json.dumps({"type": "resume", "token": token})
    async with asyncio.timeout(HANG_S):
        while True:  # the door may not have noticed yet
            socket = await live.with_key()
            await socket.send(resume)
            ready = json.loads(await socket.recv())
            if ready["type"] == "ready":
                break
            await socket.close()
    async with socket:
        await socket.send(SPEECH[ready["received_frames"] :].tobytes())
        await socket.send('{"type": "end"}')
        done = (await rest_of(socket))[-1]
    assert done["duration_s"] == pytest.approx(len(SPEECH) / RATE_HZ, abs=0.01)


async def test_another_tenant_does_not_resume_it(live: LiveDoor):
    async with live.with_key() as socket:
        await socket.send(START)
        token = json.loads(await socket.recv())["token"]
    _, other = await live.door.keyring.make("south", tenant="south", role="service")
    async with live.open(authorization=f"Bearer {other}") as socket:
        await socket.send(json.dumps({"type": "resume", "token": token}))
        [told] = await rest_of(socket)
    assert told["problem"]["type"] == "stream-unknown"


async def test_a_recogniser_that_is_away_is_told(live: LiveDoor):
    [listening] = live.recogniser.server.servers[0].sockets
    live.recogniser.server.should_exit = True
    async with asyncio.timeout(HANG_S):
        while listening.fileno() >= 0:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.02)
    async with live.with_key() as socket:
        [told] = await rest_of(socket)
        assert (told["problem"]["status"], told["problem"]["service"]) == (502, "asr-service")


async def test_a_tenant_has_so_many_streams_and_others_have_theirs(
    live: LiveDoor, monkeypatch: pytest.MonkeyPatch
):
    from ..app.main import app

    held: OpenStreams = app.state.runtime.resources["app"].streams
    monkeypatch.setattr(held, "most", 1)
    _, other = await live.door.keyring.make("live", tenant="south", role="service")
    async with live.with_key() as first:
        await first.send(START)
        assert json.loads(await first.recv())["type"] == "ready"
        async with live.with_key() as second:
            [refused] = await rest_of(second)
            assert second.close_code == 4429
        assert refused["problem"]["type"] == "too-many-streams"
        assert refused["problem"]["limit"] == 1
        assert refused["retry_after_s"] >= 1
        async with live.open(authorization=f"Bearer {other}") as theirs:
            assert (await speak(theirs, SPEECH))[-1]["type"] == "done"
        await first.send('{"type": "end"}')
        assert (await rest_of(first))[-1]["type"] == "done"
    async with live.with_key() as again:
        assert (await speak(again, SPEECH))[-1]["type"] == "done"
    used = {each["quota"]: each["used"] for each in (await live.usage())["of_tenant"]}
    assert used["recordings"] == 2  # who was refused has used nothing
