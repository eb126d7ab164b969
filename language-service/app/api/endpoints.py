"""POST /detect: a text in, its language out; POST /normalise: a transcript in, its written form out."""

from typing import Annotated

from fastapi import Body, Depends

from shared.contracts import DetectedLanguage, WrittenText
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.web import ServiceRouter, engine_host, problems

from ..schemas.request_response import (
    DETECT_EXAMPLES,
    DETECTED_EXAMPLE,
    NORMALISE_EXAMPLES,
    WRITTEN_EXAMPLE,
    DetectRequest,
    NormaliseRequest,
)
from ..services import logic
from ..services.engines.base import Linguist

router = ServiceRouter(tags=["language"])
HostDep = Annotated[EngineHost[Linguist], Depends(engine_host)]

DETECTED = {
    200: {"content": {"application/json": {"example": DETECTED_EXAMPLE}}},
    **problems(InvalidInput),
}

WRITTEN = {
    200: {"content": {"application/json": {"example": WRITTEN_EXAMPLE}}},
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
