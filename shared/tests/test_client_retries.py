"""How services call each other: against a real server on loopback."""

import asyncio
import gzip
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
import structlog

from shared.client import POOL_LIMITS, RetryPolicy, ServiceClient
from shared.errors import UpstreamDown, UpstreamFailed, UpstreamRefused, UpstreamTimedOut
from shared.settings import CommonSettings
from shared.upstream_answer import MAX_ANSWER_BYTES

pytestmark = pytest.mark.anyio
FAST = RetryPolicy(attempts=3, first_wait_s=0.001, longest_wait_s=0.01)
JSON = "application/json"


@dataclass
class Upstream:
    """Gives its answers in turn, the last one again and again."""

    answers: list[tuple[int, bytes, dict[str, str]]] = field(default_factory=list)
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""
    release: threading.Event = field(default_factory=threading.Event)
    """Holds answers back until it is set."""

    def will_answer(self, *answers: tuple[int, bytes] | tuple[int, bytes, dict[str, str]]) -> None:
        self.answers = [(each[0], each[1], each[2] if len(each) > 2 else {}) for each in answers]


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    told = Upstream()
    told.release.set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            headers = {name.lower(): value for name, value in self.headers.items()}
            told.requests.append((self.path, headers, self.rfile.read(length)))
            told.release.wait(10)
            status, body, extra = told.answers.pop(0) if len(told.answers) > 1 else told.answers[0]
            if status == -1:  # answer, and close the kept connection when the next request is there
                self.send_response(200)
                self.send_header("content-length", "2")
                self.end_headers()
                self.wfile.write(b"{}")
                self.connection.recv(1)
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            if status == 0:  # break the connection after the request was read
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            for name, value in extra.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda request, client_address: None
    told.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield told
    told.release.set()
    server.shutdown()
    thread.join()
    server.server_close()


async def call(
    url: str, *, deadline_s: float = 10.0, retry: RetryPolicy = FAST, path: str = "/process"
) -> dict:
    async with httpx.AsyncClient() as http:
        client = ServiceClient(http, url, "asr-service", "asr", deadline_s, retry)
        return await client.post(path, json={"text": "very"})


async def test_the_json_body_comes_back(upstream: Upstream):
    upstream.will_answer((200, b'{"text": "very"}'))
    assert await call(upstream.url) == {"text": "very"}
    assert upstream.requests[0][0] == "/process"
    assert upstream.requests[0][2] == b'{"text":"very"}'


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_a_failure_that_may_pass_is_tried_again(upstream: Upstream, status: int):
    upstream.will_answer((status, b""), (status, b""), (200, b"{}"))
    assert await call(upstream.url) == {}
    assert len(upstream.requests) == 3


async def test_three_attempts_are_all(upstream: Upstream):
    upstream.will_answer((503, b""))
    with pytest.raises(
        UpstreamFailed, match="asr-service is not available: it answered 503"
    ) as failure:
        await call(upstream.url)
    assert len(upstream.requests) == 3
    assert failure.value.members == {"service": "asr-service", "stage": "asr"}
    assert failure.value.status == 502


@pytest.mark.parametrize("status", [500, 501])
async def test_a_crash_upstream_is_not_tried_again(upstream: Upstream, status: int):
    upstream.will_answer((status, b'{"detail": "the engine failed"}'))
    with pytest.raises(UpstreamFailed, match="the engine failed"):
        await call(upstream.url)
    assert len(upstream.requests) == 1


@pytest.mark.parametrize(
    ("status", "body", "more"),
    [
        (200, b"[" * 100_000, {}),
        (200, b'{"a":' * 5_000 + b"1" + b"}" * 5_000, {}),
        (200, b"\x1f\x8b\x08 no gzip", {"content-encoding": "gzip"}),
        (200, gzip.compress(b'{"text": "very"}', mtime=0), {"content-encoding": "gzip"}),
        (200, b" " * (MAX_ANSWER_BYTES + 1), {}),
        (422, b'{"type": 5, "title": [], "detail": {"a": [1]}, "field": ["x", 1]}', {}),
        (422, b"[" * 100_000, {}),
        (500, b'{"detail": [1]}', {}),
        (429, b"", {"retry-after": "nan"}),
        (429, b"", {"retry-after": "-inf"}),
        (503, b"", {"retry-after": "-86400"}),
    ],
)
async def test_no_answer_does_more_than_fail(upstream: Upstream, status: int, body: bytes, more):
    upstream.will_answer((status, body, more))
    with pytest.raises(UpstreamFailed, match=r"^asr-service [a-z ]+") as failure:
        await call(upstream.url)
    assert failure.value.members["service"] == "asr-service"


async def test_an_answer_is_asked_for_unpacked(upstream: Upstream):
    upstream.will_answer((200, b"{}"))
    await call(upstream.url)
    assert upstream.requests[0][1]["accept-encoding"] == "identity"


