"""POST /map: a text in, how each of its words is said out."""

from typing import Annotated

from fastapi import Body, Depends

from shared.contracts import PhonemeMap
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.web import ServiceRouter, engine_host, problems

from ..schemas.request_response import REQUEST_EXAMPLES, RESPONSE_EXAMPLE, MapRequest
from ..services import logic
from ..services.engines.base import Pronouncer

router = ServiceRouter(tags=["phoneme map"])

RESPONSES = {
    200: {"content": {"application/json": {"example": RESPONSE_EXAMPLE}}},
    **problems(InvalidInput),
}


@router.post("/map", responses=RESPONSES)
@router.post("/process", include_in_schema=False)
async def map_words(
    request: Annotated[MapRequest, Body(openapi_examples=REQUEST_EXAMPLES)],
    host: Annotated[EngineHost[Pronouncer], Depends(engine_host)],
) -> PhonemeMap:
    """How each word is said in General American: phones, IPA, syllables, stress, accepted variants."""
    return await logic.map_words(request, host=host)
