"""What the lifespan makes and endpoints ask for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Request
from prometheus_client import CollectorRegistry

from shared.audio.decoder import AudioDecoder
from shared.cores import usable_cores
from shared.engines import EngineHost
from shared.line import Line
from shared.roster import Service
from shared.settings import CommonSettings, ServiceSettings
from shared.storage import ObjectStore
from shared.tracing import Tracing
from shared.web.line_metrics import LineMetrics


@dataclass(slots=True)
class Runtime:
    """Everything a running service holds; made at start, dropped at stop."""

    service: Service
    common: CommonSettings
    settings: Any
    """The service's own settings."""
    store: ObjectStore
    decoder: AudioDecoder
    """Decodes what comes from outside."""
    host: EngineHost[Any] | None = None
    resources: dict[str, Any] = field(default_factory=dict)
    """What a service's own `resources` put there: a database, a queue."""
    checks: dict[str, Callable[[], Awaitable[None]]] = field(default_factory=dict)
    """What /ready asks, by name, all at once; each raises a Problem when its part can't be used."""
    notes: dict[str, Callable[[], Awaitable[Any]]] = field(default_factory=dict)
    """What /ready also tells, by name, without being unready for it."""
    metrics: CollectorRegistry = field(default_factory=CollectorRegistry)
    """Where a service registers metrics of its own; it takes them out again at stop."""

    tracing: Tracing | None = None
    """None where spans go nowhere."""
    lines: LineMetrics | None = None
    """Where a service has lines of its own watched."""

    @property
    def threads(self) -> int:
        """Threads an engine may use for one request."""

        return self.common.threads or min(4, usable_cores())

    def engine_line(self, what: str, settings: ServiceSettings) -> Line:
        """In front of what an engine of these settings does; watched where lines are."""
        line = engine_line(what, settings)
        return self.lines.watched(line) if self.lines else line


def engine_line(what: str, settings: ServiceSettings) -> Line:
    return Line(
        what,
        settings.concurrency,
        most_waiting=settings.line,
        longest_wait_s=settings.line_wait_s,
    )


def get_runtime(request: Request) -> Runtime:
    return request.app.state.runtime


RuntimeDep = Annotated[Runtime, Depends(get_runtime)]


def engine_host(runtime: RuntimeDep) -> EngineHost[Any]:
    """The service's loaded engine; annotate it as `Annotated[EngineHost[X], Depends(engine_host)]`."""
    assert runtime.host is not None, "this service has no engine"
    return runtime.host


def _store(runtime: RuntimeDep) -> ObjectStore:
    return runtime.store


def _decoder(runtime: RuntimeDep) -> AudioDecoder:
    return runtime.decoder


def _common(runtime: RuntimeDep) -> CommonSettings:
    return runtime.common


DecoderDep = Annotated[AudioDecoder, Depends(_decoder)]
StoreDep = Annotated[ObjectStore, Depends(_store)]
CommonSettingsDep = Annotated[CommonSettings, Depends(_common)]
