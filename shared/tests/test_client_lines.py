"""Answers of another service that come line by line: against a real server on loopback."""

import io
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from shared.client import RetryPolicy, ServiceClient
from shared.errors import (
    UpstreamBusy,
    UpstreamDown,
    UpstreamFailed,
    UpstreamRefused,
    UpstreamTimedOut,
)
from shared.upstream_answer import MAX_ANSWER_BYTES

pytestmark = pytest.mark.anyio
FAST = RetryPolicy(attempts=3, first_wait_s=0.001, longest_wait_s=0.01)
BUSY = {"type": "busy", "status": 503, "detail": "as many wait as may"}


@dataclass
class Teller:
    """Gives its answers in turn: a status, and the parts of a body; None stops it in the middle."""

    answers: list[tuple[int, list[bytes | None]]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    url: str = ""
    go_on: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def teller() -> Iterator[Teller]:
    told = Teller()

    class TellerHandler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            told.bodies.append(self.rfile.read(int(self.headers["content-length"])))
            status, parts = told.answers.pop(0)
            self.send_response(status)
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            for part in parts:
                if part is None:
                    self.wfile.flush()
                    told.go_on.wait(10)
                    self.close_connection = True
                    return
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            self.wfile.write(b"0\r\n\r\n")

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), TellerHandler)
    told.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield told
    told.go_on.set()
    server.shutdown()
    thread.join()
    server.server_close()


async def read(teller: Teller, *, patience_s: float = 5.0, url: str = "") -> list[dict[str, Any]]:
    """All lines; those before a failure are in its notes."""
    got: list[dict[str, Any]] = []
    async with httpx.AsyncClient(trust_env=False) as http:
        client = ServiceClient(http, url or teller.url, "asr-service", "asr", retry=FAST)
        files = {"file": ("recording.wav", io.BytesIO(b"sound"), "audio/wav")}
        try:
            async with client.lines(
                "/transcribe", data={"from_piece": "2"}, files=files, patience_s=patience_s
            ) as lines:
                async for line in lines:
                    got.append(line)
        except UpstreamFailed as error:
            error.add_note(json.dumps(got))
            raise
    return got


async def test_lines_are_read_as_they_are_cut(teller: Teller):
    teller.answers = [(200, [b'{"n"', b': 1}\n{"n": 2}\n\n{"n', b'": 3}'])]
    assert await read(teller) == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert b"sound" in teller.bodies[0]
    assert b'name="from_piece"\r\n\r\n2' in teller.bodies[0]


async def test_before_the_first_line_it_is_tried_again_with_the_whole_file(teller: Teller):
    teller.answers = [(502, [b"{}"]), (200, [b'{"n": 1}\n'])]
    assert await read(teller) == [{"n": 1}]
    assert [b"sound" in body for body in teller.bodies] == [True, True]


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ([(422, [b'{"type": "invalid-input", "field": "from_piece"}'])], UpstreamRefused),
        ([(503, [json.dumps(BUSY).encode()])], UpstreamBusy),
        ([(503, [b"{}"])] * 3, UpstreamDown),
        ([(500, [b'{"detail": "the engine failed"}'])], UpstreamFailed),
        ([(200, [b"no json\n"])], UpstreamFailed),
        ([(200, [b"[1]\n"])], UpstreamFailed),
    ],
)
async def test_what_is_refused_is_named(teller: Teller, answers: Any, kind: type[UpstreamFailed]):
    teller.answers = list(answers)
    with pytest.raises(UpstreamFailed) as failed:
        await read(teller)
    assert type(failed.value) is kind
    assert failed.value.members["service"] == "asr-service"


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (BUSY, UpstreamBusy),
        ({"type": "unavailable", "status": 503}, UpstreamDown),
        ({"type": "engine-failed", "status": 500}, UpstreamFailed),
        ({"type": "audio-unusable", "status": 422, "field": "file"}, UpstreamRefused),
        (None, UpstreamFailed),
    ],
)
async def test_a_problem_on_the_way_comes_after_the_lines_before_it(
    teller: Teller, problem: Any, kind: type[UpstreamFailed]
):
    line = json.dumps({"type": "problem", "problem": problem}).encode()
    teller.answers = [(200, [b'{"n": 1}\n', line + b"\n"])]
    with pytest.raises(UpstreamFailed) as failed:
        await read(teller)
    assert type(failed.value) is kind
    assert failed.value.__notes__ == ['[{"n": 1}]']


async def test_a_connection_that_breaks_in_the_middle_is_one_that_may_be_back(teller: Teller):
    teller.go_on.set()
    teller.answers = [(200, [b'{"n": 1}\n', None])]
    with pytest.raises(UpstreamDown) as failed:
        await read(teller)
    assert failed.value.__notes__ == ['[{"n": 1}]']


async def test_silence_between_two_lines_has_an_end(teller: Teller):
    teller.answers = [(200, [b'{"n": 1}\n', None])]
    with pytest.raises(UpstreamTimedOut) as failed:
        await read(teller, patience_s=0.2)
    assert failed.value.__notes__ == ['[{"n": 1}]']


async def test_a_line_without_an_end_is_not_read_for_ever(teller: Teller):
    part = b"x" * (1 << 20)
    teller.answers = [(200, [part] * ((MAX_ANSWER_BYTES >> 20) + 2))]
    with pytest.raises(UpstreamFailed, match="more than 16 MB"):
        await read(teller)


async def test_who_is_not_there_is_down(teller: Teller):
    with pytest.raises(UpstreamDown, match="no connection"):
        await read(teller, url="http://127.0.0.1:9")
