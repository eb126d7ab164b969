"""Every route of every service is driven into crashes, and nothing that was sent or is secret comes into the log.

All that is sent, and all that is secret, holds the word `quokka`.
"""

import base64
import itertools
import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, get_args
from uuid import uuid4

import fastapi.routing
import httpx
import numpy as np
import pytest
import structlog
from _pytest.logging import LogCaptureHandler
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.exc import OperationalError

from shared.audio import encode_wav
from shared.logs import MAX_LINE_BYTES, LogFormat, configure_logging
from shared.mount import application, module_of
from shared.roster import ORCHESTRATOR, ROSTER, Service
from shared.storage.files import FileStore
from shared.testing import service_client

pytestmark = pytest.mark.anyio

CANARY = "quokka"
NOWHERE = "http://127.0.0.1:9"
SECRETS = {
    "URL_SIGNING_KEY": "quokka-signing-key",
    "S3_SECRET_KEY": "quokka-s3-secret",
    "LLM_API_KEY": "quokka-llm-key",
    "ASR_HUB_TOKEN": "quokka-hub-token",
    "CONVERSATION_LLM_API_KEY": "quokka-conversation-key",
    "SEARCH_QDRANT_API_KEY": "quokka-qdrant-key",
}
HEADERS = {
    "authorization": "Bearer quokka-token",
    "cookie": "session=quokka-cookie",
    "x-anything": "quokka-header",
}
QUERY = {"expires": "9999999999", "signature": "quokka-signature", "q": "quokka"}
PATH = {
    "voice": "quokka-voice",
    "key_prefix": "tasks/quokka",
    "key": "tasks/quokka/recording.wav",
    "speaker_id": "quokka-speaker",
    "word_index": "0",
    "turn": "0",
    "sample_id": "0",
    "token": "quokka-token",
    "key_id": "a" * 16,
    **dict.fromkeys(
        (
            "class_id",
            "member_id",
            "membership_id",
            "assignment_id",
            "note_id",
            "share_id",
            "recording_id",
            "webhook_id",
            "event_id",
            "job_id",
        ),
        "00000000-0000-4000-8000-000000000001",
    ),
    "issue_id": "i1",
    "letter_id": "1",
    "name": "quokka.wav",
    "version": "quokka-1",
    "tenant": "north",  # no secret: it is in every line about it
}
EXAMPLES = {
    "phoneme-map-service": {"text": "quokka", "lexicon": {"quokka": ["K W AA1 K AH0"]}},
    "tts-service": {"text": "quokka", "lexicon": {"quokka": ["K W AA1 K AH0"]}},
}
FORMS = {
    "asr-service": {"language": "en"},
    "conversation-service": {"speakers": "2"},
    "alignment-service": {"text": "quokka", "lexicon": '{"quokka": ["K W AA1 K AH0"]}'},
    "voice-conversion-service": {"consent_voice_cloning": "true", "key_prefix": "tasks/quokka"},
    "pipeline-orchestrator": {
        "reference_text": "quokka",
        "lexicon": '{"quokka": ["K W AA1 K AH0"]}',
        "speaker_id": "quokka-speaker",
        "l1": "hi",
        "consent_voice_cloning": "true",
        "options": '{"speaker_id": "quokka-speaker"}',
    },
}


def _recording() -> bytes:
    """A tone, and a chunk of another kind that holds the canary."""
    wav = encode_wav((np.sin(np.arange(16_000) / 5) * 0.3).astype(np.float32), 16_000)
    note = b"LIST" + (20).to_bytes(4, "little") + b"quokka in the audio."
    return wav[:12] + note + wav[12:]


FILES = {
    "asr-service": ("file",),
    "conversation-service": ("file",),
    "alignment-service": ("file",),
    "voice-conversion-service": ("reference", "samples"),
    "pipeline-orchestrator": ("file", "voice_samples[]"),
}


class Lines(list[str]):
    """What a handler wrote, one record an entry."""

    def write(self, record: str) -> None:
        self.append(record)

    def flush(self) -> None:
        pass


