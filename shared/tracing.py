"""Spans of a request or a task, where OTEL_EXPORTER_OTLP_ENDPOINT is set. Elsewhere a span is nothing, and nothing is
imported for it.

A span is opened inside another; the first of a process is opened by its `Tracing`, for a request or a task. Its name and
attributes hold nothing of what was sent: no text, speaker, key, path or message of an error (ADR 47).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Literal, Protocol, TypeVar, cast

import structlog

from shared.crashes import kind_of
from shared.settings import CommonSettings

F = TypeVar("F", bound=Callable[..., Any])

Kind = Literal["internal", "server", "client", "producer", "consumer"]
"""As OpenTelemetry has them."""
Value = str | int | float | bool
TRACEPARENT = "traceparent"
_TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
"""W3C Trace Context, version 0."""

ATTRIBUTES = frozenset(
    {
        "http.request.method",
        "http.route",
        "http.response.status_code",
        "peer.service",
        "db.system.name",
        "db.operation.name",
        "error.type",
        "agentforge.storage",
        "agentforge.bytes",
        "agentforge.consumer",
        "agentforge.engine",
        "agentforge.stage",
        "agentforge.stage.status",
        "agentforge.task_id",
        "agentforge.task.attempt",
    }
)
"""All that a span may tell."""


class OpenSpan(Protocol):
    """One that has not ended."""

    def rename(self, name: str) -> None: ...

    def tell(self, attributes: Mapping[str, Value]) -> None: ...

    def failed(self, error_type: str) -> None: ...

    def child(self, name: str, kind: Kind) -> "OpenSpan": ...

    def end(self) -> None: ...

    @property
    def traceparent(self) -> str:
        """By which another process goes on with this trace."""
        ...

    @property
    def trace_id(self) -> str: ...


class Tracing(Protocol):
    """Of one service."""

    def start(
        self, name: str, kind: Kind, *, parent: str | None, link: str | None = None
    ) -> OpenSpan:
        """The first span here: a child of the traceparent `parent`, or of nothing; `link` is one that it only points at."""
        ...

    def close(self) -> None:
        """Send what is not sent yet; blocks for some seconds where nobody takes it."""
        ...


_current: ContextVar[OpenSpan | None] = ContextVar("span", default=None)


def open_tracing(common: CommonSettings, service: str) -> Tracing | None:
    """None where no endpoint is set."""
    if not common.otel_exporter_otlp_endpoint:
        return None
    from shared.otlp import OtlpTracing  # the SDK takes as long to import as a service to start

    return OtlpTracing.of(common, service)


@contextmanager
def first_span(
    tracing: Tracing | None,
    name: str,
    kind: Kind,
    *,
    parent: str | None = None,
    link: str | None = None,
) -> Iterator[OpenSpan | None]:
    """Of a request or a task; the log's lines have its `trace_id` from then on. Parent and link count where they are in form."""
    if tracing is None:
        yield None
        return
    opened = tracing.start(name, kind, parent=in_form(parent), link=in_form(link))
    structlog.contextvars.bind_contextvars(trace_id=opened.trace_id)
    with _as_current(opened):
        yield opened


@contextmanager
def span(
    name: str, kind: Kind = "internal", attributes: Mapping[str, Value] | None = None
) -> Iterator[OpenSpan | None]:
    """Inside the current one. None, and next to no time, where there is none."""
    parent = _current.get()
    if parent is None:
        yield None
        return
    opened = parent.child(name, kind)
    opened.tell(attributes or {})
    with _as_current(opened):
        yield opened


@contextmanager
def _as_current(opened: OpenSpan) -> Iterator[None]:
    token = _current.set(opened)
    try:
        yield
    except BaseException as error:
        opened.failed(kind_of(error))
        raise
    finally:
        _current.reset(token)
        opened.end()


def trace_headers() -> dict[str, str]:
    """What to send along, so that the other side's spans are children of the current one."""
    current = _current.get()
    return {} if current is None else {TRACEPARENT: current.traceparent}


def current_traceparent() -> str | None:
    current = _current.get()
    return None if current is None else current.traceparent


def in_form(traceparent: str | None) -> str | None:
    return traceparent if traceparent and _TRACEPARENT.fullmatch(traceparent) else None


def traced(
    name: str, kind: Kind = "internal", attributes: Mapping[str, Value] | None = None
) -> Callable[[F], F]:
    """A coroutine function, each call of which is a span."""

    def decorate(call: F) -> F:
        @wraps(call)
        async def with_span(*args: Any, **kwargs: Any) -> Any:
            with span(name, kind, attributes):
                return await call(*args, **kwargs)

        return cast("F", with_span)

    return decorate


def checked(attributes: Mapping[str, Value]) -> dict[str, Any]:
    """Raises ValueError for one that a span may not tell."""
    if unknown := set(attributes) - ATTRIBUTES:
        raise ValueError(f"a span tells nothing of {', '.join(sorted(unknown))}")
    return dict(attributes)
