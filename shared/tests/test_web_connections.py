"""Connections that stand still, trickle, send junk or are too many: against a real server on loopback."""

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import structlog
from structlog.testing import LogCapture

from shared.web.connections import Connections, Limits, Phase
from shared.web.server import Server, server_config

pytestmark = pytest.mark.anyio

HANG_S = 20.0
"""Guards against a hang; nothing here takes as long."""
PATIENT = Limits(max_connections=50, head_s=30, stall_s=30, unread_s=30, keep_alive_s=30)
GET = b"GET /hello HTTP/1.1\r\nhost: x\r\n\r\n"
POST_HEAD = b"POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n"


@dataclass
class EchoApp:
    """Answers a body with its size; /held waits until it is let go; /large is more than any buffer takes."""

    release: asyncio.Event = field(default_factory=asyncio.Event)
    ended_with: list[Any] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        n_bytes, more = 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.ended_with.append(scope["state"].get("ended_with"))
                return
            n_bytes += len(message["body"])
            more = message["more_body"]
        if scope["path"] == "/held":
            await self.release.wait()
        body = b"x" * 20_000_000 if scope["path"] == "/large" else b"%d" % n_bytes
        length = (b"content-length", b"%d" % len(body))
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": body})


@dataclass
class Caller:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, content: bytes) -> None:
        self.writer.write(content)
        await self.writer.drain()

    async def answer(self) -> tuple[int, bytes]:
        async with asyncio.timeout(HANG_S):
            head = await self.reader.readuntil(b"\r\n\r\n")
            headers = dict(line.split(b": ") for line in head.split(b"\r\n")[1:] if line)
            body = await self.reader.readexactly(int(headers[b"content-length"]))
        return int(head.split()[1]), body

    async def is_closed(self) -> bool:
        """Waits for it, and whether it came without another byte."""
        async with asyncio.timeout(HANG_S):
            with contextlib.suppress(ConnectionError):
                return await self.reader.read() == b""
        return True


@dataclass
class WebSite:
    app: EchoApp
    connections: Connections
    servers: list[Server]
    _stack: contextlib.AsyncExitStack

    async def call(self, content: bytes = b"", *, door: int = 0) -> Caller:
        caller = Caller(*await asyncio.open_connection("127.0.0.1", _port(self.servers[door])))
        self._stack.callback(caller.writer.close)
        await caller.send(content)
        return caller

    @property
    def address(self) -> tuple[str, int]:
        return "127.0.0.1", _port(self.servers[0])

    async def settled(self, **n_at: int) -> None:
        """Wait until so many connections are at these phases."""
        at = self.connections._at
        await until(lambda: all(len(at[Phase[phase]]) == n for phase, n in n_at.items()))


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(HANG_S):
        while not holds():  # noqa: ASYNC110 - the server tells nobody what its connections are at
            await asyncio.sleep(0.005)


@contextlib.asynccontextmanager
async def serving(limits: Limits = PATIENT, *, n_doors: int = 1) -> AsyncIterator[WebSite]:
    app, connections = EchoApp(), Connections(limits)
    servers: list[Server] = [
        _Quiet(
            server_config(app, host="127.0.0.1", port=0, lifespan="off"), connections=connections
        )
        for _ in range(n_doors)
    ]
    tasks = [asyncio.create_task(server.serve()) for server in servers]
    async with contextlib.AsyncExitStack() as stack:
        await until(lambda: all(server.started for server in servers))
        try:
            yield WebSite(app, connections, servers, stack)
        finally:
            app.release.set()
            await stack.aclose()
            for server in servers:
                server.should_exit = True
            await asyncio.gather(*tasks)


class _Quiet(Server):
    @contextlib.contextmanager
    def capture_signals(self):
        yield


def _port(server: Server) -> int:
    return server.servers[0].sockets[0].getsockname()[1]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> LogCapture:
    """What is logged of connections; a logger that was used before doesn't ask its configuration again."""
    capture = LogCapture()
    logger = structlog.wrap_logger(None, processors=[capture])
    monkeypatch.setattr("shared.web.connections.log", logger)
    return capture


async def test_a_request_is_answered_and_the_connection_is_kept():
    async with serving() as site:
        caller = await site.call(GET)
        assert await caller.answer() == (200, b"0")
        await caller.send(POST_HEAD + b"0123456789")
        assert await caller.answer() == (200, b"10")
        await site.settled(IDLE=1)


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nhost: x\r\n"])
async def test_a_head_that_does_not_come_is_not_waited_for(sent: bytes):
    async with serving(replace(PATIENT, head_s=0.2)) as site:
        caller = await site.call(sent)
        if sent:
            assert (await caller.answer())[0] == 408
        assert await caller.is_closed()


async def test_a_head_that_trickles_is_ended_by_its_total_time():
    async with serving(replace(PATIENT, head_s=0.3)) as site:
        caller = await site.call(b"GET / HTTP/1.1\r\n")

        async def trickle() -> None:
            while True:
                await caller.send(b"a")
                await asyncio.sleep(0.02)

        trickling = asyncio.create_task(trickle())
        status, _ = await caller.answer()
        trickling.cancel()
        assert status == 408


