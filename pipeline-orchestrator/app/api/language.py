"""/detect, /normalise and /translate: which language a text is in, what a transcript looks like written down, and texts in another language."""

from typing import Annotated

from fastapi import Header
from fastapi.responses import StreamingResponse

from shared.contracts import DetectedLanguage, WrittenText
from shared.contracts.translation import TextsToTranslate, Translation
from shared.errors import InvalidInput, UpstreamFailed, UpstreamTimedOut
from shared.web import ServiceRouter, problems
from shared.web.lines import EVENTS, EVENTS_TOLD, answer_in_events

from ..schemas.language import TextToDetect, TranscriptToWrite
from ..tasks import language
from .dependencies import AppDep, PrincipalDep

ASKED = problems(InvalidInput, UpstreamFailed, UpstreamTimedOut)
TOLD_OR_ASKED = {200: EVENTS_TOLD, **ASKED}

router = ServiceRouter(tags=["language"])


@router.post("/detect", responses=ASKED)
async def detect_language(
    asked: TextToDetect, app: AppDep, principal: PrincipalDep
) -> DetectedLanguage:
    """Which language a text is in, in which script, and how surely; nothing of it is kept."""
    del principal
    return await language.detect(app, asked)


@router.post("/normalise", responses=ASKED)
async def normalise_transcript(
    asked: TranscriptToWrite, app: AppDep, principal: PrincipalDep
) -> WrittenText:
    """A transcript written down: numbers in figures, capitals, a sign at its end; nothing of it is kept."""
    del principal
    return await language.normalise(app, asked)


@router.post("/translate", response_model=Translation, responses=TOLD_OR_ASKED)
async def translate_texts(
    asked: TextsToTranslate,
    app: AppDep,
    principal: PrincipalDep,
    accept: Annotated[str, Header(description="text/event-stream: sentence by sentence")] = "",
) -> Translation | StreamingResponse:
    """Texts in another language, null where no translation holds; numbers, ids, addresses and markup come out as they went in. Nothing of
    them is kept with a task. With `Accept: text/event-stream` as events: `sentence`, `text`, `done` (or `problem`)."""
    del principal
    if EVENTS in accept:
        return await answer_in_events(language.translate_told(app, asked))
    return await language.translate(app, asked)