@dataclass(frozen=True)
class Route:
    service: Service
    method: str
    path: str
    body: frozenset[str]
    """Content types that it takes."""
    names: frozenset[str]
    """Of query parameters and body fields that it knows; another one is refused."""

    async def call(self, client: httpx.AsyncClient, task_id: str) -> httpx.Response:
        path = self.path.format(task_id=task_id, **PATH)
        headers = HEADERS | {"idempotency-key": f"quokka-{uuid4()}"}
        form: dict[str, Any] = {}
        if "application/json" in self.body:
            form = {"json": BODIES.get(self.path) or _example(self.service)}
        elif self.body:
            names = FILES[self.service.name]
            files = [(name, ("quokka.wav", _recording(), "audio/wav")) for name in names]
            if "consent" in self.path:
                files = files[1:]
            if any(
                name in self.path for name in ("voice-notes", "transcripts", "calls", "recordings")
            ):
                files = files[:1]
            fields = FORMS[self.service.name].items()
            form = {"files": files, "data": {k: v for k, v in fields if k in self.names}}
        known = set() if self.body else self.names
        params = {name: value for name, value in QUERY.items() if name in known}
        return await client.request(self.method, path, params=params, headers=headers, **form)


QUOKKA_ASSIGNMENT = {
    "title": "quokka",
    "texts": ["quokka"],
    "lexicon": {"quokka": ["K W AA1 K AH0"]},
}
BODIES = {
    "/unjudged": {"reason": "silence"},
    "/moments": {
        "moments": [
            {
                "title": "quokka",
                "reason": "quokka",
                "advice": "quokka",
                "is_good": False,
                "quotes": ["quokka"],
            }
        ]
    },
    "/api/v1/keys": {"name": "quokka", "role": "service", "subject": "quokka"},
    "/api/v1/sessions": {"key": "afv_quokka"},
    "/api/v1/speak": {"text": "quokka", "phones": [["K", "W", "AA1", "K", "AH0"]]},
    "/analyse": {"turns": [{"speaker": "quokka", "text": "quokka", "start_s": 0.0, "end_s": 1.0}]},
    "/redact": {"turns": [{"text": "quokka@gmail.com"}]},
    "/search": {"tenant": "north", "q": "quokka", "agent": "quokka"},
    "/recordings/{tenant}/{recording_id}": {
        "kind": "call",
        "agent": "quokka",
        "turns": [
            {"index": 0, "speaker": "quokka", "text": "quokka", "start_s": 0.0, "end_s": 1.0}
        ],
    },
    "/detect": {"text": "quokka"},
    "/normalise": {"text": "quokka", "language": "en"},
    "/translate": {"texts": ["quokka"], "target": "hi"},
    "/api/v1/translate": {"texts": ["quokka"], "target": "hi"},
    "/api/v1/asr/inference": {
        "audio": [{"audioContent": base64.b64encode(b"quokka").decode()}],
        "config": {"language": {"sourceLanguage": "en"}},
    },
    "/api/v1/tts/inference": {
        "input": [{"source": "quokka"}],
        "config": {"language": {"sourceLanguage": "en"}},
    },
    "/api/v1/nmt/inference": {
        "input": [{"source": "quokka"}],
        "config": {"language": {"sourceLanguage": "en", "targetLanguage": "hi"}},
    },
    "/api/v1/detect": {"text": "quokka"},
    "/api/v1/normalise": {"text": "quokka", "language": "en"},
    "/api/v1/map": {"text": "quokka", "lexicon": {"quokka": ["K W AA1 K AH0"]}},
    "/api/v1/tenants/{tenant}/retention": {"audit": 365},
    "/api/v1/classes": {"name": "quokka"},
    "/api/v1/classes/{class_id}": {"name": "quokka"},
    "/api/v1/memberships": {"code": "quokka", "called": "quokka", "speaker_id": "quokka-speaker"},
    "/api/v1/memberships/{membership_id}": {"share": "everything"},
    "/api/v1/classes/{class_id}/assignments": QUOKKA_ASSIGNMENT,
    "/api/v1/classes/{class_id}/assignments/{assignment_id}": QUOKKA_ASSIGNMENT,
    "/api/v1/classes/{class_id}/inbox/{task_id}": {"done": True},
    "/api/v1/words/check": {"texts": ["quokka"], "lexicon": {"quokka": ["K W AA1 K AH0"]}},
    "/api/v1/tasks/{task_id}/shares": {"expires_in_days": 7},
    "/api/v1/calls/{task_id}/replay": {"turn": 0},
    "/api/v1/events/replay": {"consumer": "webhook:quokka", "types": ["task.finished"]},
    "/api/v1/recording-fields": {
        "json_schema": {"properties": {"quokka": {"type": "string", "description": "quokka"}}}
    },
    "/api/v1/recordings/{recording_id}": {"fields": {"quokka": "quokka"}},
    "/api/v1/webhooks": {"url": "https://quokka.example/told"},
    "/api/v1/webhooks/{webhook_id}": {"disabled": True},
    "/api/v1/tasks/{task_id}/notes": {"text": "quokka", "word_index": 0},
    "/api/v1/tasks/{task_id}/issues/{issue_id}/verdict": {"verdict": "overruled"},
    "/api/v1/models/{name}/versions/{version}/canary": {"share": 0.1},
    "/api/v1/training/jobs": {"recipe": "lexicon", "data": ["verdicts"]},
    "/api/v1/speakers/{speaker_id}/training-consent": {"agrees": True, "wording_version": "quokka"},
    "/api/v1/tenants/{tenant}/quota": {"recordings_per_day": 5},
    "/api/v1/keys/{key_id}/quota": {"recordings_per_day": 5},
}
"""Of paths that don't take what their service's first example is."""


