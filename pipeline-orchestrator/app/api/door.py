"""The door as HTTP has it: in front of every request, so that no endpoint can forget to ask who comes."""

import re
from collections.abc import Awaitable
from urllib.parse import urlsplit

import structlog
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.errors import Forbidden, Problem, Unauthenticated
from shared.settings import CommonSettings
from shared.tracing import span
from shared.web.cross_origin import ANY_ORIGIN
from shared.web.listening import is_address, is_loopback
from shared.web.long_uploads import RESOURCE as LONG_RECORDINGS
from shared.web.long_uploads import LongRecordings
from shared.web.problems import answer_of

from ..access.door import Credentials, FrontDoor, KnownCaller, require_own_page
from ..access.rates import RateState, TooManyRequests
from ..access.rules import RULES, is_open, may_read_metrics, require_role
from ..app import App
from ..core.bodies import (
    OTHER_BODY_BYTES,
    TEXTS_BYTES,
    long_recording_mb,
    recordings_mb,
    spoken_in_json_mb,
)
from ..domain.principal import Principal
from .cookies import session_cookie, set_session
from .limit_headers import set_rates

log = structlog.get_logger(__name__)

BY_ADDRESS = "address"
"""The credential of who holds a signed one."""
WITH_RECORDINGS = ("/process", "/tasks", "/consent", "/voice-notes")
"""Ends of the paths that take files."""
WITH_LONG_RECORDINGS = ("/transcripts", "/calls", "/recordings")
"""The same of those that take long ones."""
WITH_SPEECH_IN_JSON = "/asr/inference"
WITH_TEXTS = ("/translate", "/nmt/inference")
SWITCHING = 101
"""The status of a WebSocket that was opened."""
WAITED_FOR = "process_recording"
"""The endpoint whose callers hold the line."""
TAKES_LONG_RECORDINGS = frozenset({"submit_transcript", "submit_call"})
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OURS = {
    "key_id": re.compile(r"[a-z2-7]{16}"),
    **dict.fromkeys(
        ("task_id", "recording_id", "member_id", "membership_id", "class_id", "share_id"), _UUID
    ),
}
"""What ids look like that are made here."""
_TENANT = re.compile(r"[a-z0-9-]{1,32}")
_TASK_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class Doorkeeper:
    """Puts the `KnownCaller` into the request's state, or answers 401 or 403; then has what was done audited. Pure ASGI."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        door: FrontDoor = scope["app"].state.runtime.resources["door"]
        connection = HTTPConnection(scope)
        try:
            with span("door"):
                caller = await _caller(door, connection)
        except Problem as problem:
            if isinstance(problem, Unauthenticated | Forbidden):
                log.warning("access_refused", reason=problem.slug, status=problem.status)
            await answer_of(problem)(scope, receive, send)
            return
        scope["state"]["caller"] = caller
        if scope["type"] == "http":
            common = scope["app"].state.runtime.common
            scope["state"]["max_body_bytes"] = most_body_bytes(scope["path"], common)
        if caller is not None:
            structlog.contextvars.bind_contextvars(tenant=caller.principal.tenant)
        status = 500

        async def marked_send(message: Message) -> None:
            nonlocal status
            is_answer = message["type"].endswith("http.response.start")
            if is_answer or message["type"] == "websocket.accept":
                status = message["status"] if is_answer else SWITCHING
                if caller is not None and caller.new_token is not None:
                    set_session(message, connection, caller.new_token)
                if is_answer and (states := scope["state"].get("rates")) is not None:
                    set_rates(message, states)
            await send(message)

        try:
            await self.app(scope, receive, marked_send)
        finally:
            _audit(door, scope, caller, status)


def most_body_bytes(path: str, common: CommonSettings) -> int:
    """Of a request to that path."""
    if path.endswith(WITH_LONG_RECORDINGS):
        return int(long_recording_mb(common) * 1_000_000)
    if path.endswith(WITH_RECORDINGS):
        return int(recordings_mb(common) * 1_000_000)
    if path.endswith(WITH_SPEECH_IN_JSON):
        return int(spoken_in_json_mb(common) * 1_000_000)
    if path.endswith(WITH_TEXTS):
        return TEXTS_BYTES
    return OTHER_BODY_BYTES


async def _caller(door: FrontDoor, connection: HTTPConnection) -> KnownCaller | None:
    """None where nobody needs to be known. Raises Unauthenticated, Forbidden or Unavailable."""
    scope, path = connection.scope, connection.scope["path"]
    shown = shown_by(connection)
    if scope["type"] == "websocket":
        # A browser lets any page open one, and sends the cookie with it where it thinks that fit.
        require_own_page(shown)
    elif is_open(_method(scope), path):
        return None
    caller = await door.caller(shown)
    if path == "/metrics" and not may_read_metrics(caller.principal):
        raise Forbidden("metrics are for operators, and for keys with the scope 'metrics'")
    return caller


def _method(scope: Scope) -> str:
    return "GET" if scope["method"] == "HEAD" else scope["method"]


def shown_by(connection: HTTPConnection) -> Credentials:
    headers = connection.headers
    return Credentials(
        authorization=headers.get("authorization"),
        session_token=session_cookie(connection),
        csrf_token=headers.get("x-csrf-token", ""),
        method=connection.scope.get("method", "GET"),
        from_host=connection.client.host if connection.client else None,
        is_own_page=_is_own_page(connection),
        names_us=_names_us(connection),
    )


def _is_own_page(connection: HTTPConnection) -> bool:
    """By what browsers add and a page can't change; programs send neither header."""
    origin = connection.headers.get("origin")
    if origin is None:
        return connection.headers.get("sec-fetch-site") != "cross-site"
    state, host = connection.app.state, connection.headers.get("host", "")
    allowed = {ANY_ORIGIN, origin.lower()} & set(state.allowed_origins)
    ours = {host.lower(), urlsplit(state.runtime.common.public_url).netloc.lower()}
    return bool(allowed) or urlsplit(origin.lower()).netloc in ours


