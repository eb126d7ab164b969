"""A span for each request, from the door to the answer's last byte. Pure ASGI."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.request_context import IsInside
from shared.tracing import TRACEPARENT, Tracing, first_span
from shared.web.middleware import QUIET_PATHS, counted_method, route_of


class TraceMiddleware:
    """Goes on with the trace of who is inside. What another names as its trace is only linked to: it decides neither which
    spans are kept nor whose they are."""

    def __init__(self, app: ASGIApp, *, is_inside: IsInside) -> None:
        self.app = app
        self.is_inside = is_inside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        tracing: Tracing | None = getattr(scope["app"].state, "tracing", None)
        if tracing is None or scope["type"] != "http" or scope["path"] in QUIET_PATHS:
            await self.app(scope, receive, send)
            return
        headers = (value for name, value in scope["headers"] if name == TRACEPARENT.encode())
        named = next(headers, b"").decode("latin-1")
        inside = self.is_inside(scope)
        method = counted_method(scope)
        status = 500

        async def marked_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        opening = first_span(
            tracing,
            method,
            "server",
            parent=named if inside else None,
            link=None if inside else named,
        )
        with opening as opened:
            assert opened is not None, "there is a tracing"
            try:
                await self.app(scope, receive, marked_send)
            finally:
                route = route_of(scope)
                opened.rename(f"{method} {route}")
                opened.tell(
                    {
                        "http.request.method": method,
                        "http.route": route,
                        "http.response.status_code": status,
                    }
                )
                if status >= 500:
                    opened.failed(str(status))
