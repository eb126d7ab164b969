"""What can go wrong, by what a caller does about it."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx


class VoiceError(Exception):
    """Anything that this package raises on its own."""


class Unreachable(VoiceError):
    """No answer came: no such host, nothing that listens, a connection that was cut, or too little time."""


class NoSuchService(VoiceError):
    """What answered is no such service, or a much older one."""


class ApiProblem(VoiceError):
    """What the service answers where it can't do what was asked (RFC 9457)."""

    def __init__(self, status: int, body: dict[str, Any], headers: httpx.Headers) -> None:
        self.status = status
        """The HTTP status."""
        self.type = str(body.get("type") or "")
        """What kind of problem, a stable word: `not-audio`, `invalid-input` …"""
        self.title = str(body.get("title") or httpx.codes.get_reason_phrase(status) or status)
        self.detail = str(body.get("detail") or "")
        """What happened here, and what to do."""
        self.field: str | None = body.get("field")
        """The part of the request that is wrong."""
        self.request_id = str(body.get("request_id") or headers.get("x-request-id") or "")
        """Under which the log of the service has the request."""
        self.retry_after_s = read_retry_after(headers.get("retry-after"))
        """Seconds after which to come again; None where the service doesn't say."""
        self.body = body
        """The whole problem, with members of its own."""
        super().__init__(self.title)

    def __str__(self) -> str:
        told = ": ".join(filter(None, (self.title, self.detail)))
        return f"{told} ({self.status}{self.request_id and f', request {self.request_id}'})"


class WrongRequest(ApiProblem):
    """What was sent can't be taken: 400, 413, 415, 422 and others of their kind."""


class NotLetIn(ApiProblem):
    """401: no key, or one that does not count; 403: a key that may not do this."""


class NotThere(ApiProblem):
    """404, 410: there is no such task or speaker, or no longer."""


class InConflict(ApiProblem):
    """409: the request does not fit what is stored."""


class TooMany(ApiProblem):
    """429: a limit or quota is used up; `retry_after_s` says for how long."""


class ServiceFailed(ApiProblem):
    """5xx: the service, or one behind it, is away or failed."""


class TaskFailed(VoiceError):
    """A task ended without a result: it failed, or was cancelled."""

    def __init__(self, task_id: str, status: str, title: str = "", detail: str = "") -> None:
        self.task_id, self.status, self.title, self.detail = task_id, status, title, detail
        super().__init__(": ".join(filter(None, (f"task {task_id} {status}", title, detail))))


class TookTooLong(VoiceError):
    """The task is not over in the time that the caller gave; it goes on, and can be asked for later."""


_BY_STATUS = {
    401: NotLetIn,
    403: NotLetIn,
    404: NotThere,
    410: NotThere,
    409: InConflict,
    429: TooMany,
}


def problem_of(response: httpx.Response) -> ApiProblem:
    """Of an answer that is none of success; its body is read."""
    try:
        body = response.json()
    except ValueError:
        body = {}
    kind = _BY_STATUS.get(response.status_code)
    if kind is None:
        kind = ServiceFailed if response.status_code >= 500 else WrongRequest
    return kind(response.status_code, body if isinstance(body, dict) else {}, response.headers)


def read_retry_after(header: str | None) -> float | None:
    """Seconds, of a header in either of its forms; None where there is none that can be read."""
    if header is None:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        when = parsedate_to_datetime(header)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
