"""WS /stream: live words, through the door."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect

from shared.errors import Problem
from shared.web import ServiceRouter
from shared.web.streams import refuse_stream

from ..access.door import FrontDoor, KnownCaller
from ..app import App
from ..tasks import streams
from .door import authorise

router = ServiceRouter(tags=["speech"])


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

    async def send(self, text: str) -> None:
        await self.websocket.send_text(text)

    async def close(self, code: int, reason: str) -> None:
        await self.websocket.close(code, reason)


@router.websocket("/stream")
async def stream_words(websocket: WebSocket) -> None:
    """What is said, while it is said (shared.contracts.streaming)."""
    await authorise(websocket)
    resources = websocket.app.state.runtime.resources
    app: App = resources["app"]
    door: FrontDoor = resources["door"]
    caller: KnownCaller = websocket.state.caller
    await websocket.accept()
    try:
        await streams.hand_on(
            app,
            caller.principal,
            _Browser(websocket),
            is_let_in=partial(door.is_still_let_in, caller),
        )
    except WebSocketDisconnect:
        return
    except Problem as problem:
        await refuse_stream(websocket, problem)
