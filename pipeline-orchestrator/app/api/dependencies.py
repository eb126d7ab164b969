"""What endpoints ask for."""

import re
from typing import Annotated

from fastapi import Depends, Header, Request
from structlog.contextvars import get_contextvars

from shared.errors import InvalidInput
from shared.web import RuntimeDep

from ..access.door import FrontDoor, KnownCaller
from ..app import App
from ..domain.principal import Principal
from ..tasks.submission import own_key

KEY = re.compile(r"[!-~]([ -~]{0,253}[!-~])?")
"""Printable ASCII: what every database and every log takes as it is."""
WAIT = re.compile(r"(?:^|,)\s*wait\s*=\s*\"?([0-9]{1,6})\"?\s*(?=[,;]|$)", re.IGNORECASE)
"""A preference's seconds."""


def _app(runtime: RuntimeDep) -> App:
    return runtime.resources["app"]


def _caller(request: Request) -> KnownCaller:
    """As the door has found; an endpoint that is open to all asks for none."""
    caller: KnownCaller | None = request.state.caller
    assert caller is not None, "an open endpoint has no principal"
    return caller


def caller_principal(caller: "CallerDep") -> Principal:
    return caller.principal


def _door(runtime: RuntimeDep) -> FrontDoor:
    return runtime.resources["door"]


def _idempotency_key(
    principal: "PrincipalDep",
    idempotency_key: Annotated[
        str | None, Header(description="The same key and request give the same task.")
    ] = None,
) -> str | None:
    """Raises InvalidInput."""
    if idempotency_key is not None and not KEY.fullmatch(idempotency_key):
        raise InvalidInput(
            "a key is 1 to 255 printable ASCII characters, the first and last no space",
            field="Idempotency-Key",
        )
    return None if idempotency_key is None else own_key(principal, idempotency_key)


def _waits_s(
    prefer: Annotated[
        str | None,
        Header(
            description="`wait=60` (RFC 7240): for so many seconds at most somebody waits for the end of the task; where it would take longer the answer is a 503 that says when to come again."
        ),
    ] = None,
) -> float | None:
    """Other preferences, and what is none, are passed over, as the RFC has it."""
    found = WAIT.search(prefer or "")
    return float(found[1]) if found else None


def request_id() -> str | None:
    return get_contextvars().get("request_id")


AppDep = Annotated[App, Depends(_app)]
CallerDep = Annotated[KnownCaller, Depends(_caller)]
DoorDep = Annotated[FrontDoor, Depends(_door)]
PrincipalDep = Annotated[Principal, Depends(caller_principal)]
IdempotencyKeyDep = Annotated[str | None, Depends(_idempotency_key)]
WaitsDep = Annotated[float | None, Depends(_waits_s)]
RequestIdDep = Annotated[str | None, Depends(request_id)]
