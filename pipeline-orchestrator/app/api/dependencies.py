"""What endpoints ask for."""

from typing import Annotated

from fastapi import Depends, Header
from structlog.contextvars import get_contextvars

from shared.errors import InvalidInput
from shared.web import RuntimeDep

from ..services.logic import Desk

MAX_KEY_CHARS = 255


def _desk(runtime: RuntimeDep) -> Desk:
    return runtime.resources["desk"]


def _idempotency_key(
    idempotency_key: Annotated[
        str | None, Header(description="The same key and request give the same task.")
    ] = None,
) -> str | None:
    if idempotency_key is not None and not 1 <= len(idempotency_key) <= MAX_KEY_CHARS:
        raise InvalidInput(f"a key has 1 to {MAX_KEY_CHARS} characters", field="Idempotency-Key")
    return idempotency_key


def request_id() -> str | None:
    return get_contextvars().get("request_id")


DeskDep = Annotated[Desk, Depends(_desk)]
IdempotencyKeyDep = Annotated[str | None, Depends(_idempotency_key)]
RequestIdDep = Annotated[str | None, Depends(request_id)]
