"""POST /feedback, POST /unjudged and GET /languages."""

from typing import Annotated

from fastapi import Body, Depends

from shared.contracts import Feedback
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.web import ServiceRouter, engine_host, problems

from ..schemas.request_response import (
    OPENAPI_EXAMPLES,
    CoachLanguage,
    CoachLanguageList,
    FeedbackRequest,
    UnjudgedRequest,
)
from ..services import logic
from ..services.engines.base import Coach

router = ServiceRouter(tags=["feedback"])

CoachHostDep = Annotated[EngineHost[Coach], Depends(engine_host)]


@router.post("/feedback", responses=problems(InvalidInput))
@router.post("/process", include_in_schema=False)
async def give_feedback(
    request: Annotated[FeedbackRequest, Body(openapi_examples=OPENAPI_EXAMPLES)],
    host: CoachHostDep,
) -> Feedback:
    """Coach the speaker from the diff: at most three priorities, each tied to its issues."""
    return await logic.answer_feedback(request, host=host)


@router.post("/unjudged", responses=problems(InvalidInput))
async def explain_unjudged(
    request: Annotated[UnjudgedRequest, Body(examples=[{"reason": "too_quiet"}])],
    host: CoachHostDep,
) -> Feedback:
    """Say why a recording can't be judged, where that was found before there was a diff, and how to record again."""
    return await logic.answer_unjudged(request, host=host)


@router.get("/languages")
async def list_languages(host: CoachHostDep) -> CoachLanguageList:
    """The languages that the coach speaks."""
    return CoachLanguageList(
        languages=[CoachLanguage(code=code) for code in host.engine.languages], **host.stamp()
    )