def _names_us(connection: HTTPConnection) -> bool:
    """A stranger may have a name of theirs lead here and then read the answers with their page: not an address, not a
    name without a dot, and not ours."""
    host = urlsplit(f"//{connection.headers.get('host', '')}").hostname or ""
    ours = urlsplit(connection.app.state.runtime.common.public_url).hostname
    return "." not in host or is_address(host) or is_loopback(host) or host == ours


async def authorise(request: HTTPConnection) -> None:
    """Raises Forbidden where the caller's role may not use the endpoint, LimitReached, and Busy where too many wait already;
    asked before the body is read.

    From here on the log says which task the path names."""
    if _TASK_ID.fullmatch(task_id := str(request.path_params.get("task_id", ""))):
        structlog.contextvars.bind_contextvars(task_id=task_id.lower())
    caller: KnownCaller | None = request.state.caller
    door: FrontDoor = request.app.state.runtime.resources["door"]
    endpoint = request.scope["route"].name
    if caller is not None:
        require_role(caller.principal, endpoint)
        await count(request, door.rates.admit(caller.principal, RULES[endpoint].weight))
    elif endpoint == "open_session":
        address = request.client.host if request.client else None
        await count(request, door.rates.admit_sign_in(address))
    elif endpoint in {"show_shared", "play_shared"}:
        address = request.client.host if request.client else None
        await count(request, door.rates.admit_visitor(address))
    if endpoint == WAITED_FOR:
        app: App = request.app.state.runtime.resources["app"]
        app.process_line.require_room()
    if endpoint in TAKES_LONG_RECORDINGS:
        long_recordings: LongRecordings = request.app.state.runtime.resources[LONG_RECORDINGS]
        long_recordings.line.require_room()


async def count(request: HTTPConnection, admission: Awaitable[list[RateState]]) -> None:
    """Have the answer tell what is left of the limits, also where it is refused. Raises LimitReached."""
    earlier: list[RateState] = getattr(request.state, "rates", [])
    try:
        request.state.rates = [*earlier, *await admission]
    except TooManyRequests as refused:
        request.state.rates = [*earlier, *refused.states]
        raise


def _audit(door: FrontDoor, scope: Scope, caller: KnownCaller | None, status: int) -> None:
    rule = RULES.get(getattr(scope.get("route"), "name", ""))
    if rule is None or rule.audited is None:
        return
    state = scope["state"]
    caller = state.get("audited_caller", caller) or _by_address(scope)
    if caller is None:
        return
    tenant = caller.principal.tenant
    target = state.get("audited_target") or _target(door, tenant, scope.get("path_params", {}))
    door.audit.note(
        caller.principal,
        caller.credential,
        rule.audited,
        status=status,
        target=target,
        request_id=state.get("request_id"),
    )


def _target(door: FrontDoor, tenant: str, named: dict[str, object]) -> str | None:
    """What a path is about, if it is a name that we gave: anything else may be somebody's."""
    if (speaker_id := named.get("speaker_id")) is not None:
        return door.audit.of_speaker(tenant, str(speaker_id))
    if (key := named.get("key")) is not None:
        return next((f"task:{part}" for part in str(key).split("/") if _OURS["task_id"].fullmatch(part)), None)  # fmt: skip
    for name, form in _OURS.items():
        if name in named and form.fullmatch(str(named[name])):
            return f"{name.removesuffix('_id')}:{named[name]}"
    return None


def _by_address(scope: Scope) -> KnownCaller | None:
    """Who holds a signed address that was taken: of the tenant that is in it."""
    tenant = HTTPConnection(scope).query_params.get("tenant", "")
    if scope["route"].name != "get_object" or not _TENANT.fullmatch(tenant):
        return None
    return KnownCaller(Principal(tenant, BY_ADDRESS, "service"), BY_ADDRESS)
