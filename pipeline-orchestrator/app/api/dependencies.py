"""What endpoints ask for."""

import re
from typing import Annotated

from fastapi import Depends, Header
from structlog.contextvars import get_contextvars

from shared.errors import InvalidInput
from shared.web import RuntimeDep

from ..app import App
from ..domain.principal import LOCAL, Principal

KEY = re.compile(r"[!-~]([ -~]{0,253}[!-~])?")
"""Printable ASCII: what every database and every log takes as it is."""


def _app(runtime: RuntimeDep) -> App:
    return runtime.resources["app"]


def local_principal() -> Principal:
    """Until the door asks for a key, whoever reaches this service is the one local tenant."""
    return LOCAL


def _idempotency_key(
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
    return idempotency_key


def request_id() -> str | None:
    return get_contextvars().get("request_id")


AppDep = Annotated[App, Depends(_app)]
PrincipalDep = Annotated[Principal, Depends(local_principal)]
IdempotencyKeyDep = Annotated[str | None, Depends(_idempotency_key)]
RequestIdDep = Annotated[str | None, Depends(request_id)]
