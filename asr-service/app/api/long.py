"""POST /transcribe: a recording of up to hours in, its words out as they are recognised."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from typing import Annotated

from fastapi import File, Form, UploadFile
from fastapi.responses import StreamingResponse

from shared.audio.containers import RECORDING
from shared.contracts import Contract
from shared.contracts.pieces import LINES, TranscriptLine
from shared.errors import Busy, EngineFailed, StorageFull
from shared.languages import read_language
from shared.web import AUDIO_PROBLEMS, RuntimeDep, ServiceRouter, problems
from shared.web.lines import answer_in_lines
from shared.web.long_uploads import RESOURCE, LongRecordings
from shared.web.model_book import request_key

from ..schemas.request_response import FREE_SPEECH, FROM_PIECE, L1, LANGUAGE, LINES_EXAMPLE
from ..services.logic import FreeSpeech
from ..services.long import transcribe_long
from ..services.recognisers import recogniser_for
from ..services.rivals import RivalWords
from .recognisers import RecognisersDep

router = ServiceRouter(tags=["asr"])


@router.post(
    "/transcribe",
    response_model=TranscriptLine,
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "A line of JSON each: `begun`, a `piece` for each stretch of speech, `done`; or `problem` as the last.",
            "content": {LINES: {"example": LINES_EXAMPLE}},
        },
        **problems(*AUDIO_PROBLEMS, StorageFull, Busy, EngineFailed),
    },
)
async def transcribe_recording(
    file: Annotated[UploadFile, File(description=RECORDING)],
    runtime: RuntimeDep,
    recognisers: RecognisersDep,
    language: Annotated[str, Form(description=LANGUAGE, examples=["en", "auto"])] = "en",
    free_speech: Annotated[bool, Form(description=FREE_SPEECH)] = False,
    l1: Annotated[str | None, Form(description=L1, examples=["hi"])] = None,
    from_piece: Annotated[int, Form(description=FROM_PIECE, ge=0)] = 0,
) -> StreamingResponse:
    """What was said in a recording of up to hours, piece by piece, while it is recognised."""
    speaker = read_language(l1, "l1") if l1 else None
    model_dir = runtime.common.model_dir
    free = FreeSpeech(partial(RivalWords.load, model_dir), speaker) if free_speech else None
    host, key = recogniser_for(recognisers, language), request_key()
    room: LongRecordings = runtime.resources[RESOURCE]

    async def told() -> AsyncGenerator[Contract, None]:
        async with room.opened(file) as recording:
            answer = transcribe_long(
                recording,
                language=language,
                host=host,
                free_speech=free,
                from_piece=from_piece,
                specialist=lambda spoken: recognisers.specialist(spoken, key),
            )
            async with aclosing(answer):
                async for each in answer:
                    yield each

    return await answer_in_lines(told())