async def test_the_head_of_a_second_request_has_its_time_too():
    async with serving(replace(PATIENT, head_s=0.3)) as site:
        caller = await site.call(GET)
        await caller.answer()
        await caller.send(b"GET /")
        assert (await caller.answer())[0] == 408
        assert await caller.is_closed()


@pytest.mark.parametrize("part", [b"", b"01234"])
async def test_a_body_that_stands_still_is_a_408_and_its_handler_ends(part: bytes):
    async with serving(replace(PATIENT, stall_s=0.3)) as site:
        caller = await site.call(POST_HEAD + part)
        status, body = await caller.answer()
        assert (status, json.loads(body)["type"]) == (408, "request-timeout")
        assert await caller.is_closed()
        await site.settled(BODY=0, WORK=0)
        assert site.app.ended_with == [408]


async def test_a_body_that_trickles_is_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("shared.web.protocol.BODY_START_S", 0.4)
    head = b"POST /echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
    async with serving(replace(PATIENT, stall_s=1)) as site:
        caller = await site.call(head)

        async def trickle() -> None:
            while True:
                await caller.send(b"1\r\na\r\n")
                await asyncio.sleep(0.02)

        trickling = asyncio.create_task(trickle())
        status, body = await caller.answer()
        trickling.cancel()
        assert status == 408
        assert "kB/s" in json.loads(body)["detail"]


async def test_a_body_at_its_pace_is_not_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("shared.web.protocol.BODY_START_S", 0.3)
    head = b"POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 200000\r\n\r\n"
    async with serving(replace(PATIENT, stall_s=0.4)) as site:
        caller = await site.call(head)
        for _ in range(10):  # a second, 200 kB/s
            await caller.send(bytes(20_000))
            await asyncio.sleep(0.1)
        assert await caller.answer() == (200, b"200000")


async def test_an_idle_connection_is_closed_after_its_time():
    async with serving(replace(PATIENT, keep_alive_s=0.2)) as site:
        caller = await site.call(GET)
        await caller.answer()
        assert await caller.is_closed()


async def test_long_work_is_not_cut():
    async with serving(replace(PATIENT, head_s=0.1, stall_s=0.1, unread_s=0.1)) as site:
        caller = await site.call(GET.replace(b"/hello", b"/held"))
        await asyncio.sleep(0.5)
        site.app.release.set()
        assert await caller.answer() == (200, b"0")


async def test_who_does_not_read_the_answer_is_cut_off():
    async with serving(replace(PATIENT, unread_s=0.4)) as site:
        await site.call(GET.replace(b"/hello", b"/large"))
        await site.settled(WORK=1)
        await site.settled(WORK=0)


async def test_who_reads_slowly_is_not():
    async with serving(replace(PATIENT, unread_s=0.4)) as site:
        caller = await site.call(GET.replace(b"/hello", b"/large"))
        n_read = 0
        for _ in range(15):
            n_read += len(await caller.reader.readexactly(400_000))
            await asyncio.sleep(0.1)
        rest = await asyncio.wait_for(caller.reader.readexactly(14_000_000), HANG_S)
        assert n_read + len(rest) == 20_000_000


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\x16\x03\x01\x02\x00 hello\r\n\r\n", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nhost: x\r\n" + b"a: b\r\n" * 100 + b"\r\n", 431),
        (b"GET /" + b"a" * 20_000, 431),
        (b"GET / HTTP/1.1\r\nhost: " + b"a" * 20_000, 431),
        (b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", 400),
    ],
)
async def test_what_is_no_request_is_refused(sent: bytes, status: int):
    async with serving() as site:
        caller = await site.call(sent)
        answered, body = await caller.answer()
        assert answered == status
        assert json.loads(body)["status"] == status
        assert await caller.is_closed()


async def test_junk_is_logged_a_few_times_only(capfd: pytest.CaptureFixture[str]):
    from shared.logs import configure_logging

    before = logging.getLogger().handlers
    configure_logging(log_format="json", level="INFO")
    try:
        async with serving() as site:
            for _ in range(40):
                await (await site.call(b"junk\r\n\r\n")).answer()
    finally:
        logging.getLogger().handlers = before
    lines = capfd.readouterr().err.splitlines()
    assert 1 <= sum("Invalid HTTP request" in line for line in lines) <= 5


async def test_pipelined_requests_are_answered_in_turn():
    async with serving() as site:
        caller = await site.call((POST_HEAD + b"0123456789") * 5 + GET)
        answers = [await caller.answer() for _ in range(6)]
        assert answers == [(200, b"10")] * 5 + [(200, b"0")]


