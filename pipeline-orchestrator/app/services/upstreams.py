"""The seven services behind the orchestrator: one HTTP connection pool, one client a stage."""

import time
from dataclasses import dataclass, field
from typing import Any

import httpx
import structlog

from shared.client import ServiceClient
from shared.contracts import Stage
from shared.roster import ORCHESTRATOR, ROSTER, Service

from ..core.config import Settings

log = structlog.get_logger(__name__)

VOICES_TIMEOUT_S = 2.0
VOICES_KEPT_S = 60.0
READY_TIMEOUT_S = 2.0


@dataclass(slots=True)
class Upstreams:
    http: httpx.AsyncClient
    clients: dict[Stage, ServiceClient]
    _voices: tuple[float, frozenset[str]] | None = field(default=None)
    """When the voices were asked for, and their ids."""

    def __getitem__(self, stage: Stage) -> ServiceClient:
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
        """Service → ready, not_ready or unreachable."""
        return {client.service: await self._readiness(client) for client in self.clients.values()}

    async def _readiness(self, client: ServiceClient) -> str:
        try:
            response = await self.http.get(client.base_url + "/ready", timeout=READY_TIMEOUT_S)
        except (httpx.HTTPError, RuntimeError):  # RuntimeError: the client is closed already
            return "unreachable"
        return "ready" if response.is_success else "not_ready"


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
