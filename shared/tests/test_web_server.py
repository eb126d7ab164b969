"""A server whose application ended under it doesn't serve on."""

import asyncio
import contextlib
import socket
from typing import Any

import pytest
import uvicorn

from shared.web.server import Server, server_config

pytestmark = pytest.mark.anyio


class Quiet(Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()

    @contextlib.contextmanager
    def capture_signals(self):
        yield


class Application:
    """Its lifespan ends when it is told to, with an error or without."""

    def __init__(self, error: Exception | None) -> None:
        self.error, self.end = error, asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "lifespan"
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await self.end.wait()
        if self.error is not None:
            raise self.error


@pytest.mark.parametrize("error", [None, RuntimeError("the workers are gone")])
async def test_it_stops_when_what_it_serves_has_ended(error: Exception | None):
    application = Application(error)
    server = Quiet(server_config(application, host="127.0.0.1", port=0))
    serving = asyncio.create_task(server.serve())
    await asyncio.wait_for(server.is_up.wait(), 30)
    application.end.set()
    await asyncio.wait_for(serving, 30)
    assert server.has_given_up


async def test_one_that_is_asked_to_stop_has_not_given_up():
    application = Application(None)
    server = Quiet(server_config(application, host="127.0.0.1", port=0))
    serving = asyncio.create_task(server.serve())
    await asyncio.wait_for(server.is_up.wait(), 30)
    server.should_exit = True
    application.end.set()
    await asyncio.wait_for(serving, 30)
    assert not server.has_given_up