async def test_who_kept_it_waiting_longest_makes_room(told: LogCapture):
    async with serving(replace(PATIENT, max_connections=3)) as site:
        fresh = await site.call(b"GE")
        await site.settled(HEAD=1)
        idle = await site.call(GET)
        await idle.answer()
        upload = await site.call(POST_HEAD)
        await site.settled(IDLE=1, BODY=1)
        for left in (fresh, idle):
            honest = await site.call(GET.replace(b"/hello", b"/held"))
            assert await left.is_closed()
        await site.settled(WORK=2, BODY=1)
        await upload.send(b"0123456789")
        assert await upload.answer() == (200, b"10")
        site.app.release.set()
        assert await honest.answer() == (200, b"0")
    assert {entry["event"] for entry in told.entries} == {"connections_closed"}


async def test_a_newcomer_is_not_the_first_to_go_among_many_halves_of_a_body():
    async with serving(replace(PATIENT, max_connections=10)) as site:
        for _ in range(10):
            await site.call(POST_HEAD)
        await site.settled(BODY=10)
        newcomer = await site.call()
        for _ in range(9):
            await site.call(POST_HEAD)
        await newcomer.send(GET)
        assert await newcomer.answer() == (200, b"0")


async def test_who_has_sent_what_the_server_had_no_time_to_read_stays():
    async with serving(replace(PATIENT, max_connections=5)) as site:
        for _ in range(5):
            await site.call(POST_HEAD)
        await site.settled(BODY=5)
        honest = [socket.create_connection(site.address, HANG_S) for _ in range(3)]
        late = [socket.create_connection(site.address, HANG_S) for _ in range(8)]
        for each in honest:
            each.sendall(GET)
        # All this time the loop stood still, and now takes all of them at once.
        for each in honest:
            answer = await asyncio.to_thread(each.recv, 100)
            assert answer.startswith(b"HTTP/1.1 200")
        for each in honest + late:
            each.close()


async def test_a_body_that_stands_still_makes_room_before_one_that_comes():
    async with serving(replace(PATIENT, max_connections=2)) as site:
        coming = await site.call(POST_HEAD)
        await site.settled(BODY=1)
        standing = await site.call(POST_HEAD)
        await site.settled(BODY=2)
        await coming.send(b"01234")
        bodies = site.connections._at[Phase.BODY]
        await until(lambda: next(iter(bodies))._byte_at < list(bodies)[1]._byte_at)  # pyright: ignore
        assert await (await site.call(GET)).answer() == (200, b"0")
        assert await standing.is_closed()
        await coming.send(b"56789")
        assert await coming.answer() == (200, b"10")


async def test_when_all_are_at_work_the_next_is_told_to_come_again():
    async with serving(replace(PATIENT, max_connections=2)) as site:
        held = [await site.call(GET.replace(b"/hello", b"/held")) for _ in range(2)]
        await site.settled(WORK=2)
        refused = await site.call(GET)
        head = await asyncio.wait_for(refused.reader.readuntil(b"\r\n\r\n"), HANG_S)
        assert head.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after: 5" in head
        site.app.release.set()
        assert [await each.answer() for each in held] == [(200, b"0")] * 2


async def test_one_door_leaves_room_for_calls_through_another():
    async with serving(replace(PATIENT, max_connections=8), n_doors=2) as site:
        held = [await site.call(GET.replace(b"/hello", b"/held")) for _ in range(6)]
        await site.settled(WORK=6)
        assert (await (await site.call(GET)).answer())[0] == 503
        assert await (await site.call(GET, door=1)).answer() == (200, b"0")
        site.app.release.set()
        await asyncio.gather(*(each.answer() for each in held))


async def test_a_server_that_stops_waits_for_no_body():
    async with serving(PATIENT) as site:
        caller = await site.call(POST_HEAD)
        await site.settled(BODY=1)
        site.servers[0].should_exit = True
        assert (await caller.answer())[0] == 503


async def test_the_server_does_not_name_itself():
    async with serving() as site:
        caller = await site.call(GET)
        head = await asyncio.wait_for(caller.reader.readuntil(b"\r\n\r\n"), HANG_S)
        assert b"server:" not in head.lower()


@pytest.mark.parametrize(
    ("n_files", "expected"), [(64, 32), (256, 128), (1024, 768), (20_000, 1000)]
)
def test_the_limit_follows_from_the_files_that_may_be_open(n_files: int, expected: int):
    from shared.settings import CommonSettings

    assert Limits.of(CommonSettings(), n_files=n_files).max_connections == expected


def test_a_limit_that_is_set_is_taken(monkeypatch: pytest.MonkeyPatch):
    from shared.settings import CommonSettings

    monkeypatch.setenv("HTTP_MAX_CONNECTIONS", "12")
    assert Limits.of(CommonSettings(), n_files=1024).max_connections == 12


async def test_one_shortage_of_files_is_counted_once_though_each_door_meets_it():
    async with serving(n_doors=3) as site:
        for number in range(40):
            await site.call(b"GET /hello HTTP/1.1\r\n", door=number % 3)
        await site.settled(HEAD=40)
        for _ in site.servers:
            site.connections.short_of_files()
        assert site.connections.most == len(site.connections) == 40 - 16
        caller = await site.call(GET, door=1)
        assert (await caller.answer())[0] == 200
