"""The services behind the orchestrator: one HTTP connection pool, one client each."""

import contextlib
import math
import time
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import anyio
import httpx
import structlog
from pydantic import TypeAdapter, ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from shared.client import ServiceClient
from shared.contracts import Stamped
from shared.contracts.reading import Unreadable, read_answer
from shared.errors import Unavailable, UpstreamDown, UpstreamFailed
from shared.request_context import context_headers
from shared.roster import ASKED, Service
from shared.upstream_answer import AnswerTooLarge, UpstreamAnswer
from shared.web.service_token import HEADER as SERVICE_TOKEN

from ..core.config import Settings

M = TypeVar("M", bound=Stamped)
Line = TypeVar("Line")

log = structlog.get_logger(__name__)

OFFERS_TIMEOUT_S = 2.0
OFFERS_KEPT_S = 60.0
SOCKET_TIMEOUT_S = 5.0
SOCKET_CLOSE_S = 1.0
MAX_SOCKET_MESSAGE_BYTES = 1_000_000
READY_TIMEOUT_S = 2.0
READY_KEPT_S = 1.0


@dataclass(slots=True)
class Upstreams:
    http: httpx.AsyncClient
    clients: dict[str, ServiceClient]
    """By the service's name."""
    _offers: dict[str, tuple[float, frozenset[str]]] = field(default_factory=dict)
    """By address: when it was asked, and what it offered."""
    _ready: tuple[float, dict[str, str]] | None = field(default=None)
    """When the services were asked, and what they said."""
    _asking: anyio.Lock = field(default_factory=anyio.Lock)

    def __getitem__(self, service: Service) -> ServiceClient:
        return self.clients[service.name]

    async def offered(
        self, service: Service, path: str, items: str, name: str
    ) -> frozenset[str] | None:
        """What can be asked of a service, as `name` of each of the `items` that it answers at `path`; None while it
        can't tell."""
        address = self[service].base_url + path
        asked_at, known = self._offers.get(address, (-math.inf, frozenset()))
        if time.monotonic() - asked_at < OFFERS_KEPT_S:
            return known
        try:
            names = frozenset(str(each[name]) for each in (await self._read(address))[items])
        except (
            httpx.HTTPError, TimeoutError, AnswerTooLarge, ValueError, KeyError, TypeError
        ) as error:  # fmt: skip
            # The stage will say what is wrong; a service that is down must not refuse the recording.
            log.warning(f"{items}_unknown", error=type(error).__name__)
            return None
        self._offers[address] = (time.monotonic(), names)
        return names

    async def _read(self, address: str) -> Any:
        """Raises as httpx does, TimeoutError, AnswerTooLarge and ValueError."""
        headers = context_headers() | {"accept-encoding": "identity"}
        with anyio.fail_after(OFFERS_TIMEOUT_S):
            async with self.http.stream("GET", address, headers=headers) as response:
                response.raise_for_status()
                return (await UpstreamAnswer.of(response)).body()

    @contextlib.asynccontextmanager
    async def socket(self, service: Service, path: str) -> AsyncIterator[ClientConnection]:
        """A WebSocket to a service. Raises UpstreamDown."""
        client = self[service]
        token = self.http.headers.get(SERVICE_TOKEN)
        headers = context_headers() | ({SERVICE_TOKEN: token} if token else {})
        address = client.base_url.replace("http", "ws", 1) + path
        try:
            opened = await connect(
                address,
                additional_headers=headers,
                compression=None,
                proxy=None,
                open_timeout=SOCKET_TIMEOUT_S,
                close_timeout=SOCKET_CLOSE_S,
                max_size=MAX_SOCKET_MESSAGE_BYTES,
            )
        except (OSError, TimeoutError, WebSocketException) as error:
            raise UpstreamDown(
                f"{client.service} could not be reached", service=client.service, stage=client.stage
            ) from error
        async with opened:
            yield opened

    async def readiness(self) -> dict[str, str]:
        """Service → ready, not_ready, unreachable, or spared after failures in a row; all are asked at once, and not again within a second."""
        async with self._asking:
            if self._ready is None or time.monotonic() - self._ready[0] >= READY_KEPT_S:
                states = await self._ask_all()
                self._ready = (time.monotonic(), states)
            return self._ready[1]

    async def versions(self) -> dict[str, dict[str, Any]]:
        """Service → what it tells of its code and its engine; empty where it tells nothing."""
        told: dict[str, dict[str, Any]] = {name: {} for name in self.clients}

        async def ask(client: ServiceClient) -> None:
            with contextlib.suppress(
                httpx.HTTPError, TimeoutError, AnswerTooLarge, ValueError, RuntimeError
            ):
                answer = await self._read(client.base_url + "/version")
                if isinstance(answer, dict):
                    told[client.service] = answer

        async with anyio.create_task_group() as group:
            for client in self.clients.values():
                group.start_soon(ask, client)
        return told

    async def check(self, required: Collection[Service]) -> None:
        """Raises Unavailable unless these services are ready."""
        states = await self.readiness()
        away = [
            f"{service.name} is {states[service.name].replace('_', ' ')}"
            for service in required
            if states[service.name] != "ready"
        ]
        if away:
            raise Unavailable(", ".join(away))

    async def _ask_all(self) -> dict[str, str]:
        states = {
            client.service: "spared" if client.is_spared else "unreachable"
            for client in self.clients.values()
        }

        async def ask(client: ServiceClient) -> None:
            try:
                async with self.http.stream("GET", client.base_url + "/ready") as response:
                    is_ready = response.is_success  # whatever else it says, and however long
            except (httpx.HTTPError, RuntimeError):  # RuntimeError: the client is closed already
                return
            if not client.is_spared:
                states[client.service] = "ready" if is_ready else "not_ready"

        with anyio.move_on_after(READY_TIMEOUT_S):
            async with anyio.create_task_group() as group:
                for client in self.clients.values():
                    group.start_soon(ask, client)
        return states


