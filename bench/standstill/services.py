"""The seven services in mock mode behind one port, where it is noted who asked for what, from when to when."""

import asyncio
import contextlib
import random
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import httpx
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.requests import ClientDisconnect

from shared.mount import application
from shared.roster import ROSTER
from shared.testing import service_client

SLOW = frozenset({"asr", "align", "tts"})
"""Stages that now and then take longer than a lease: their caller loses the task in the middle of a call."""
SLOW_SHARE = 0.15
_USUAL_S = (0.1, 0.5)
_HUNG_UP = 499
_NOT_FORWARDED = frozenset({"host", "content-length", "connection", "accept-encoding"})


@dataclass(slots=True)
class Call:
    """Of a stage, for a task, by one run of one process."""

    task_id: str
    stage: str
    caller: str
    begun: float
    ended: float | None = None


@dataclass(slots=True)
class StandstillServices:
    """`/<caller>/<stage>/…` tells who asks."""

    slow_s: float
    calls: list[Call] = field(default_factory=list)
    address: str = ""
    _clients: dict[str, httpx.AsyncClient] = field(default_factory=dict)

    def application(self) -> FastAPI:
        app = FastAPI(lifespan=self._open)

        @app.get("/{caller}/{stage}/{path:path}")
        async def look(caller: str, stage: str, path: str, request: Request) -> Response:
            return await self._forward(stage, path, request, b"")

        @app.post("/{caller}/{stage}/{endpoint}")
        async def work(caller: str, stage: str, endpoint: str, request: Request) -> Response:
            call = Call(request.headers["x-task-id"], stage, caller, time.monotonic())
            self.calls.append(call)
            try:
                body = await request.body()
                if not await self._takes_its_time(call, request):
                    return Response(status_code=_HUNG_UP)
                return await self._forward(stage, endpoint, request, body)
            except ClientDisconnect:
                return Response(status_code=_HUNG_UP)
            finally:
                call.ended = time.monotonic()

        return app

    @asynccontextmanager
    async def _open(self, app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for service in ROSTER:
                if service.stage is not None:
                    client = service_client(application(service))
                    self._clients[service.stage] = await stack.enter_async_context(client)
            yield

    async def _forward(self, stage: str, path: str, request: Request, body: bytes) -> Response:
        headers = {
            name: value for name, value in request.headers.items() if name not in _NOT_FORWARDED
        }
        answer = await self._clients[stage].request(
            request.method, f"/{path}", content=body, headers=headers
        )
        return Response(
            answer.content, answer.status_code, media_type=answer.headers.get("content-type")
        )

    async def _takes_its_time(self, call: Call, request: Request) -> bool:
        """False when the caller hung up meanwhile."""
        drawn = random.Random(f"{call.task_id} {call.stage}")
        is_slow = call.stage in SLOW and drawn.random() < SLOW_SHARE
        until = time.monotonic() + (self.slow_s if is_slow else drawn.uniform(*_USUAL_S))
        while time.monotonic() < until:
            if await request.is_disconnected():
                return False
            await asyncio.sleep(0.05)
        return True


@contextlib.contextmanager
def serving(services: StandstillServices) -> Iterator[None]:
    """On a port of its own, in a thread; `services.address` says where. Settings are the environment's."""
    made = uvicorn.Config(
        services.application(), host="127.0.0.1", port=0, log_level="error", lifespan="on"
    )
    server, listener = uvicorn.Server(made), made.bind_socket()
    services.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
