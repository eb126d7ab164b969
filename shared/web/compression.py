"""Answers in gzip to those who take it: a result is ten times smaller so, which a phone feels.

Only whole JSON answers of some size: sound is no smaller, a stream must not wait, and a part of a file is a part of its own bytes.
"""

import gzip

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAST_BYTES = 1_000
LEVEL = 5
"""Of 250 kB, a tenth is left after 3 ms; at 9 hardly less, after 20."""
KINDS = ("application/json", "application/problem+json")


class Gzip:
    """Pure ASGI. `leaves` are paths that stay as they are: what holds a secret is never squeezed beside what a caller chose."""

    def __init__(self, app: ASGIApp, *, leaves: tuple[str, ...] = ()) -> None:
        self.app = app
        self.leaves = leaves

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not takes_gzip(scope) or scope["path"].endswith(self.leaves):
            await self.app(scope, receive, send)
            return
        held: Message | None = None

        async def squeezing_send(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and _may_be_squeezed(message):
                held = message
                return
            if held is not None:
                start, held = held, None
                if message["type"] == "http.response.body" and not message.get("more_body"):
                    start, message = _squeezed(start, message)
                await send(start)
            await send(message)

        await self.app(scope, receive, squeezing_send)


def takes_gzip(scope: Scope) -> bool:
    """Whether the caller names it without refusing it."""
    offers = Headers(scope=scope).get("accept-encoding", "").lower().replace(" ", "").split(",")
    return any(each.split(";")[0] == "gzip" and not each.endswith(";q=0") for each in offers)


def _may_be_squeezed(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    kind = headers.get("content-type", "").split(";")[0]
    return kind in KINDS and "content-encoding" not in headers and start["status"] != 206


def _squeezed(start: Message, body: Message) -> tuple[Message, Message]:
    headers = MutableHeaders(raw=list(start["headers"]))
    headers.add_vary_header("Accept-Encoding")
    content: bytes = body.get("body", b"")
    if len(content) >= LEAST_BYTES:
        content = gzip.compress(content, LEVEL, mtime=0)
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(content))
    return {**start, "headers": headers.raw}, {**body, "body": content}
