"""Streams over a WebSocket, the same at every service: how one begins, is worked on by both sides, and is refused or ended."""

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

import anyio
from pydantic import TypeAdapter, ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from shared.contracts.streaming import CLOSE_CODES_FROM, StreamProblem
from shared.errors import InvalidInput, Problem
from shared.web.problems import document_of, retry_after_of

FIRST_MESSAGE_S = 10.0
"""From the opening of a stream to its first message."""


class StreamIdle(InvalidInput):
    status: ClassVar[int] = 408
    slug: ClassVar[str] = "stream-idle"
    title: ClassVar[str] = "Nothing came of the stream"


async def first_text(websocket: WebSocket, example: str) -> str:
    """The first message. Raises StreamIdle, InvalidInput where it is no text, as `example` is, and WebSocketDisconnect."""
    try:
        with anyio.fail_after(FIRST_MESSAGE_S):
            message = await websocket.receive()
    except TimeoutError as error:
        raise StreamIdle(f"the first message has to be here in {FIRST_MESSAGE_S:g} s") from error
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1006))
    if message.get("text") is None:
        raise InvalidInput(f"a stream begins with a message in JSON: {example}")
    return message["text"]


def read_message(adapter: TypeAdapter[Any], text: str) -> Any:
    """Raises InvalidInput."""
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "message"
        raise InvalidInput(f"{field}: {first['msg']}", field=field) from error


async def until_one_ends(*works: Callable[[], Awaitable[None]]) -> None:
    """All at once; with the first that ends, the others are cancelled. Raises what the first of them raised."""
    failure: Exception | None = None
    async with anyio.create_task_group() as group:

        async def run(work: Callable[[], Awaitable[None]]) -> None:
            nonlocal failure
            try:
                await work()
            except Exception as error:
                failure = failure or error
            group.cancel_scope.cancel()

        for each in works:
            group.start_soon(run, each)
    if failure is not None:
        raise failure


async def refuse_stream(websocket: WebSocket, problem: Problem) -> None:
    """Tells the problem of an open stream, and closes it with 4000 and the problem's status."""
    message = StreamProblem(problem=document_of(problem), retry_after_s=retry_after_of(problem))
    try:
        await websocket.send_text(message.model_dump_json())
        await websocket.close(CLOSE_CODES_FROM + problem.status, problem.slug)
    except (WebSocketDisconnect, RuntimeError):
        return  # it has left meanwhile