async def test_a_refusal_carries_the_upstream_problem(upstream: Upstream):
    problem = b'{"type": "not-audio", "status": 415, "detail": "send a recording", "field": "file"}'
    upstream.will_answer((415, problem))
    with pytest.raises(UpstreamRefused, match="send a recording") as refusal:
        await call(upstream.url)
    assert refusal.value.members["problem"] == {
        "type": "not-audio",
        "status": 415,
        "detail": "send a recording",
        "field": "file",
    }
    assert len(upstream.requests) == 1


async def test_no_connection_is_tried_again_and_named():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(UpstreamFailed, match="no connection"):
            await call(url)


async def test_a_connection_that_breaks_after_sending_is_not_tried_again(upstream: Upstream):
    upstream.will_answer((0, b""))
    with pytest.raises(UpstreamFailed, match="broke"):
        await call(upstream.url)
    assert len(upstream.requests) == 1


async def test_a_kept_connection_that_turns_out_closed_is_tried_again_once(upstream: Upstream):
    upstream.will_answer((-1, b""), (200, b'{"text": "very"}'))
    async with httpx.AsyncClient(limits=POOL_LIMITS) as http:
        client = ServiceClient(http, upstream.url, "asr-service", "asr", 10.0, FAST)
        assert await client.post("/process", json={}) == {}
        assert await client.post("/process", json={}) == {"text": "very"}
    assert len(upstream.requests) == 2  # the one on the closed connection was not read


async def test_it_is_not_tried_a_third_time(upstream: Upstream):
    upstream.will_answer((-1, b""), (0, b""))
    async with httpx.AsyncClient(limits=POOL_LIMITS) as http:
        client = ServiceClient(http, upstream.url, "asr-service", "asr", 10.0, FAST)
        await client.post("/process", json={})
        with pytest.raises(UpstreamFailed, match="broke"):
            await client.post("/process", json={})
    assert len(upstream.requests) == 2


def test_we_let_go_of_a_connection_before_a_server_does():
    assert POOL_LIMITS.keepalive_expiry is not None
    assert POOL_LIMITS.keepalive_expiry < CommonSettings().http_keep_alive_s


async def test_the_deadline_covers_a_slow_answer(upstream: Upstream):
    upstream.will_answer((200, b"{}"))
    upstream.release.clear()
    with pytest.raises(UpstreamTimedOut, match=r"within 0\.2 s") as timeout:
        await call(upstream.url, deadline_s=0.2)
    assert timeout.value.status == 504
    assert timeout.value.members["stage"] == "asr"


async def test_the_deadline_covers_the_waits_between_attempts(upstream: Upstream):
    upstream.will_answer((503, b"", {"retry-after": "30"}))
    patient = RetryPolicy(attempts=3, longest_wait_s=60.0)
    with pytest.raises(UpstreamTimedOut):
        await asyncio.wait_for(call(upstream.url, deadline_s=0.2, retry=patient), 5)
    assert len(upstream.requests) == 1


async def test_retry_after_is_capped_by_the_policy(upstream: Upstream):
    upstream.will_answer((429, b"", {"retry-after": "3600"}), (200, b"{}"))
    assert await call(upstream.url) == {}


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"a": '])
async def test_what_is_no_json_is_a_failure(upstream: Upstream, body: bytes):
    upstream.will_answer((200, body))
    with pytest.raises(UpstreamFailed, match="answered no JSON"):
        await call(upstream.url)


async def test_what_a_line_of_the_log_is_about_travels_along(upstream: Upstream):
    upstream.will_answer((200, b"{}"))
    about = {"request_id": "r-1", "task_id": "t-2", "tenant": "school"}
    with structlog.contextvars.bound_contextvars(**about):
        await call(upstream.url)
    headers = upstream.requests[0][1]
    assert {headers[each] for each in ("x-request-id", "x-task-id", "x-tenant")} == {
        "r-1",
        "t-2",
        "school",
    }


async def test_a_service_that_was_away_three_times_is_asked_again_after_a_while(
    upstream: Upstream, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("shared.client.SPARED_S", 0.2)
    upstream.will_answer((503, b""))
    async with httpx.AsyncClient() as http:
        client = ServiceClient(http, upstream.url, "asr-service", "asr", 10.0, FAST)
        for _ in range(3):
            with pytest.raises(UpstreamDown, match="it answered 503"):
                await client.post("/process")
        n_asked = len(upstream.requests)
        with pytest.raises(UpstreamDown, match="failed 3 times in a row"):
            await client.post("/process")
        assert client.is_spared
        assert len(upstream.requests) == n_asked
        await asyncio.sleep(0.25)
        upstream.will_answer((200, b"{}"))
        assert await client.post("/process") == {}
        assert not client.is_spared


async def test_a_service_that_refuses_or_fails_on_an_input_is_not_spared(upstream: Upstream):
    async with httpx.AsyncClient() as http:
        client = ServiceClient(http, upstream.url, "asr-service", "asr", 10.0, FAST)
        for status, kind in ((415, UpstreamRefused), (500, UpstreamFailed)) * 3:
            upstream.will_answer((status, b"{}"))
            with pytest.raises(kind):
                await client.post("/process")
        assert not client.is_spared
