"""POST /feedback, POST /unjudged, POST /moments, GET /languages, GET /tips and GET /sounds."""

from typing import Annotated

from fastapi import Body, Depends, Query

from shared.contracts import Feedback, HabitAdviceList, SoundAdviceList
from shared.contracts.moments import MomentsToWord, WordedMoments
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.languages import read_language
from shared.web import ServiceRouter, engine_host, problems

from ..schemas.request_response import (
    DEFAULT_LANGUAGE,
    MOMENTS_EXAMPLE,
    OPENAPI_EXAMPLES,
    CoachLanguage,
    CoachLanguageList,
    FeedbackRequest,
    UnjudgedRequest,
)
from ..services import advice_lists, logic
from ..services.engines.base import Coach
from ..services.moments.wording import answer_moments

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


@router.post("/moments", responses=problems(InvalidInput))
async def word_moments(
    request: Annotated[MomentsToWord, Body(examples=[MOMENTS_EXAMPLE])], host: CoachHostDep
) -> WordedMoments:
    """Moments of a call in other words: as they were sent, unless a language model is set up and its words hold."""
    return await answer_moments(request, host=host)


LanguageQuery = Annotated[str, Query(description="One of GET /languages")]


@router.get("/tips", responses=problems(InvalidInput))
async def list_tips(
    host: CoachHostDep,
    language: LanguageQuery = DEFAULT_LANGUAGE,
    l1: Annotated[str | None, Query(description="First language that notes are for")] = None,
) -> HabitAdviceList:
    """What the coach knows of each habit: title, how, why, by the `tip` of an issue."""
    told = host.engine.language(read_language(language, "language"))
    first = read_language(l1, "l1") if l1 else None
    return HabitAdviceList(tips=advice_lists.habits_told(told, first), **host.stamp())


@router.get("/sounds", responses=problems(InvalidInput))
async def list_sounds(
    host: CoachHostDep, language: LanguageQuery = DEFAULT_LANGUAGE
) -> SoundAdviceList:
    """The 39 sounds: IPA, plain name, and how each is made."""
    told = host.engine.language(read_language(language, "language"))
    return SoundAdviceList(sounds=advice_lists.sounds_told(told), **host.stamp())


@router.get("/languages")
async def list_languages(host: CoachHostDep) -> CoachLanguageList:
    """The languages that the coach speaks."""
    return CoachLanguageList(
        languages=[CoachLanguage(code=code) for code in host.engine.languages], **host.stamp()
    )
