"""WS /speak/stream of the door, before a voice in mock mode: both over real sockets."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from shared.mount import application
from shared.roster import TTS
from shared.testing.sockets import ServedApp, served

from ..app.access.door import FrontDoor
from ..app.domain.principal import Role
from ..app.tasks import streams

pytestmark = pytest.mark.anyio

HANG_S = 60.0
TEXT = {"text": "We met in the garden. Then we all went home."}


@dataclass
class SpeakingDoor:
    service: ServedApp
    door: FrontDoor
    keys: dict[str, str]
    """Role → key."""
    key_ids: dict[str, str]

    def open(self, role: str | None, *, path: str = "/api/v1/speak/stream") -> connect:
        headers = {"authorization": f"Bearer {self.keys[role]}"} if role else {}
        return connect(f"ws://{self.service.address}{path}", additional_headers=headers)

    async def told(self, role: str, *sent: Any, path: str = "/api/v1/speak/stream") -> list[Any]:
        """Messages, read, and frames; the close code at the end."""
        received: list[Any] = []
        async with asyncio.timeout(HANG_S), self.open(role, path=path) as socket:
            try:
                for each in sent:
                    await socket.send(each if isinstance(each, str | bytes) else json.dumps(each))
                while True:
                    message = await socket.recv()
                    received.append(json.loads(message) if isinstance(message, str) else message)
            except ConnectionClosed:
                return [*received, socket.close_code]


@pytest.fixture
async def speaking(
    services, mock_mode: None, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[SpeakingDoor]:
    from ..app.main import app

    monkeypatch.setenv("AUTH", "required")
    monkeypatch.setenv("SERVICE_TOKEN", "of-this-test")
    async with served(application(TTS)) as voice:
        monkeypatch.setenv("TTS_URL", f"http://{voice.address}")
        async with served(app) as service:
            door: FrontDoor = app.state.runtime.resources["door"]
            keys: dict[str, str] = {}
            ids: dict[str, str] = {}
            people: tuple[tuple[Role, str | None], ...] = (("service", None), ("learner", "priya"))
            for role, speaker in people:
                made, keys[role] = await door.keyring.make(
                    role, tenant="north", role=role, subject=speaker
                )
                ids[role] = made.id
            yield SpeakingDoor(service, door, keys, ids)


@pytest.mark.parametrize("path", ["/api/v1/speak/stream", "/speak/stream"])
async def test_speech_comes_through_the_door(speaking: SpeakingDoor, path: str):
    *told, code = await speaking.told("service", TEXT, path=path)
    assert code == 1000
    kinds = [each["type"] for each in told if isinstance(each, dict)]
    assert (kinds[0], kinds[-1]) == ("begins", "done")
    assert set(kinds[1:-1]) == {"piece"}
    n_bytes = sum(len(each) for each in told if isinstance(each, bytes))
    said_s = n_bytes / 2 / told[0]["rate_hz"]
    assert told[-1]["duration_s"] == pytest.approx(said_s, abs=0.001)
    assert said_s > 1


async def test_ssml_is_said_too(speaking: SpeakingDoor):
    *told, code = await speaking.told("learner", {"ssml": "<speak>One<break time='1s'/></speak>"})
    assert (told[0]["type"], code) == ("begins", 1000)


async def test_whoever_shows_no_key_is_refused_before_it_opens(speaking: SpeakingDoor):
    with pytest.raises(InvalidStatus) as refusal:
        await speaking.open(None)
    assert refusal.value.response.status_code == 401


@pytest.mark.parametrize(
    ("role", "sent", "status"),
    [
        ("learner", TEXT | {"speaker_id": "arjun"}, 403),
        ("service", {}, 422),
        ("service", {"text": "word " * 200}, 422),
        ("service", TEXT | {"voice": "nobody"}, 422),
        ("service", "no json", 422),
        ("service", b"\0\0", 422),
    ],
)
async def test_what_is_refused_is_told_and_closed_with_its_code(
    speaking: SpeakingDoor, role: str, sent: Any, status: int
):
    *told, code = await speaking.told(role, sent)
    assert code == 4000 + status
    assert [each["type"] for each in told] == ["error"]
    assert told[0]["problem"]["status"] == status


async def test_a_revoked_key_ends_its_stream(
    speaking: SpeakingDoor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(streams, "LET_IN_EVERY_S", 0.05)

    async def never(_: object) -> bool:
        return False

    monkeypatch.setattr(FrontDoor, "is_still_let_in", lambda self, caller: never(caller))
    *told, code = await speaking.told("service", TEXT)
    assert code == 4401
    assert told[-1]["problem"]["type"] == "unauthenticated"
