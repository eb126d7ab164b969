"""Whatever a route of any service is asked, and answers, nothing that was sent comes into the log: neither of requests
that succeed nor of those that are refused. Crashes have a test of their own, whose fleet this is."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from shared.logs import MAX_LINE_BYTES

from .test_log_canary import CANARY, HEADERS, CanaryFleet, Route, all_routes, fleet

__all__ = ["fleet"]

pytestmark = pytest.mark.anyio

NAMES = (
    "task_id", "speaker_id", "voice", "key", "key_id", "key_prefix", "tenant", "word_index",
    "class_id", "member_id", "membership_id", "assignment_id", "note_id", "issue_id", "name", "sample_id", "share_id", "token", "turn", "recording_id", "version",
    "webhook_id", "event_id", "letter_id", "job_id",
)  # fmt: skip
ODD_PATH = dict.fromkeys(NAMES, "quokka")
Sent = dict[str, Any]
ODD: dict[str, Callable[[Route], Sent]] = {
    "a field that nobody knows": lambda _: {"json": {"quokka": {"quokka": ["quokka"]}}},
    "a body that is no JSON": lambda _: {
        "content": b'{"quokka": quokka',
        "headers": {"content-type": "application/json"},
    },
    "a form with a part that nobody knows": lambda _: {
        "files": {"quokka": ("quokka.wav", b"RIFFquokka", "audio/quokka")},
        "data": {"reference_text": "quokka", "lexicon": "{quokka", "speaker_id": "quo kka"},
    },
    "a file that is no sound": lambda _: {
        "files": {"file": ("../quokka.wav", b"quokka" * 1000, "audio/wav")},
        "data": {"text": "quokka", "language": "quokka", "l1": "quokka"},
    },
    "a form that breaks off": lambda _: {
        "content": b'--quokka\r\ncontent-disposition: form-data; name="quokka',
        "headers": {"content-type": "multipart/form-data; boundary=quokka"},
    },
    "a query that nobody knows": lambda _: {"params": {"quokka": "quokka", "cursor": "quokka"}},
    "headers of any kind": lambda _: {
        "headers": {
            "content-type": "quokka/quokka",
            "last-event-id": "quokka",
            "range": "quokka",
            "origin": "https://quokka.example",
            "referer": "https://quokka.example/quokka",
            "user-agent": "quokka",
            "traceparent": "quokka",
        }
    },
}
"""Of each a request that is wrong somewhere."""


async def ask(fleet: CanaryFleet, route: Route, sent: Sent, path: str) -> int:
    """The status, and what was logged held to what may be."""
    before = len(fleet.lines)
    headers = HEADERS | {"idempotency-key": "quokka key"} | sent.get("headers", {})
    client: httpx.AsyncClient = fleet.clients[route.service.name]
    answer = await client.request(route.method, path, **sent | {"headers": headers})
    said = fleet.lines[before:]
    assert CANARY not in "".join(said).lower(), (route, sent, said)
    assert max((len(line.encode()) for line in said), default=0) <= MAX_LINE_BYTES
    return answer.status_code


async def test_no_refusal_tells_what_was_sent(fleet: CanaryFleet):
    n_refused = 0
    for route in all_routes():
        for path in (
            route.path.format(**ODD_PATH),
            route.path.format(**ODD_PATH | {"task_id": fleet.task_id}),
        ):
            for sent in ODD.values():
                status = await ask(fleet, route, sent(route), path)
                assert status != 500, (route, sent(route))
                n_refused += status >= 400
    assert n_refused > 400


async def test_no_answer_tells_what_was_sent(fleet: CanaryFleet):
    n_answered = 0
    for route in all_routes():
        before = len(fleet.lines)
        answer = await route.call(fleet.clients[route.service.name], fleet.task_id)
        assert CANARY not in "".join(fleet.lines[before:]).lower(), route
        n_answered += answer.status_code < 400
    assert n_answered > 40
