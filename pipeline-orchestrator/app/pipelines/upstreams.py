"""The seven services behind the orchestrator: one HTTP connection pool, one client a stage."""

import time
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import anyio
import httpx
import structlog

from shared.client import ServiceClient
from shared.contracts import StageName
from shared.errors import Unavailable
from shared.roster import ORCHESTRATOR, ROSTER, Service

from ..core.config import Settings

log = structlog.get_logger(__name__)

VOICES_TIMEOUT_S = 2.0
VOICES_KEPT_S = 60.0
READY_TIMEOUT_S = 2.0
READY_KEPT_S = 1.0


@dataclass(slots=True)
class Upstreams:
    http: httpx.AsyncClient
    clients: dict[StageName, ServiceClient]
    _voices: tuple[float, frozenset[str]] | None = field(default=None)
    """When the voices were asked for, and their ids."""
    _ready: tuple[float, dict[str, str]] | None = field(default=None)
    """When the services were asked, and what they said."""
    _asking: anyio.Lock = field(default_factory=anyio.Lock)

    def __getitem__(self, stage: StageName) -> ServiceClient:
        return self.clients[stage]

    async def voices(self) -> frozenset[str] | None:
        """Ids of the voices that can be asked for; None while the TTS service can't tell."""
        if self._voices is not None and time.monotonic() - self._voices[0] < VOICES_KEPT_S:
            return self._voices[1]
        try:
            response = await self.http.get(
                self.clients["tts"].base_url + "/voices", timeout=VOICES_TIMEOUT_S
            )
            ids = frozenset(
                str(voice["id"]) for voice in response.raise_for_status().json()["voices"]
            )
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            # The stage will say what is wrong; a down TTS must not refuse the recording.
            log.warning("voices_unknown", error=type(error).__name__)
            return None
        self._voices = (time.monotonic(), ids)
        return ids

    async def readiness(self) -> dict[str, str]:
        """Service → ready, not_ready or unreachable; all are asked at once, and not again within a second."""
        async with self._asking:
            if self._ready is None or time.monotonic() - self._ready[0] >= READY_KEPT_S:
                states = await self._ask_all()
                self._ready = (time.monotonic(), states)
            return self._ready[1]

    async def check(self, required: Collection[StageName]) -> None:
        """Raises Unavailable unless the services of these stages are ready."""
        states = await self.readiness()
        away = [
            f"{service} is {states[service].replace('_', ' ')}"
            for service in (self.clients[stage].service for stage in required)
            if states[service] != "ready"
        ]
        if away:
            raise Unavailable(", ".join(away))

    async def _ask_all(self) -> dict[str, str]:
        states = {client.service: "unreachable" for client in self.clients.values()}

        async def ask(client: ServiceClient) -> None:
            try:
                response = await self.http.get(client.base_url + "/ready", timeout=READY_TIMEOUT_S)
            except (httpx.HTTPError, RuntimeError):  # RuntimeError: the client is closed already
                return
            states[client.service] = "ready" if response.is_success else "not_ready"

        with anyio.move_on_after(READY_TIMEOUT_S):
            async with anyio.create_task_group() as group:
                for client in self.clients.values():
                    group.start_soon(ask, client)
        return states


def connect_upstreams(http: httpx.AsyncClient, settings: Settings) -> Upstreams:
    services = [service for service in ROSTER if service is not ORCHESTRATOR]
    clients = [_client(http, service, settings) for service in services]
    return Upstreams(http, {client.stage: client for client in clients})  # pyright: ignore[reportArgumentType]


def _client(http: httpx.AsyncClient, service: Service, settings: Any) -> ServiceClient:
    return ServiceClient(
        http=http,
        base_url=getattr(settings, service.url_variable.lower()).rstrip("/"),
        service=service.name,
        stage=service.stage or "",
        deadline_s=getattr(settings, f"{service.stage}_deadline_s"),
    )
