"""WS /stream and /speak/stream: live words and live speech, through the door."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from fastapi import WebSocket
from pydantic import TypeAdapter
from starlette.websockets import WebSocketDisconnect

from shared.errors import Problem
from shared.web import ServiceRouter
from shared.web.streams import first_text, read_message, refuse_stream

from ..access.door import FrontDoor, KnownCaller
from ..app import App
from ..classes import assigning
from ..schemas.speech import SpeechRequest
from ..tasks import speech, streams
from .door import authorise

router = ServiceRouter(tags=["speech"])
_asked: TypeAdapter[SpeechRequest] = TypeAdapter(SpeechRequest)


@dataclass(frozen=True, slots=True)
class _Browser:
    """A StreamClient."""

    websocket: WebSocket

    async def messages(self) -> AsyncIterator[bytes | str]:
        while True:
            message = await self.websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            content = message.get("bytes")
            yield message["text"] if content is None else content

    async def send(self, message: bytes | str) -> None:
        if isinstance(message, str):
            await self.websocket.send_text(message)
        else:
            await self.websocket.send_bytes(message)

    async def close(self, code: int, reason: str) -> None:
        await self.websocket.close(code, reason)


@router.websocket("/stream")
async def stream_words(websocket: WebSocket) -> None:
    """What is said, while it is said (shared.contracts.streaming)."""
    app, caller, is_let_in = await _let_in(websocket)
    await _with_problems_told(
        websocket,
        lambda: streams.hand_on(app, caller.principal, _Browser(websocket), is_let_in=is_let_in),
    )


@router.websocket("/speak/stream")
async def say_text_live(websocket: WebSocket) -> None:
    """A text is said, while its sound is made (shared.contracts.speaking)."""
    app, caller, is_let_in = await _let_in(websocket)

    async def say() -> None:
        text = await first_text(websocket, "{'text': 'Good morning.'}")
        asked = read_message(_asked, text)
        await assigning.require_taught(app, caller.principal, asked.speaker_id)
        await speech.speak_live(
            app, caller.principal, asked, _Browser(websocket), is_let_in=is_let_in
        )

    await _with_problems_told(websocket, say)


async def _let_in(
    websocket: WebSocket,
) -> tuple[App, KnownCaller, Callable[[], Awaitable[bool]]]:
    """Who opened it, and what tells whether they may still be here; it is open then."""
    await authorise(websocket)
    resources = websocket.app.state.runtime.resources
    door: FrontDoor = resources["door"]
    caller: KnownCaller = websocket.state.caller
    await websocket.accept()
    return resources["app"], caller, partial(door.is_still_let_in, caller)


async def _with_problems_told(websocket: WebSocket, work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    except WebSocketDisconnect:
        return
    except Problem as problem:
        await refuse_stream(websocket, problem)
