"""Answers that grow while they are worked on: a line of JSON for each thing that is told."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

import structlog
from fastapi.responses import StreamingResponse

from shared.contracts import Contract
from shared.contracts.pieces import LINES, PiecesProblem
from shared.errors import EngineFailed, Problem
from shared.web.problems import document_of

log = structlog.get_logger(__name__)


async def answer_in_lines(told: AsyncGenerator[Contract, None]) -> StreamingResponse:
    """What `told` gives, a line each. Raises what comes before its first; a later problem is a line, and the last.

    `told` is closed when the answer is out, or its caller gone.
    """
    try:
        first = await anext(told)
    except BaseException:
        await told.aclose()
        raise
    return StreamingResponse(_lines(first, told), media_type=LINES)


async def _lines(first: Contract, told: AsyncGenerator[Contract, None]) -> AsyncIterator[str]:
    async with aclosing(told):
        yield _line(first)
        try:
            async for each in told:
                yield _line(each)
        except Problem as problem:
            yield _line(PiecesProblem(problem=document_of(problem)))
        except Exception as error:
            log.error("answer_crashed", exc_info=error)
            problem = EngineFailed("the engine failed on this recording; the log has it")
            yield _line(PiecesProblem(problem=document_of(problem)))


def _line(each: Contract) -> str:
    return each.model_dump_json() + "\n"
