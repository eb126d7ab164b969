"""/metrics of a Celery worker: what its child processes have counted, on a port of its own."""

import atexit
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import structlog
from prometheus_client import CollectorRegistry, Metric, ProcessCollector, make_wsgi_app, values
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from shared.settings import CommonSettings
from shared.web.service_token import HEADER, is_bearer_of, is_one_of, service_tokens

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
log = structlog.get_logger(__name__)

TOLD = frozenset(
    {
        "orchestrator_tasks",
        "orchestrator_tenant_tasks",
        "orchestrator_tasks_running",
        "orchestrator_clip_seconds",
        "orchestrator_stage_seconds",
        "orchestrator_upstream_calls",
        "orchestrator_upstream_seconds",
        "orchestrator_worker_memory_bytes",
    }
)
"""Families that a worker fills; the others are the orchestrator's to tell."""
_OF_PROCESS = re.compile(r"gauge_live\w*_(\d+)\.db")


@dataclass(frozen=True, slots=True)
class ChildrenCollector(Collector):
    """The families of TOLD, over all child processes; gauges of those that live."""

    folder: Path

    def collect(self) -> Iterator[Metric]:
        self._forget_the_dead()
        for family in MultiProcessCollector(None, path=str(self.folder)).collect():
            if family.name in TOLD:
                yield family

    def _forget_the_dead(self) -> None:
        """One that was killed could not do it itself."""
        for file in self.folder.glob("gauge_live*.db"):
            found = _OF_PROCESS.fullmatch(file.name)
            if found and not Path(f"/proc/{found[1]}").exists():
                mark_process_dead(int(found[1]), path=str(self.folder))


class _PageServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _PageHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


def share_metrics(place: Path) -> None:
    """From now on this process and its children count in files of one folder in `place`, which goes with this process."""
    place.mkdir(parents=True, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="metrics-", dir=place)
    os.environ[FOLDER] = folder
    # Else prometheus-client looks for the folder only while it is imported.
    values.ValueClass = values.get_value_class()
    maker = os.getpid()

    def remove() -> None:
        if os.getpid() == maker:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)


def serve_page(port: int, common: CommonSettings) -> None:
    """After share_metrics, in a thread of its own, until the process ends. Where others than this machine could ask, they have to show the
    service token; a port that is taken is told, and no reason not to work."""
    registry = CollectorRegistry()
    registry.register(ChildrenCollector(Path(os.environ[FOLDER])))
    ProcessCollector(registry=registry)
    tokens = service_tokens(common)
    host = "0.0.0.0" if tokens else "127.0.0.1"  # noqa: S104 - who asks shows a token
    page = _guarded(make_wsgi_app(registry), tokens)
    try:
        server = make_server(host, port, page, server_class=_PageServer, handler_class=_PageHandler)
    except OSError as error:
        log.warning("worker_metrics_off", port=port, error=error.strerror)
        return
    threading.Thread(target=server.serve_forever, name="worker metrics", daemon=True).start()


def _guarded(page: Callable[..., Iterable[bytes]], tokens: list[str]) -> Any:
    variable = "HTTP_" + HEADER.upper().replace("-", "_")

    def guarded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        shown = environ.get(variable, "").encode("latin-1")
        authorization = environ.get("HTTP_AUTHORIZATION", "").encode("latin-1")
        if environ["PATH_INFO"] != "/metrics":
            start_response("404 Not Found", [])
            return []
        if tokens and not (is_one_of(shown, tokens) or is_bearer_of(authorization, tokens)):
            start_response("401 Unauthorized", [])
            return []
        return page(environ, start_response)

    return guarded