def _example(service: Service) -> dict[str, Any]:
    if service.name in EXAMPLES:
        return EXAMPLES[service.name]
    schemas = module_of(service, "schemas.request_response")
    example = next(iter(schemas.OPENAPI_EXAMPLES.values()))["value"]
    return json.loads(json.dumps(example).replace("very", CANARY))


def all_routes() -> list[Route]:
    """All in the OpenAPI of the eleven services; what erases comes last."""
    found = [
        Route(
            service,
            method,
            path,
            frozenset(operation.get("requestBody", {}).get("content", {})),
            frozenset(_names(operation, document["components"]["schemas"])),
        )
        for service in ROSTER
        for document in [application(service).openapi()]
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]
    return sorted(found, key=lambda route: route.method == "delete")


def _names(operation: dict[str, Any], schemas: dict[str, Any]) -> Iterator[str]:
    yield from (each["name"] for each in operation.get("parameters", []) if each["in"] == "query")
    for content in operation.get("requestBody", {}).get("content", {}).values():
        yield from schemas[content["schema"]["$ref"].rpartition("/")[2]]["properties"]


def _raise(error: BaseException) -> None:
    raise error


def _invalid(said: str) -> None:
    TypeAdapter(int).validate_python(said)


def _of_the_database(said: str) -> None:
    try:
        raise ConnectionError(said)
    except ConnectionError as error:
        raise OperationalError(f"INSERT INTO tasks VALUES ('{said}')", [said], error) from error


def _of_the_wire(said: str) -> None:
    address = httpx.URL("http://nowhere/", userinfo=CANARY.encode(), params={"q": said[-200:]})
    raise httpx.ConnectError(said, request=httpx.Request("GET", address))


def _of_a_group(said: str) -> None:
    group = ExceptionGroup(said, [ValueError(said), OSError(28, said, said), KeyError(said)])
    group.add_note(said)
    raise group


def _of_causes(said: str) -> None:
    try:
        try:
            _invalid(said)
        except ValidationError as error:
            raise KeyError(said) from error
    except KeyError:
        raise RuntimeError(said * 100)  # noqa: B904 - the context is what is tried


KINDS: dict[str, Callable[[str], None]] = {
    "RuntimeError": lambda said: _raise(RuntimeError(said)),
    "KeyError": lambda said: _raise(KeyError(said)),
    "pydantic_core._pydantic_core.ValidationError": _invalid,
    "UnicodeDecodeError": lambda said: _raise(
        UnicodeDecodeError("utf-8", said.encode(), 0, 1, said)
    ),
    "json.decoder.JSONDecodeError": lambda said: _raise(json.JSONDecodeError(said, said, 0)),
    "sqlalchemy.exc.OperationalError": _of_the_database,
    "httpx.ConnectError": _of_the_wire,
    "ExceptionGroup": _of_a_group,
    "RuntimeError from all": _of_causes,
}
PARTS: dict[str, tuple[str, ...]] = {
    "store": ("put", "get", "exists", "stat", "delete", "delete_folder", "keys", "url"),
    "database": ("read", "write"),
    "engine": ("engine",),
}


