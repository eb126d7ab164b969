"""Which request, task and tenant a line of the log is about, and who sent the request."""

import re
import uuid
from collections.abc import Callable, Mapping

import structlog
from starlette.types import Scope

REQUEST_ID = "x-request-id"
TASK_ID = "x-task-id"
TENANT = "x-tenant"
PASSED_ON = {"request_id": REQUEST_ID, "task_id": TASK_ID, "tenant": TENANT}
"""What a line of the log says → the header by which a service tells the next."""
_REQUEST_ID = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
_FORMS = {
    "task_id": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "tenant": re.compile(r"[a-z0-9-]{1,32}"),
}

IsInside = Callable[[Scope], bool]
"""Whether a request is the fleet's own."""


def never_inside(scope: Scope) -> bool:
    """Of a service whose callers are all from outside."""
    del scope
    return False


def context_of(headers: Mapping[str, str], *, is_inside: bool) -> dict[str, str]:
    """Everybody may name their request, if by a short plain word. Task and tenant are the fleet's to say, since whoever
    reads the log goes by them: from others they are not taken."""
    sent = headers.get(REQUEST_ID, "")
    context = {"request_id": sent if _REQUEST_ID.fullmatch(sent) else uuid.uuid4().hex}
    if is_inside:
        for name, form in _FORMS.items():
            if form.fullmatch(sent := headers.get(PASSED_ON[name], "")):
                context[name] = sent
    return context


def context_headers() -> dict[str, str]:
    """What to send to another service, so that its lines say the same."""
    context = structlog.contextvars.get_contextvars()
    return {header: str(context[name]) for name, header in PASSED_ON.items() if name in context}


def caller_address(scope: Scope) -> str | None:
    """Where the connection comes from, or what a proxy of FORWARDED_ALLOW_IPS says of that; None where it is no network's."""
    client = scope.get("client")
    return client[0][:64] if client else None
