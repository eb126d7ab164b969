"""What endpoints ask for."""

import re
from typing import Annotated

from fastapi import Depends, Header
from structlog.contextvars import get_contextvars

from shared.errors import InvalidInput
from shared.web import RuntimeDep

from ..services.logic import Desk

KEY = re.compile(r"[!-~]([ -~]{0,253}[!-~])?")
"""Printable ASCII: what every database and every log takes as it is."""


def _desk(runtime: RuntimeDep) -> Desk:
    return runtime.resources["desk"]


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


DeskDep = Annotated[Desk, Depends(_desk)]
IdempotencyKeyDep = Annotated[str | None, Depends(_idempotency_key)]
RequestIdDep = Annotated[str | None, Depends(request_id)]
