"""A collector on loopback: takes spans by OTLP over HTTP and keeps them."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True, slots=True)
class ReceivedSpan:
    service: str
    name: str
    trace_id: str
    """32 hexadecimal digits."""
    span_id: str
    parent_id: str
    """Empty for the first of a trace."""
    attributes: dict[str, str | int | float | bool]
    start_ns: int
    end_ns: int
    links: tuple[str, ...] = ()
    """Trace ids."""


@dataclass(slots=True)
class Collector:
    address: str = ""
    spans: list[ReceivedSpan] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def take(self, body: bytes, headers: dict[str, str]) -> None:
        self.bodies.append(body)
        self.headers.append(headers)
        self.spans += read_spans(body)

    def wait_for(
        self, *names: str, within_s: float = 30.0, whole: bool = False
    ) -> list[ReceivedSpan]:
        """All spans of the first trace that has these, and every one's parent where it is to be whole; raises AssertionError
        where none comes."""
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            for trace_id in {each.trace_id for each in self.spans}:
                found = self.of_trace(trace_id)
                parents = {each.parent_id for each in found if each.parent_id}
                is_whole = parents <= {each.span_id for each in found}
                if set(names) <= {each.name for each in found} and (is_whole or not whole):
                    return found
            time.sleep(0.05)
        raise AssertionError(f"no trace with {names}: {sorted({each.name for each in self.spans})}")

    def of_trace(self, trace_id: str) -> list[ReceivedSpan]:
        return [each for each in list(self.spans) if each.trace_id == trace_id]


def read_spans(body: bytes) -> Iterator[ReceivedSpan]:
    for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
        service = _attributes(resource.resource.attributes)["service.name"]
        for scope in resource.scope_spans:
            for each in scope.spans:
                yield ReceivedSpan(
                    str(service),
                    each.name,
                    each.trace_id.hex(),
                    each.span_id.hex(),
                    each.parent_span_id.hex(),
                    _attributes(each.attributes),
                    each.start_time_unix_nano,
                    each.end_time_unix_nano,
                    tuple(link.trace_id.hex() for link in each.links),
                )


def _attributes(told: Any) -> dict[str, Any]:
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in told}


@contextmanager
def running_collector() -> Iterator[Collector]:
    collector = Collector()

    class CollectorHandler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            assert self.path == "/v1/traces", self.path
            collector.take(body, {name.lower(): value for name, value in self.headers.items()})
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), CollectorHandler)
    collector.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield collector
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
