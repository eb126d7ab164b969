"""Callers who leave while speech is made for them."""

import threading
from collections.abc import Iterator, MutableMapping
from typing import Any

import anyio
import anyio.to_thread
import httpx
import pytest

from shared.abandon import Abandoned, raise_if_abandoned
from shared.settings import CommonSettings
from shared.storage import open_store
from shared.testing import service_client

from ..app.main import app
from ..app.services.engines import mock

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mock_mode")]


LONG_S = 20.0
"""No test waits for it: it guards a hang."""
TEXT = {"text": "cab. bad. dad."}


class Held:
    """The mock's speech, held after its first piece until it is let go or abandoned."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.n_begun, self.n_pieces, self.n_abandoned = 0, 0, 0
        self.begun, self.let_go = threading.Event(), threading.Event()
        speak = mock.MockSpeaker.speak_pieces

        def held(speaker: Any, pieces: Any, **kwargs: Any) -> Iterator[object]:
            self.n_begun += 1
            for piece in speak(speaker, pieces, **kwargs):
                self.n_pieces += 1
                yield piece
                self.begun.set()
                try:
                    while not self.let_go.wait(0.001):
                        raise_if_abandoned()
                except Abandoned:
                    self.n_abandoned += 1
                    raise

        monkeypatch.setattr(mock.MockSpeaker, "speak_pieces", held)

    async def has_begun(self) -> None:
        assert await anyio.to_thread.run_sync(self.begun.wait, LONG_S)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    return Held(monkeypatch)


@pytest.fixture
async def client():
    async with service_client(app) as client:
        yield client


async def test_one_of_several_callers_for_a_text_leaves_and_the_others_get_it(
    client: httpx.AsyncClient, held: Held
):
    answers: list[httpx.Response] = []

    async def ask(scope: anyio.CancelScope) -> None:
        with scope:
            answers.append(await client.post("/speak", json=TEXT))

    leaver = anyio.CancelScope()
    with anyio.fail_after(LONG_S):
        async with anyio.create_task_group() as group:
            group.start_soon(ask, leaver)
            await held.has_begun()
            for _ in range(2):
                group.start_soon(ask, anyio.CancelScope())
            await anyio.wait_all_tasks_blocked()
            leaver.cancel()
            held.let_go.set()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert (held.n_begun, held.n_abandoned) == (1, 0)


@pytest.mark.parametrize("path", ["/speak", "/speak/stream"])
async def test_when_the_last_has_left_it_is_given_up_and_nothing_of_it_is_kept(
    client: httpx.AsyncClient, held: Held, path: str
):
    with anyio.fail_after(LONG_S):
        async with anyio.create_task_group() as group:
            group.start_soon(lambda: client.post(path, json=TEXT))
            await held.has_begun()
            group.cancel_scope.cancel()
        held.let_go.set()
        answer = await client.post("/speak", json={"text": "fade"})  # the engine is free
    assert answer.status_code == 200
    assert held.n_begun == 2
    assert await open_store(CommonSettings()).keys("tts/") == sorted(
        [answer.json()["audio"]["key"], answer.json()["audio"]["key"].replace(".wav", ".json")]
    )


async def test_who_asks_for_what_was_just_given_up_gets_it_made_anew(
    client: httpx.AsyncClient, held: Held
):
    with anyio.fail_after(LONG_S):
        async with anyio.create_task_group() as group:
            group.start_soon(lambda: client.post("/speak", json=TEXT))
            await held.has_begun()
            group.cancel_scope.cancel()
        held.let_go.set()
        assert (await client.post("/speak", json=TEXT)).status_code == 200
    assert held.n_begun == 2


async def test_a_failure_is_told_to_all_who_waited_for_it(
    client: httpx.AsyncClient, held: Held, monkeypatch: pytest.MonkeyPatch
):
    from ..app.services import kept

    async def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(kept, "keep", full)
    statuses: list[int] = []

    async def ask() -> None:
        statuses.append((await client.post("/speak", json=TEXT)).status_code)

    with anyio.fail_after(LONG_S):
        async with anyio.create_task_group() as group:
            group.start_soon(ask)
            await held.has_begun()
            group.start_soon(ask)
            await anyio.wait_all_tasks_blocked()
            held.let_go.set()
    assert statuses == [500, 500]


async def test_a_stream_is_made_no_faster_than_it_is_read(held: Held):
    held.let_go.set()
    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "path": "/speak/stream", "raw_path": b"/speak/stream",
        "query_string": b"", "headers": [(b"content-type", b"application/json"), (b"content-length", b"999")],
        "scheme": "http", "server": ("service", 80), "client": ("caller", 1), "root_path": "", "asgi": {"version": "3.0"},
    }  # fmt: skip
    text = b'{"text": "' + b"cab. " * 100 + b'"}'
    request = [{"type": "http.request", "body": text, "more_body": False}]
    full = anyio.Event()

    async def receive() -> MutableMapping[str, Any]:
        if request:
            return request.pop()
        await anyio.sleep_forever()
        raise AssertionError

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.body":
            full.set()
            await anyio.sleep_forever()  # as a server waits whose connection takes no more

    async with service_client(app):
        with anyio.fail_after(LONG_S):
            async with anyio.create_task_group() as group:
                group.start_soon(app, scope, receive, send)
                await full.wait()
                await anyio.wait_all_tasks_blocked()
                assert held.n_pieces == 1
                group.cancel_scope.cancel()
