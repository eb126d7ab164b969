"""WS /speak/stream: a text in, its sound out as it is made."""

from typing import Any

import numpy as np
import structlog
from fastapi import WebSocket
from pydantic import TypeAdapter
from starlette.websockets import WebSocketDisconnect

from shared.contracts.speaking import SpeechBegins, SpeechDone, SpeechPieceMade
from shared.errors import EngineFailed, InvalidInput, Problem
from shared.web import Runtime, ServiceRouter
from shared.web.streams import first_text, read_message, refuse_stream, until_one_ends

from ..schemas.request_response import SpeakRequest
from ..services.logic import Studio, speak_live
from .dependencies import utterance_of

log = structlog.get_logger(__name__)
router = ServiceRouter(tags=["speech"])

FRAME_S = 0.25
"""Of sound in a frame: what a client waits for at most beyond what is made."""
DONE = 1000
_FULL_SCALE = 32_767
_request: TypeAdapter[SpeakRequest] = TypeAdapter(SpeakRequest)


@router.websocket("/speak/stream")
async def stream_speech_made(websocket: WebSocket) -> None:
    """What is said, while it is made (shared.contracts.speaking)."""
    runtime: Runtime = websocket.app.state.runtime
    await websocket.accept()
    try:
        request = read_message(_request, await first_text(websocket, "{'text': 'Good morning.'}"))
        if "format" in request.model_fields_set:
            raise InvalidInput("a stream is 16-bit PCM: leave it out", field="format")
        await until_one_ends(lambda: _tell(websocket, request, runtime), lambda: _listen(websocket))
    except WebSocketDisconnect:
        return
    except Problem as problem:
        await refuse_stream(websocket, problem)
    except Exception as error:
        log.error("stream_crashed", exc_info=error)
        await refuse_stream(
            websocket, EngineFailed("the engine failed on this text; the log has it")
        )


async def _tell(websocket: WebSocket, request: SpeakRequest, runtime: Runtime) -> None:
    """A piece is made when the one before it was taken. Raises Problem."""
    studio: Studio = runtime.resources["studio"]
    utterance = utterance_of(request, runtime.settings, studio)
    speech = await speak_live(utterance, studio=studio)
    at_s = 0.0
    async for piece, words in speech.pieces:
        if at_s == 0.0:
            begins: Any = SpeechBegins(
                rate_hz=piece.rate_hz,
                voice=utterance.voice,
                language=utterance.language,
                alphabet=speech.alphabet,
                **studio.stamp(utterance),
            )
            await websocket.send_text(begins.model_dump_json())
        made = SpeechPieceMade(start_s=round(at_s, 4), duration_s=piece.duration_s, words=words)
        await websocket.send_text(made.model_dump_json())
        pcm = np.rint(np.clip(piece.samples, -1.0, 1.0) * _FULL_SCALE).astype("<i2").tobytes()
        step = 2 * round(FRAME_S * piece.rate_hz)
        for start in range(0, len(pcm), step):
            await websocket.send_bytes(pcm[start : start + step])
        at_s += piece.duration_s
    await websocket.send_text(SpeechDone(duration_s=round(at_s, 4)).model_dump_json())
    await websocket.close(DONE)


async def _listen(websocket: WebSocket) -> None:
    """Raises WebSocketDisconnect when the client has heard enough, InvalidInput for another message."""
    message = await websocket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1006))
    raise InvalidInput("a stream says one text: open another for the next", field="message")
