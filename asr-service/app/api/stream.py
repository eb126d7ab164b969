"""WS /stream: sound in as it is spoken, words out."""

from typing import Any

import anyio
import structlog
from fastapi import WebSocket
from pydantic import TypeAdapter
from starlette.websockets import WebSocketDisconnect

from shared.contracts.streaming import (
    FirstMessage,
    StreamDone,
    StreamEnd,
    StreamReady,
    StreamResume,
)
from shared.errors import EngineFailed, InvalidInput, Problem
from shared.request_context import TENANT
from shared.web import ServiceRouter
from shared.web.streams import StreamIdle, first_text, read_message, refuse_stream

from ..services.streaming.book import RESOURCE, StreamBook
from ..services.streaming.session import StreamSession

log = structlog.get_logger(__name__)
router = ServiceRouter(tags=["asr"])

SILENT_S = 30.0
"""Without a frame: the client is gone, or has forgotten to say so. Silence is sound as well."""
DONE = 1000
EXAMPLE = "{'type': 'start', 'rate_hz': 16000}"
_first: TypeAdapter[Any] = TypeAdapter(FirstMessage)
_end = TypeAdapter(StreamEnd)


@router.websocket("/stream")
async def stream_words(websocket: WebSocket) -> None:
    """What is said, while it is said (shared.contracts.streaming)."""
    book: StreamBook = websocket.app.state.runtime.resources[RESOURCE]
    await websocket.accept()
    try:
        async with book.line.place():
            session = await _opened(websocket, book)
            await _run(websocket, session, book)
    except WebSocketDisconnect:
        return
    except Problem as problem:
        await refuse_stream(websocket, problem)


async def _opened(websocket: WebSocket, book: StreamBook) -> StreamSession:
    """Raises InvalidInput for a first message that isn't one."""
    owner = websocket.headers.get(TENANT, "")
    asked = read_message(_first, await first_text(websocket, EXAMPLE))
    if isinstance(asked, StreamResume):
        session = book.kept.take(asked.token, owner)
        book.metrics.resumed.inc()
        session.outbox.rewind(asked.last_seq)
    else:
        session = book.begin(asked, owner)
    ready = StreamReady(
        token=session.token,
        rate_hz=session.start.rate_hz,
        channels=session.start.channels,
        received_frames=session.received_frames,
        max_s=session.max_s,
        **session.host.stamp(),
    )
    await websocket.send_text(ready.model_dump_json())
    return session


async def _run(websocket: WebSocket, session: StreamSession, book: StreamBook) -> None:
    """Until all is told or the connection is cut. Raises Problem."""
    failure: Exception | None = None
    async with anyio.create_task_group() as group:

        async def read() -> None:
            try:
                await _take_in(websocket, session)
            except Exception as error:
                stop(error)

        async def recognise() -> None:
            try:
                await session.recognise()
            except Exception as error:
                stop(error)

        async def judge() -> None:
            try:
                await session.judge_words()
            except Exception as error:
                stop(error)

        async def write() -> None:
            try:
                await _tell(websocket, session)
            except Exception as error:
                stop(error)
            else:
                group.cancel_scope.cancel()

        def stop(error: Exception) -> None:
            nonlocal failure
            failure = failure or error
            group.cancel_scope.cancel()

        for each in (read, recognise, judge, write):
            group.start_soon(each)
    match failure:
        case None:
            return
        case WebSocketDisconnect():
            book.kept.keep(session)
        case Problem():
            raise failure
        case _:
            log.error("stream_crashed", exc_info=failure)
            raise EngineFailed("the engine failed on this stream; the log has it") from failure


async def _take_in(websocket: WebSocket, session: StreamSession) -> None:
    """Raises WebSocketDisconnect and Problem."""
    while True:
        try:
            with anyio.fail_after(None if session.has_ended else SILENT_S):
                message = await websocket.receive()
        except TimeoutError as error:
            raise StreamIdle(
                f"no sound came for {SILENT_S:g} s: send frames, or {{'type': 'end'}}"
            ) from error
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1006))
        if (frame := message.get("bytes")) is not None:
            if session.has_ended:
                raise InvalidInput("sound came after the end of the stream", field="frame")
            await session.add(frame)
        else:
            read_message(_end, message["text"])
            session.end()


async def _tell(websocket: WebSocket, session: StreamSession) -> None:
    """Raises WebSocketDisconnect."""
    while True:
        message = await session.outbox.take()
        await websocket.send_text(message.model_dump_json())
        if isinstance(message, StreamDone):
            await websocket.close(DONE)
            return
