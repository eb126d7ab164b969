"""Answers that grow while they are worked on: a line of JSON for each thing that is told, or a server-sent event."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing

import structlog
from fastapi.responses import StreamingResponse

from shared.contracts import Contract
from shared.contracts.pieces import LINES, PiecesProblem
from shared.errors import EngineFailed, Problem
from shared.web.problems import document_of

log = structlog.get_logger(__name__)

EVENTS = "text/event-stream"
"""Media type of server-sent events."""
EVENT_SCHEMA = {
    "type": "object",
    "description": "Each event",
    "properties": {
        "event": {"type": "string", "description": "Its name"},
        "data": {"type": "string", "description": "JSON"},
        "id": {"type": "string", "description": "To go on after it"},
    },
    "required": ["event", "data"],
}
EVENTS_TOLD = {"content": {EVENTS: {"schema": EVENT_SCHEMA}}}
"""For a route's `responses`: a stream is described by one of its events."""
_AS_THEY_COME = {"cache-control": "no-store", "x-accel-buffering": "no"}
"""What keeps a proxy from holding events back."""


async def answer_in_lines(told: AsyncGenerator[Contract, None]) -> StreamingResponse:
    """What `told` gives, a line each. Raises what comes before its first; a later problem is a line, and the last.

    `told` is closed when the answer is out, or its caller gone.
    """
    return StreamingResponse(_written(await _first_of(told), told, _line), media_type=LINES)


async def answer_in_events(told: AsyncGenerator[Contract, None]) -> StreamingResponse:
    """The same as server-sent events, each called by its `type`."""
    first = await _first_of(told)
    return StreamingResponse(
        _written(first, told, _event), media_type=EVENTS, headers=_AS_THEY_COME
    )


async def _first_of(told: AsyncGenerator[Contract, None]) -> Contract:
    try:
        return await anext(told)
    except BaseException:
        await told.aclose()
        raise


async def _written(
    first: Contract, told: AsyncGenerator[Contract, None], write: Callable[[Contract], str]
) -> AsyncIterator[str]:
    async with aclosing(told):
        yield write(first)
        try:
            async for each in told:
                yield write(each)
        except Problem as problem:
            yield write(PiecesProblem(problem=document_of(problem)))
        except Exception as error:
            log.error("answer_crashed", exc_info=error)
            problem = EngineFailed("the engine failed on this; the log has it")
            yield write(PiecesProblem(problem=document_of(problem)))


def _line(each: Contract) -> str:
    return each.model_dump_json() + "\n"


def _event(each: Contract) -> str:
    """JSON has no line ends of its own, so one `data` line holds it."""
    return f"event: {getattr(each, 'type', 'message')}\ndata: {each.model_dump_json()}\n\n"
