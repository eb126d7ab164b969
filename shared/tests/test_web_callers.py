"""A handler ends with its caller: a real server, real connections that break."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio
import httpx
import pytest
import uvicorn
from fastapi import BackgroundTasks, FastAPI, Request
from fastapi.responses import StreamingResponse
from prometheus_client import CollectorRegistry, generate_latest

from shared.request_context import never_inside
from shared.web.callers import CallerWatch
from shared.web.middleware import RequestMetrics, RequestMiddleware

pytestmark = pytest.mark.anyio

LONG_S = 20.0
"""No test waits for it: it guards a hang."""


@dataclass
class Room:
    """An application whose handlers tell how they fared."""

    app: FastAPI = field(default_factory=FastAPI)
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    started: anyio.Event = field(default_factory=anyio.Event)
    ended: anyio.Event = field(default_factory=anyio.Event)
    told: list[str] = field(default_factory=list)
    port: int = 0
    server: uvicorn.Server | None = None

    def __post_init__(self) -> None:
        self.app.state.max_body_bytes = 1_000

        async def work() -> None:
            self.started.set()
            try:
                await anyio.sleep(LONG_S)
                self.told.append("finished")
            except BaseException as error:
                self.told.append(type(error).__name__)
                raise
            finally:
                self.ended.set()

        @self.app.post("/work")
        async def _post(body: dict[str, int]) -> dict[str, int]:
            await work()
            return body

        @self.app.get("/work")
        async def _get() -> None:
            await work()

        @self.app.post("/echo")
        async def _echo(body: dict[str, int]) -> dict[str, int]:
            return body

        @self.app.post("/broken")
        async def _broken(body: dict[str, int]) -> None:
            raise ValueError(str(body))

        @self.app.get("/stream")
        async def _stream(request: Request) -> StreamingResponse:
            async def parts() -> AsyncIterator[bytes]:
                yield b"first "
                await work()

            return StreamingResponse(parts())

        @self.app.get("/count")
        async def _count() -> StreamingResponse:
            async def parts() -> AsyncIterator[bytes]:
                for number in range(3):
                    await anyio.lowlevel.checkpoint()
                    yield f"{number} ".encode()

            return StreamingResponse(parts())

        @self.app.get("/later")
        async def _later(background: BackgroundTasks) -> str:
            async def after() -> None:
                self.started.set()
                await anyio.wait_all_tasks_blocked()
                self.told.append("after")
                self.ended.set()

            background.add_task(after)
            return "answered"

        metrics = RequestMetrics(self.registry, "room")
        self.app.add_middleware(CallerWatch)
        self.app.add_middleware(RequestMiddleware, metrics=metrics, is_inside=never_inside)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with running(Room()) as room:
        yield room


@asynccontextmanager
async def running(room: Room) -> AsyncIterator[Room]:
    class CallerServer(uvicorn.Server):
        async def startup(self, sockets: object = None) -> None:
            await super().startup()
            room.port = self.servers[0].sockets[0].getsockname()[1]
            up.set()

    up = anyio.Event()
    config = uvicorn.Config(
        room.app, port=0, log_config=None, lifespan="off", timeout_graceful_shutdown=1
    )
    server = room.server = CallerServer(config)
    serving = asyncio.create_task(server.serve())
    await up.wait()
    try:
        yield room
    finally:
        server.should_exit = True
        await serving


async def hang_up_during(room: Room, request: bytes) -> None:
    stream = await anyio.connect_tcp("127.0.0.1", room.port)
    await stream.send(request)
    await room.started.wait()
    await stream.aclose()
    await room.ended.wait()


def request_to(path: str, *, method: str = "POST", body: bytes = b'{"a": 1}') -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nhost: room\r\n"
    if body:
        head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


@pytest.mark.parametrize(
    "request_",
    [
        request_to("/work"),
        request_to("/work", method="GET", body=b""),
        request_to("/stream", method="GET", body=b""),
        b"POST /work HTTP/1.1\r\nhost: room\r\ncontent-type: application/json\r\n"
        b'transfer-encoding: chunked\r\n\r\n8\r\n{"a": 1}\r\n0\r\n\r\n',
    ],
    ids=["post", "get", "stream", "chunked"],
)
async def test_a_handler_ends_when_its_caller_hangs_up(room: Room, request_: bytes):
    with anyio.fail_after(LONG_S):
        await hang_up_during(room, request_)
    assert room.told == ["CancelledError"]


async def test_who_hung_up_is_counted_as_499(room: Room):
    with anyio.fail_after(LONG_S):
        await hang_up_during(room, request_to("/work"))
        while b"http_requests_total{" not in (counted := generate_latest(room.registry)):
            await anyio.lowlevel.checkpoint()
    assert b'route="/work",service="room",status="499"} 1.0' in counted


async def test_an_answer_comes_through_and_the_connection_is_used_again(room: Room):
    async with httpx.AsyncClient(base_url=room.url) as client:
        for number in range(3):
            answer = await client.post("/echo", json={"a": number})
            assert answer.json() == {"a": number}
            assert (await client.get("/count")).text == "0 1 2 "


async def test_requests_sent_without_waiting_for_answers_are_answered_in_order(room: Room):
    with anyio.fail_after(LONG_S):
        stream = await anyio.connect_tcp("127.0.0.1", room.port)
        bodies = [b'{"a": %d}' % number for number in range(4)]
        await stream.send(b"".join(request_to("/echo", body=body) for body in bodies))
        received = b""
        while received.count(b"}") < 4:
            received += await stream.receive()
        await stream.aclose()
    places = [received.index(b'{"a":%d}' % number) for number in range(4)]
    assert places == sorted(places)


async def test_what_runs_after_the_answer_is_not_cut_off_by_the_callers_leaving(room: Room):
    with anyio.fail_after(LONG_S):
        async with httpx.AsyncClient(base_url=room.url) as client:
            assert (await client.get("/later", headers={"connection": "close"})).is_success
        await room.ended.wait()
    assert room.told == ["after"]


async def test_an_error_of_the_handler_is_answered_as_without_the_watch(room: Room):
    async with httpx.AsyncClient(base_url=room.url) as client:
        answer = await client.post("/broken", json={"a": 1})
        assert (answer.status_code, answer.json()["type"]) == (500, "internal-error")
        too_large = await client.post("/echo", content=b"[" + b"1," * 1_000)
        assert too_large.status_code == 413


async def test_a_body_that_breaks_off_is_no_crash(room: Room, caplog: pytest.LogCaptureFixture):
    with anyio.fail_after(LONG_S):
        stream = await anyio.connect_tcp("127.0.0.1", room.port)
        await stream.send(request_to("/echo")[:-4])
        await anyio.wait_all_tasks_blocked()
        await stream.aclose()
        while b'route="/echo"' not in generate_latest(room.registry):
            await anyio.lowlevel.checkpoint()
    assert "Traceback" not in caplog.text


async def test_who_is_still_waited_for_when_the_grace_of_a_stop_is_over_is_told_to_come_again(
    room: Room, caplog: pytest.LogCaptureFixture
):
    answers: list[httpx.Response] = []

    async def ask() -> None:
        async with httpx.AsyncClient(base_url=room.url, timeout=LONG_S) as client:
            answers.append(await client.post("/work", json={"a": 1}))

    with anyio.fail_after(LONG_S):
        async with anyio.create_task_group() as group:
            group.start_soon(ask)
            await room.started.wait()
            assert room.server is not None
            room.server.should_exit = True
    assert (answers[0].status_code, answers[0].json()["type"]) == (503, "unavailable")
    assert int(answers[0].headers["retry-after"]) > 0
    assert room.told == ["CancelledError"]
    assert "Traceback" not in caplog.text
