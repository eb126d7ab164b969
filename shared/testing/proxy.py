"""A proxy that does what networks and busy services do: refuses, loses answers, cuts streams."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

_NOT_PASSED_ON = {"connection", "transfer-encoding", "content-length", "content-encoding", "host", "accept-encoding"}  # fmt: skip
FAULTS = "/faults"
"""A client of another language sets what is to go wrong by PUT."""


@dataclass(slots=True)
class NetworkFault:
    """What becomes of the next request whose line contains `line`; the second such fault is for the second request."""

    line: str
    """A part of `POST /api/v1/tasks`."""
    status: int | None = None
    """Refused with it, without asking the service."""
    retry_after: str | None = None
    loses_answer: bool = False
    """The service is asked, and the connection closed before its answer."""
    cuts_after_events: int | None = None
    """The stream ends after so many events."""


@dataclass(slots=True)
class UnreliableProxy:
    url: str
    target: str
    faults: list[NetworkFault] = field(default_factory=list)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """(request line, headers in lower case) of each request, in order."""

    def requests(self, line: str) -> list[dict[str, str]]:
        """The headers of those that contain `line`."""
        return [headers for asked, headers in self.seen if line in asked]

    def next_fault(self, line: str) -> NetworkFault | None:
        found = next((fault for fault in self.faults if fault.line in line), None)
        if found is not None:
            self.faults.remove(found)
        return found


@contextmanager
def unreliable_proxy(target: str) -> Iterator[UnreliableProxy]:
    """In front of `target`, on a port of its own, until the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _ProxyHandler)
    server.daemon_threads = True
    proxy = UnreliableProxy(f"http://127.0.0.1:{server.server_address[1]}", target)
    server.proxy = proxy  # pyright: ignore[reportAttributeAccessIssue]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _ProxyHandler(BaseHTTPRequestHandler):
    def _pass_on(self) -> None:
        proxy: UnreliableProxy = self.server.proxy  # pyright: ignore[reportAttributeAccessIssue]
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.path == FAULTS:
            proxy.seen.clear()
            proxy.faults = [NetworkFault(**each) for each in json.loads(body)]
            self._answer(200, {}, b"{}")
            return
        line = f"{self.command} {self.path}"
        headers = {name.lower(): value for name, value in self.headers.items()}
        proxy.seen.append((line, headers))
        fault = proxy.next_fault(line)
        if fault and fault.status:
            problem = {"type": "busy", "title": "Refused for now", "status": fault.status, "detail": "come again"}  # fmt: skip
            after = {"retry-after": fault.retry_after} if fault.retry_after is not None else {}
            self._answer(fault.status, after, json.dumps(problem).encode())
            return
        sent = {name: value for name, value in headers.items() if name not in _NOT_PASSED_ON}
        with (
            httpx.Client(timeout=120) as client,
            client.stream(self.command, proxy.target + self.path, content=body, headers=sent) as told,
        ):  # fmt: skip
            self._pass_back(told, fault)

    def _pass_back(self, told: httpx.Response, fault: NetworkFault | None) -> None:
        if told.headers.get("content-type", "").startswith("text/event-stream"):
            self._stream(told, None if fault is None else fault.cuts_after_events)
            return
        content = told.read()
        if fault and fault.loses_answer:
            self.close_connection = True
            return
        headers = {
            name: value for name, value in told.headers.items() if name not in _NOT_PASSED_ON
        }
        self._answer(told.status_code, headers, content)

    def _stream(self, told: httpx.Response, most_events: int | None) -> None:
        self.send_response(told.status_code)
        self.send_header("content-type", told.headers["content-type"])
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        events = 0
        for line in told.iter_lines():
            events += line.startswith("data:")
            text = f"{line}\n".encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(text), text))
            if events == most_events and not line:
                self.close_connection = True
                return
        self.wfile.write(b"0\r\n\r\n")

    def _answer(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    protocol_version = "HTTP/1.1"
    do_GET = do_POST = do_PUT = do_DELETE = _pass_on

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what a test needs is in `seen`."""
