"""How a stream over a WebSocket is refused or ended for a problem, the same at every service."""

from starlette.websockets import WebSocket, WebSocketDisconnect

from shared.contracts.streaming import CLOSE_CODES_FROM, StreamProblem
from shared.errors import Problem
from shared.web.problems import document_of


async def refuse_stream(websocket: WebSocket, problem: Problem) -> None:
    """Tells the problem of an open stream, and closes it with 4000 and the problem's status."""
    message = StreamProblem(problem=document_of(problem))
    try:
        await websocket.send_text(message.model_dump_json())
        await websocket.close(CLOSE_CODES_FROM + problem.status, problem.slug)
    except (WebSocketDisconnect, RuntimeError):
        return  # it has left meanwhile
