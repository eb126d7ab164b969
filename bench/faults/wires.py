"""Between the orchestrator and each service a wire on a port of its own, on which any fault can be put.

Requests are passed on as they are until `fault` is set; then that answers them. `shut` is a service that is not there.
"""

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field

import httpx

from shared.roster import STAGED, Service
from shared.testing.ports import free_ports

_HEAD_LIMIT = 1 << 20
_RST = struct.pack("ii", 1, 0)
"""SO_LINGER: the connection is reset when it is closed."""


@dataclass(frozen=True, slots=True)
class WireRequest:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Exchange:
    """A request, and the connection that its answer goes into."""

    request: WireRequest
    wire: "Wire"
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def true_answer(self) -> httpx.Response:
        return await self.wire.forward(self.request)

    async def send(self, answer: bytes) -> None:
        self.writer.write(answer)
        await self.writer.drain()

    async def answer(
        self, status: int, body: bytes, *, kind: str = "application/json", more: Sequence[str] = ()
    ) -> None:
        await self.send(head(status, len(body), kind=kind, more=more) + body)

    async def pass_on(self) -> None:
        true = await self.true_answer()
        await self.answer(
            true.status_code, true.content, kind=true.headers.get("content-type", "text/plain")
        )

    async def gone(self) -> None:
        """Returns when the caller hung up."""
        await self.reader.read()

    def reset(self) -> None:
        taken: socket.socket = self.writer.get_extra_info("socket")
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
        self.writer.transport.abort()


WireFault = Callable[[Exchange], Awaitable[None]]
"""Answers a request, or doesn't. The connection is kept only by `Exchange.pass_on` and `answer` with a true length."""


def head(status: int, n_bytes: int, *, kind: str, more: Sequence[str] = ()) -> bytes:
    lines = [
        f"HTTP/1.1 {status} Told",
        f"content-type: {kind}",
        f"content-length: {n_bytes}",
        *more,
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


@dataclass(slots=True)
class Wire:
    """To one service. Its address stays the same while the service moves."""

    service: Service
    port: int
    target: str = ""
    """Where the service is; requests wait while it is empty."""
    fault: WireFault | None = None
    n_asked: int = 0
    """Requests for work, whatever became of them."""
    _server: asyncio.Server | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _http: httpx.AsyncClient | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def listen(self) -> None:
        self._http = self._http or httpx.AsyncClient(trust_env=False, timeout=60)
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self.port, limit=_HEAD_LIMIT
        )

    async def shut(self) -> None:
        """Nobody listens, and what was open is reset."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.hang_up()

    def hang_up(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def forward(self, request: WireRequest) -> httpx.Response:
        assert self._http is not None
        while not self.target:  # noqa: ASYNC110 (set by another thread)
            await asyncio.sleep(0.05)
        headers = {
            name: value
            for name, value in request.headers.items()
            if name not in {"host", "content-length", "connection", "accept-encoding"}
        }
        return await self._http.request(
            request.method, self.target + request.path, content=request.body, headers=headers
        )

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while (request := await _read_request(reader)) is not None:
                self.n_asked += request.method == "POST"
                exchange = Exchange(request, self, reader, writer)
                await (self.fault or Exchange.pass_on)(exchange)
        except (OSError, httpx.HTTPError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            writer.transport.abort()
        finally:
            self._open.discard(writer)
            with contextlib.suppress(OSError):
                writer.close()


async def _read_request(reader: asyncio.StreamReader) -> WireRequest | None:
    try:
        top = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = top.decode("latin-1").split("\r\n")[:-2]
    method, path, _ = first.split(" ")
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return WireRequest(method, path, headers, body)


@dataclass(slots=True)
class Wires:
    by_service: dict[Service, Wire]
    loop: asyncio.AbstractEventLoop

    def __getitem__(self, service: Service) -> Wire:
        return self.by_service[service]

    @property
    def settings(self) -> dict[str, str]:
        """By which the orchestrator asks along them."""
        return {service.url_variable: wire.url for service, wire in self.by_service.items()}

    def lead_to(self, addresses: dict[Service, str]) -> None:
        for service, wire in self.by_service.items():
            wire.target = addresses[service]

    def lead_nowhere(self) -> None:
        for wire in self.by_service.values():
            wire.target = ""

    def run(self, work: Callable[[], Awaitable[None]]) -> None:
        """In the wires' own thread."""

        async def awaited() -> None:
            await work()

        asyncio.run_coroutine_threadsafe(awaited(), self.loop).result(timeout=30)

    @contextlib.contextmanager
    def broken(self, service: Service, fault: WireFault) -> Iterator[None]:
        self[service].fault = fault
        try:
            yield
        finally:
            self[service].fault = None
            self.loop.call_soon_threadsafe(self[service].hang_up)

    @contextlib.contextmanager
    def cut(self, service: Service) -> Iterator[None]:
        """No connection is taken."""
        self.run(self[service].shut)
        try:
            yield
        finally:
            self.run(self[service].listen)


@contextlib.contextmanager
def running_wires() -> Iterator[Wires]:
    services = list(STAGED)
    ports = free_ports(len(services))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    made = {each: Wire(each, port) for each, port in zip(services, ports, strict=True)}
    wires = Wires(made, loop)
    for wire in made.values():
        wires.run(wire.listen)
    try:
        yield wires
    finally:
        for wire in made.values():
            wires.run(wire.shut)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)