def connect_upstreams(http: httpx.AsyncClient, settings: Settings) -> Upstreams:
    clients = [_client(http, service, settings) for service in ASKED]
    return Upstreams(http, {client.service: client for client in clients})


def _client(http: httpx.AsyncClient, service: Service, settings: Settings) -> ServiceClient:
    return ServiceClient(
        http=http,
        base_url=settings.url(service).rstrip("/"),
        service=service.name,
        stage=service.stage or "",
        deadline_s=settings.deadline_s(service),
    )


async def ask(kind: type[M], client: ServiceClient, path: str, **request: Any) -> M:
    """Raises UpstreamFailed and its kinds; also for an answer that breaks the contract."""
    return _read(kind, client, await client.post(path, **request))


async def put(kind: type[M], client: ServiceClient, path: str, json: Any) -> M:
    """The same by PUT: sent twice it is there once."""
    return _read(kind, client, await client.put(path, json=json))


async def take_out(kind: type[M], client: ServiceClient, path: str) -> M:
    """The same by DELETE: what isn't there any more is no error."""
    return _read(kind, client, await client.delete(path))


@contextlib.asynccontextmanager
async def ask_in_lines(
    kind: TypeAdapter[Line],
    client: ServiceClient,
    path: str,
    *,
    patience_s: float,
    **body: Any,
) -> AsyncIterator[AsyncIterator[Line]]:
    """An answer of lines of JSON, each as it comes; `body` as of ServiceClient.lines. Raises as `ask` does, and UpstreamBusy, also instead of a line."""

    async def read(told: AsyncIterator[dict[str, Any]]) -> AsyncIterator[Line]:
        async for each in told:
            try:
                line = kind.validate_python(each)
            except ValidationError as error:
                log.warning("line_unreadable", stage=client.stage, n_faults=error.error_count())
                raise UpstreamFailed(
                    f"{client.service} told something that is no line of its answer",
                    service=client.service,
                    stage=client.stage,
                ) from error
            yield line

    async with client.lines(path, patience_s=patience_s, **body) as told:
        yield read(told)


async def look_up(kind: type[M], client: ServiceClient, path: str, params: Mapping[str, str]) -> M:
    """The same by GET, for what nothing is made for."""
    return _read(kind, client, await client.get(path, params=params))


def _read(kind: type[M], client: ServiceClient, body: dict[str, Any]) -> M:
    try:
        return read_answer(kind, body)
    except Unreadable as error:
        log.warning("answer_unreadable", stage=client.stage, fault=str(error))
        raise UpstreamFailed(
            f"{client.service} answered something that is no {kind.__name__}",
            service=client.service,
            stage=client.stage,
        ) from error
