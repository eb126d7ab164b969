"""A handler ends when its caller has left: what it works on is for nobody."""

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CALLER_LEFT = 499
"""The status of a request whose caller hung up before the answer, in logs and metrics; nginx's number."""


class CallerWatch:
    """Cancels the application when the connection breaks after the request was received and before the answer is out.

    Pure ASGI. The one message that can follow a request's body is the disconnect: it is waited for here and
    handed on, so that whoever asks for it further in (a stream, `request.is_disconnected`) still gets it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        received, left = anyio.Event(), anyio.Event()
        waiting: list[Message] = []
        answered = False
        failure: Exception | None = None

        async def body_then_disconnect() -> Message:
            if waiting:
                return waiting.pop()
            if received.is_set():
                await left.wait()
                return {"type": "http.disconnect"}
            message = await receive()
            if message["type"] == "http.disconnect" or not message.get("more_body"):
                received.set()
            if message["type"] == "http.disconnect":
                left.set()  # amid the body: who reads it is told, and knows what to do
            return message

        async def marked_send(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.body" and not message.get("more_body"):
                answered = True  # a server says "disconnect" after that too
            await send(message)

        async def watch(cancel: anyio.CancelScope) -> None:
            await received.wait()
            if left.is_set():
                return
            while (await receive())["type"] != "http.disconnect":
                pass
            left.set()
            if not answered:
                scope.setdefault("state", {})["caller_left"] = True
                cancel.cancel()

        if not _has_body(scope):
            waiting.append(await body_then_disconnect())  # a handler of a GET may never ask for it
        async with anyio.create_task_group() as group:
            group.start_soon(watch, group.cancel_scope)
            try:
                await self.app(scope, body_then_disconnect, marked_send)
            except (
                Exception
            ) as error:  # not in a group of its own: handlers further out know it as it is
                failure = error
            group.cancel_scope.cancel()
        if failure is not None:
            raise failure


def _has_body(scope: Scope) -> bool:
    headers = dict(scope["headers"])
    return b"transfer-encoding" in headers or headers.get(b"content-length", b"0") != b"0"
