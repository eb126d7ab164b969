"""An application behind a real socket of this process: what WebSockets need, which no client speaks in process."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn

from shared.settings import CommonSettings
from shared.web.connections import Connections
from shared.web.server import Server, open_connections, server_config

_START_S = 120.0


class _SocketServer(Server):
    """Signals stay the test's; `is_up` once it can be called."""

    def __init__(self, config: uvicorn.Config, connections: Connections) -> None:
        super().__init__(config, connections=connections)
        self.is_up = asyncio.Event()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.is_up.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass(slots=True)
class ServedApp:
    address: str
    """`127.0.0.1:port`."""
    connections: Connections
    server: Server


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[ServedApp]:
    """On a port of its own, with its lifespan; stopped at the end."""
    connections = open_connections(CommonSettings())
    server = _SocketServer(server_config(app, host="127.0.0.1", port=0), connections)
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(_START_S):
        up = asyncio.create_task(server.is_up.wait())
        await asyncio.wait([up, serving], return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        if serving.done():
            await serving
    [listening] = server.servers
    port = listening.sockets[0].getsockname()[1]
    try:
        yield ServedApp(f"127.0.0.1:{port}", connections, server)
    finally:
        server.should_exit = True
        await serving
