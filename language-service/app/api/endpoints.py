"""POST /detect: a text in, its language out; POST /normalise: a transcript in, its written form out; POST /translate: texts in another language; GET /pairs: which."""

from typing import Annotated

from fastapi import Body, Depends, Header
from fastapi.responses import StreamingResponse

from shared.contracts import DetectedLanguage, WrittenText
from shared.contracts.pieces import LINES
from shared.contracts.translation import TextsToTranslate, Translation, TranslationPairs
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.web import ServiceRouter, engine_host, problems
from shared.web.lines import EVENT_SCHEMA, EVENTS, answer_in_events, answer_in_lines

from ..schemas.request_response import (
    DETECT_EXAMPLES,
    DETECTED_EXAMPLE,
    NORMALISE_EXAMPLES,
    TRANSLATE_EXAMPLES,
    TRANSLATED_EXAMPLE,
    WRITTEN_EXAMPLE,
    DetectRequest,
    NormaliseRequest,
)
from ..services import logic
from ..services.engines.base import Linguist
from ..services.translating import TranslationDesk
from .translator import translation_desk

router = ServiceRouter(tags=["language"])
HostDep = Annotated[EngineHost[Linguist], Depends(engine_host)]
DeskDep = Annotated[TranslationDesk, Depends(translation_desk)]

DETECTED = {
    200: {"content": {"application/json": {"example": DETECTED_EXAMPLE}}},
    **problems(InvalidInput),
}

WRITTEN = {
    200: {"content": {"application/json": {"example": WRITTEN_EXAMPLE}}},
    **problems(InvalidInput),
}

TRANSLATED = {
    200: {
        "content": {
            "application/json": {"example": TRANSLATED_EXAMPLE},
            EVENTS: {"schema": EVENT_SCHEMA},
        }
    },
    **problems(InvalidInput),
}


@router.post("/detect", responses=DETECTED)
@router.post("/process", include_in_schema=False)
async def detect_language(
    request: Annotated[DetectRequest, Body(openapi_examples=DETECT_EXAMPLES)], host: HostDep
) -> DetectedLanguage:
    """Which language a text is in, in which script, and how surely."""
    return await logic.detect(request, host=host)


@router.post("/normalise", responses=WRITTEN)
async def normalise_transcript(
    request: Annotated[NormaliseRequest, Body(openapi_examples=NORMALISE_EXAMPLES)], host: HostDep
) -> WrittenText:
    """A transcript written down: numbers in figures, capitals, a sign at its end; all that was changed is named."""
    return await logic.normalise(request, host=host)


@router.get("/pairs")
async def list_pairs(desk: DeskDep) -> TranslationPairs:
    """Which languages are translated into which."""
    return desk.pairs


@router.post("/translate", response_model=Translation, responses=TRANSLATED)
async def translate_texts(
    request: Annotated[TextsToTranslate, Body(openapi_examples=TRANSLATE_EXAMPLES)],
    desk: DeskDep,
    accept: Annotated[str, Header(description="text/event-stream: sentence by sentence")] = "",
) -> Translation | StreamingResponse:
    """Texts in another language, sentence by sentence, with what is known of each translation; null where none holds. Numbers, ids, addresses
    and markup come out as they went in. With `Accept: text/event-stream` as events: `sentence`, `text`, `done` (or `problem`)."""
    if EVENTS in accept:
        return await answer_in_events(desk.tell(request))
    if LINES in accept:
        return await answer_in_lines(desk.tell(request))
    return await desk.translate(request)
