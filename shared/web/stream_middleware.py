"""What RequestMiddleware does for requests, for WebSockets: ids, one log line each, metrics, and errors nobody foresaw."""

import time

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.request_context import IsInside, caller_address, context_of
from shared.web.middleware import route_of
from shared.web.problems import internal_error

log = structlog.get_logger(__name__)

BROKEN = 1011
_NOBODY_SAID = 1006
"""Of a connection that was lost; RFC 6455."""


class WebSocketMetrics:
    def __init__(self, registry: CollectorRegistry, service: str) -> None:
        self.service = service
        self.open = Gauge(
            "websockets_open", "WebSockets that are open", ["service"], registry=registry
        ).labels(service)
        self.ended = Counter(
            "websockets_total",
            "WebSockets that have ended, by the code they were closed with, or the status they were refused with",
            ["service", "route", "code"],
            registry=registry,
        )
        self.seconds = Histogram(
            "websocket_seconds",
            "Seconds from opening to end",
            ["service", "route"],
            buckets=(1, 5, 15, 60, 300, 900, 3600),
            registry=registry,
        )


class StreamMiddleware:
    """Pure ASGI."""

    def __init__(self, app: ASGIApp, *, metrics: WebSocketMetrics, is_inside: IsInside) -> None:
        self.app = app
        self.metrics = metrics
        self.is_inside = is_inside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        context = context_of(headers, is_inside=self.is_inside(scope))
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(service=self.metrics.service, **context)
        scope.setdefault("state", {})["request_id"] = context["request_id"]
        code: int | None = None
        begun, was_accepted = time.perf_counter(), False

        async def marked_receive() -> Message:
            nonlocal code
            message = await receive()
            if message["type"] == "websocket.disconnect" and code is None:
                code = message.get("code", _NOBODY_SAID)
            return message

        async def marked_send(message: Message) -> None:
            nonlocal code, was_accepted
            match message["type"]:
                case "websocket.accept":
                    was_accepted = True
                case "websocket.close" if code is None:
                    code = message.get("code", 1000) if was_accepted else 403
                case "websocket.http.response.start":
                    code = message["status"]
                    name = b"x-request-id", context["request_id"].encode()
                    message["headers"] = [*message.get("headers", []), name]
                case _:
                    pass
            await send(message)

        self.metrics.open.inc()
        try:
            await self.app(scope, marked_receive, marked_send)
        except Exception:
            log.exception("stream_crashed", route=route_of(scope))
            code = BROKEN
            if was_accepted:
                await send({"type": "websocket.close", "code": BROKEN})
            else:
                await internal_error()(scope, receive, send)
        finally:
            self.metrics.open.dec()
            seconds, route = time.perf_counter() - begun, route_of(scope)
            code = _NOBODY_SAID if code is None else code
            self.metrics.seconds.labels(self.metrics.service, route).observe(seconds)
            self.metrics.ended.labels(self.metrics.service, route, _counted(code)).inc()
            log.info(
                "stream_ended",
                route=route,
                code=code,
                elapsed_ms=round(seconds * 1000),
                caller=caller_address(scope),
            )


def _counted(code: int) -> str:
    """A client may close with any code of 4000 and more; ours are 4000 and a status."""
    return str(code) if code < 4600 else "other"
