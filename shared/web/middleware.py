"""Request ids, one log line a request, metrics, the body limit, and errors nobody foresaw.

Pure ASGI: Starlette's own handler for unforeseen errors runs outside its middleware, where the request
id is already gone, and BaseHTTPMiddleware breaks streaming.
"""

import asyncio
import time

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.request_context import IsInside, caller_address, context_of
from shared.web.callers import CALLER_LEFT
from shared.web.problems import internal_error, problem_response, stopping
from shared.web.security_headers import ALWAYS, with_security

log = structlog.get_logger(__name__)

_OF_A_STOP = "graceful shutdown exceeded"
"""What uvicorn says to the tasks that it cancels when it stops; anyone else's cancelling is none of ours."""
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Any word may be sent as a method; as a label each would stay for good."""
QUIET_PATHS = frozenset({"/health", "/ready", "/metrics"})


class RequestMetrics:
    def __init__(self, registry: CollectorRegistry, service: str) -> None:
        self.requests = Counter(
            "http_requests_total",
            "Requests answered",
            ["service", "method", "route", "status"],
            registry=registry,
        )
        self.seconds = Histogram(
            "http_request_seconds",
            "Seconds from request to last byte",
            ["service", "method", "route"],
            buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300),
            registry=registry,
        )
        self.in_flight = Gauge(
            "http_requests_in_flight", "Requests being worked on", ["service"], registry=registry
        ).labels(service)
        self.service = service


class RequestMiddleware:
    def __init__(self, app: ASGIApp, *, metrics: RequestMetrics, is_inside: IsInside) -> None:
        self.app = app
        self.metrics = metrics
        self.is_inside = is_inside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        context = context_of(headers, is_inside=self.is_inside(scope))
        request_id = context["request_id"]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(service=self.metrics.service, **context)
        scope.setdefault("state", {})["request_id"] = request_id

        max_bytes: int = scope["app"].state.max_body_bytes
        security = getattr(scope["app"].state, "security_headers", ALWAYS)
        received_bytes = 0
        status = 500
        started = False
        over_limit = int(headers.get("content-length") or 0) > max_bytes
        has_body = False
        gone = False

        async def limited_receive() -> Message:
            nonlocal received_bytes, over_limit, has_body, gone, max_bytes
            message = await receive()
            if message["type"] == "http.disconnect":
                gone = gone or not has_body
            if message["type"] == "http.request":
                has_body = not message.get("more_body", False)
                received_bytes += len(message.get("body", b""))
                # Who is in front of an endpoint may know that it takes less.
                max_bytes = min(max_bytes, scope["state"].get("max_body_bytes", max_bytes))
                if received_bytes > max_bytes:
                    over_limit = True
                    return {"type": "http.disconnect"}
            return message

        async def marked_send(message: Message) -> None:
            nonlocal status, started
            if over_limit and not started:
                return  # the 413 below is the answer, whatever the handler made of half a body
            if message["type"] == "http.response.start":
                started = True
                status = message["status"]
                message["headers"] = [
                    *with_security(message.get("headers", []), security),
                    (b"x-request-id", request_id.encode()),
                ]
            await send(message)

        begun = time.perf_counter()
        self.metrics.in_flight.inc()
        try:
            if not over_limit:
                await self.app(scope, limited_receive, marked_send)
        except asyncio.CancelledError as error:
            if _OF_A_STOP not in str(error):
                raise
            if not started:
                await stopping()(scope, receive, marked_send)
        except Exception:
            if not (over_limit or gone):
                log.exception("request_crashed", route=route_of(scope))
                if not started:
                    await internal_error()(scope, receive, marked_send)
        finally:
            if over_limit and not started:
                over_limit = False
                response = problem_response(
                    status=413,
                    slug="upload-too-large",
                    title="The upload is too large",
                    detail=f"a request to {self.metrics.service} may hold {_size(max_bytes)} here",
                    field="file",
                )
                response.headers["connection"] = "close"
                await response(scope, receive, marked_send)
            if not started and scope["state"].get("caller_left"):
                status = CALLER_LEFT
            self.metrics.in_flight.dec()
            elapsed_s = time.perf_counter() - begun
            route = route_of(scope)
            if gone:  # nobody hears the answer; the server tells how many it cut off, in one line
                status = scope["state"].get("ended_with", CALLER_LEFT)
            labels = (self.metrics.service, counted_method(scope), route)
            self.metrics.requests.labels(*labels, str(status)).inc()
            self.metrics.seconds.labels(*labels).observe(elapsed_s)
            if route not in QUIET_PATHS and not gone:
                log.info(
                    "request_finished",
                    method=counted_method(scope),
                    route=route,
                    status=status,
                    elapsed_ms=round(elapsed_s * 1000),
                    caller=caller_address(scope),
                )


def _size(n_bytes: int) -> str:
    return f"{n_bytes / 1e6:.0f} MB" if n_bytes >= 1_000_000 else f"{n_bytes / 1e3:.0f} kB"


def counted_method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in _METHODS else "OTHER"


def route_of(scope: Scope) -> str:
    """As it was declared: the path itself may name a speaker."""
    return getattr(scope.get("route"), "path", "unmatched")
