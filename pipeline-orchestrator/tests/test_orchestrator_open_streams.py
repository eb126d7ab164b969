"""An event stream ends with what it was asked with: a key, a session, a token, or being on this machine without any."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import anyio
import anyio.lowlevel
import httpx
import pytest

from shared.errors import Unavailable
from shared.testing import service_client

from ..app.access.door import FrontDoor, KnownCaller
from ..app.db.models import now
from ..app.domain.principal import Principal
from .conftest import FakeServices, Orchestrator

pytestmark = pytest.mark.anyio

NORTH = Principal("north", "n", "operator")
LONG_S = 30.0


@dataclass
class Following:
    """A task that is at work until its gate is opened, and who may follow it."""

    client: httpx.AsyncClient
    door: FrontDoor
    services: FakeServices
    monkeypatch: pytest.MonkeyPatch
    task_id: str = ""

    def with_key(self, key: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            transport=self.client._transport,
            base_url="http://127.0.0.1:8010",
            headers={"authorization": f"Bearer {key}"},
            timeout=60,
        )

    async def ends(self, client: httpx.AsyncClient, when: Callable[[], Awaitable[object]]) -> str:
        """What was told until the stream ended, once `when` had happened; the task goes on."""
        told: list[str] = []
        gate = self.services.gates["align"]
        looks = 0
        looked_again = anyio.Event()
        is_still_let_in = FrontDoor.is_still_let_in

        async def look(door: FrontDoor, caller: KnownCaller) -> bool:
            """At the second look, what there was at the first has been told."""
            nonlocal looks
            looks += 1
            if looks > 1:
                looked_again.set()
            return await is_still_let_in(door, caller)

        self.monkeypatch.setattr(FrontDoor, "is_still_let_in", look)

        async def follow() -> None:
            answer = await client.get(f"/tasks/{self.task_id}/events")
            assert answer.status_code == 200
            told.append(answer.text)

        with anyio.fail_after(LONG_S):
            async with anyio.create_task_group() as group:
                group.start_soon(follow)
                await anyio.to_thread.run_sync(gate.arrived.wait, LONG_S)
                await looked_again.wait()
                await when()
        assert not gate.open.is_set()
        return told[0]


@pytest.fixture
async def following(services, monkeypatch) -> AsyncIterator[Following]:
    from ..app.main import app

    monkeypatch.setenv("AUTH", "required")
    services.hold("align")
    async with service_client(app) as client:
        found = Following(client, app.state.runtime.resources["door"], services, monkeypatch)
        _, key = await found.door.keyring.make("sender", tenant="north", role="service")
        sent = await Orchestrator(found.with_key(key)).post("/tasks", reference_text="Very good.")
        found.task_id = sent.json()["task_id"]
        yield found
        services.gates["align"].open.set()


async def test_a_stream_ends_when_its_key_is_revoked(following):
    made, key = await following.door.keyring.make("page", tenant="north", role="service")
    client = following.with_key(key)
    told = await following.ends(client, lambda: following.door.revoke(NORTH, made.id))
    assert "stage_started" in told
    assert "task_finished" not in told
    assert (await client.get(f"/tasks/{following.task_id}/events")).status_code == 401


async def test_a_stream_ends_when_its_key_was_revoked_by_another_process(following, rows):
    _, key = await following.door.keyring.make("page", tenant="north", role="service")

    async def revoked_elsewhere() -> None:
        rows("UPDATE api_keys SET revoked_at = '2026-01-01 00:00:00.000000' WHERE name = 'page'")
        following.door.keyring._looked_up._kept.clear()  # as seconds do

    await following.ends(following.with_key(key), revoked_elsewhere)


async def test_a_stream_ends_when_its_key_expires(following):
    soon = now() + timedelta(seconds=2)
    _, key = await following.door.keyring.make("page", tenant="north", role="service", expires_at=soon)  # fmt: skip
    await following.ends(following.with_key(key), anyio.lowlevel.checkpoint)


async def test_a_stream_ends_when_its_browser_signs_out(following):
    _, key = await following.door.keyring.make("page", tenant="north", role="service")
    page = httpx.AsyncClient(
        transport=following.client._transport, base_url="http://127.0.0.1:8010", timeout=60
    )
    opened = await page.post("/sessions", json={"key": key})
    csrf = {"x-csrf-token": opened.json()["csrf_token"]}
    await following.ends(page, lambda: page.delete("/sessions/current", headers=csrf))


async def test_a_stream_goes_on_to_the_tasks_end_for_who_may_still_follow(following):
    _, key = await following.door.keyring.make("page", tenant="north", role="service")
    following.services.gates["align"].open.set()
    told = await following.with_key(key).get(f"/tasks/{following.task_id}/events")
    assert "task_finished" in told.text


async def test_a_token_holds_until_its_end(following):
    door, second = following.door, timedelta(seconds=1)
    for until, holds in ((now() + second * 60, True), (now() - second, False)):
        caller = KnownCaller(NORTH, "oidc", until=until)
        assert await door.is_still_let_in(caller) is holds


async def test_who_needed_no_key_needs_one_as_soon_as_there_is_one(services, monkeypatch):
    from ..app.main import app

    monkeypatch.setenv("AUTH", "auto")
    async with service_client(app):
        door: FrontDoor = app.state.runtime.resources["door"]
        caller = KnownCaller(NORTH, "local")
        assert await door.is_still_let_in(caller)
        await door.keyring.make("first", tenant="local", role="operator")
        assert not await door.is_still_let_in(caller)


async def test_while_the_database_is_away_a_stream_goes_on(following, monkeypatch):
    made, _ = await following.door.keyring.make("page", tenant="north", role="service")

    async def away(_self: object, _work: object) -> None:
        raise Unavailable("the database is away")

    monkeypatch.setattr(type(following.door.keyring.database), "read", away)
    assert await following.door.is_still_let_in(KnownCaller(made.principal, f"key:{made.id}"))
