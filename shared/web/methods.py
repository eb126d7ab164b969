"""Methods and paths as HTTP has them: HEAD is GET without its body, OPTIONS tells what a path takes, and whoever misses a
path or a method is told what is there."""

import re
from collections.abc import Iterator

import anyio
from fastapi import FastAPI, Request
from fastapi.routing import iter_route_contexts
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.likeness import LONGEST_SHOWN, nearest

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class HeadAnswers:
    """Answers HEAD with the status and headers that GET has there. Pure ASGI.

    What would be streamed is not made: the application is left once its headers are out.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return
        as_get = dict(scope, method="GET")
        with anyio.CancelScope() as answering:

            async def send_head(message: Message) -> None:
                if message["type"] == "http.response.start":
                    await send(message)
                    await send({"type": "http.response.body", "body": b"", "more_body": False})
                    answering.cancel()

            try:
                await self.app(as_get, receive, send_head)
            finally:
                if "route" in as_get:  # logs and metrics are by route
                    scope["route"] = as_get["route"]


def allowed_methods(request: Request) -> list[str]:
    """All that the path of a request takes, whichever routes have it; empty where there is no such path."""
    return _methods_at(request.app, request.scope, request.scope["path"])


def what_is_there(request: Request) -> str:
    """For a path that nobody serves: what was probably meant."""
    path: str = request.scope["path"]
    plain = re.sub(r"/{2,}", "/", path).rstrip("/").strip() or "/"
    if plain != path and _methods_at(request.app, request.scope, plain):
        return f"the path is {plain[:LONGEST_SHOWN]}, without the slashes too many"
    meant = nearest(path, list(_fixed_paths(request.app)))
    return f"did you mean {meant}?" if meant else "/docs shows what is here"


def _methods_at(app: FastAPI, scope: Scope, path: str) -> list[str]:
    asked = {"type": "http", "path": path, "root_path": "", "headers": [], "app": scope["app"]}
    found = [
        method
        for method in METHODS
        if any(route.matches(asked | {"method": method})[0] is Match.FULL for route in app.routes)
    ]
    return ["GET", "HEAD", *found[1:]] if found[:1] == ["GET"] else found


def _fixed_paths(app: FastAPI) -> Iterator[str]:
    for route in iter_route_contexts(app.routes):
        if route.path and "{" not in route.path:
            yield route.path