def _forget_records() -> None:
    """Of pytest: each holds its exception, whose frames hold all that was there. Thousands of them took 15 GB."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, LogCaptureHandler):
            handler.reset()


@dataclass
class CanaryFleet:
    clients: dict[str, httpx.AsyncClient]
    lines: Lines
    task_id: str
    """Of a task that has ended."""
    n_crashes: int = 0

    async def crash(self, route: Route, *, kind: str | None = None) -> None:
        """Call it, and hold what was logged to what may be."""
        before = len(self.lines)
        _forget_records()
        try:
            response = await route.call(self.clients[route.service.name], self.task_id)
            status, request_id = response.status_code, response.headers["x-request-id"]
        except AssertionError:  # httpx, of an answer that broke off in the middle
            status, request_id = 500, ""
        said = self.lines[before:]
        assert CANARY not in "".join(said), (route, kind, said)
        assert max((len(line.encode()) for line in said), default=0) <= MAX_LINE_BYTES
        if kind is not None:
            assert status == 500, route
        # A crash of a task has the id of the request that brought it.
        crashes = [
            line
            for line in said
            if "_crashed" in line
            and request_id in line
            and "readiness_check_crashed" not in line  # of which GET /ready says 503
        ]
        assert bool(crashes) == (status == 500), (route, said)
        for crash in crashes:
            self.n_crashes += 1
            assert kind is None or kind.split()[0] in crash
            assert "test_log_canary.py:" in crash  # the place


@pytest.fixture(params=get_args(LogFormat))
async def fleet(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, mock_mode: None
) -> AsyncIterator[CanaryFleet]:
    for service in ROSTER:
        if service is not ORCHESTRATOR:
            monkeypatch.setenv(service.url_variable, NOWHERE)
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    monkeypatch.setenv("ORCHESTRATOR_PROCESS_TIMEOUT_S", "5")
    monkeypatch.setenv("AUTH", "none")  # a key that is made asks nobody for itself
    root = logging.getLogger()
    handlers, level, before = root.handlers, root.level, structlog.get_config()
    lines = Lines()
    async with AsyncExitStack() as stack:
        clients = {
            service.name: await stack.enter_async_context(service_client(application(service)))
            for service in ROSTER
        }
        configure_logging(log_format=request.param, level="DEBUG")
        root.handlers[0].stream = lines  # pyright: ignore[reportAttributeAccessIssue]
        process = next(
            r for r in all_routes() if r.service is ORCHESTRATOR and r.path.endswith("/process")
        )
        ended = await process.call(clients[ORCHESTRATOR.name], "")
        yield CanaryFleet(clients, lines, ended.json()["task_id"])
        root.handlers[0].setLevel(logging.CRITICAL)
    root.handlers = handlers
    root.setLevel(level)
    structlog.configure(**before)


@contextmanager
def broken(
    part: str, method: str, route: Route, fail: Callable[[str], None], *, after: int = 0
) -> Iterator[None]:
    """Each call of a part raises what it was given; those of the database only after so many."""
    calls = itertools.count()
    with pytest.MonkeyPatch.context() as patch:
        if part == "engine":
            runtime = application(route.service).state.runtime
            if runtime.host is not None:
                patch.setattr(runtime.host, "engine", _Broken(runtime.host.engine, fail))
        elif part == "store" and method == "url":
            patch.setattr(
                FileStore, method, lambda *given, **named: fail(f"{given} {named} {CANARY}")
            )
        else:
            session = module_of(ORCHESTRATOR, "db.session")
            owner = FileStore if part == "store" else session.Database
            whole = getattr(owner, method)

            async def crash(*given: Any, **named: Any) -> Any:
                if next(calls) < after:
                    return await whole(*given, **named)
                return fail(f"{given} {named} {CANARY}")

            patch.setattr(owner, method, crash)
        yield


class _Broken:
    def __init__(self, engine: Any, fail: Callable[[str], None]) -> None:
        self._engine, self._fail = engine, fail

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._engine, name)
        if not callable(value):
            return value
        return lambda *given, **named: self._fail(f"{given} {named} {CANARY}")


async def test_no_crash_of_any_route_tells_what_was_sent(
    fleet: CanaryFleet, monkeypatch: pytest.MonkeyPatch
):
    for number, route in enumerate(all_routes()):
        for kind in [list(KINDS)[(number + step) % len(KINDS)] for step in range(3)]:

            async def endpoint(*, values: dict[str, Any], kind: str = kind, **_: Any) -> None:
                copied = dict(values)  # a local variable that holds everything
                KINDS[kind](f"{copied} {CANARY}")

            with monkeypatch.context() as patch:
                patch.setattr(fastapi.routing, "run_endpoint_function", endpoint)
                await fleet.crash(route, kind=kind)
    assert fleet.n_crashes == 3 * len(all_routes()) >= 150


async def test_no_crash_inside_a_route_tells_what_it_works_on(fleet: CanaryFleet):
    kinds = list(KINDS.values())
    turn = 0
    for part, methods in PARTS.items():
        for method in methods:
            for route in all_routes():
                if part == "database" and route.service is not ORCHESTRATOR:
                    continue
                for after in range(2 if part == "database" else 1):
                    turn += 1
                    with broken(part, method, route, kinds[turn % len(kinds)], after=after):
                        await fleet.crash(route)
    assert fleet.n_crashes >= 40
