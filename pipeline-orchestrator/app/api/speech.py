"""/speak, /voices and /map, /tips, /languages and /sounds: what a client plays and shows beside the tasks."""

from typing import Annotated

from fastapi import Query

from shared.contracts import HabitAdviceList, PhonemeMap, SoundAdviceList
from shared.errors import InvalidInput, UpstreamFailed, UpstreamTimedOut
from shared.web import ServiceRouter, problems

from ..classes import assigning
from ..schemas.speech import (
    NotesLanguages,
    OfferedVoices,
    PlayableSpeech,
    SpeechRequest,
    TextToMap,
)
from ..tasks import speech
from .dependencies import AppDep, PrincipalDep

ASKED = problems(InvalidInput, UpstreamFailed, UpstreamTimedOut)
LanguageQuery = Annotated[str, Query(description="Of the coach, ISO 639")]

router = ServiceRouter()


@router.post("/speak", tags=["speech"], responses=ASKED)
async def say_text(asked: SpeechRequest, app: AppDep, principal: PrincipalDep) -> PlayableSpeech:
    """Say a word or sentence, in an American voice or in another language; the same request is spoken once."""
    await assigning.require_taught(app, principal, asked.speaker_id)
    return await speech.speak(app, principal, asked)


@router.post("/map", tags=["speech"], responses=ASKED)
async def map_text(asked: TextToMap, app: AppDep, principal: PrincipalDep) -> PhonemeMap:
    """How each word of a text is said, and which words no dictionary has."""
    del principal
    return await speech.map_text(app, asked)


@router.get("/voices", tags=["speech"], responses=ASKED)
async def show_voices(
    app: AppDep,
    principal: PrincipalDep,
    language: Annotated[
        str | None, Query(description="Only those that speak it, `hi` or `hi-IN`", max_length=64)
    ] = None,
) -> OfferedVoices:
    """The voices: those that a reference can be spoken in, and those of other languages."""
    del principal
    return await speech.voices(app, language)


@router.get("/tips", tags=["advice"], responses=ASKED)
async def show_tips(
    app: AppDep,
    principal: PrincipalDep,
    language: LanguageQuery = "en",
    l1: Annotated[str | None, Query(description="First language that notes are for")] = None,
) -> HabitAdviceList:
    """What to do about each habit, by the `tip` of an issue."""
    del principal
    return await speech.tips(app, language, l1)


@router.get("/languages", tags=["advice"], responses=problems(UpstreamFailed, UpstreamTimedOut))
async def show_languages(app: AppDep, principal: PrincipalDep) -> NotesLanguages:
    """The languages that the coach's notes can be in: its own, and those that a machine translates them into."""
    del principal
    return await speech.languages(app)


@router.get("/sounds", tags=["advice"], responses=ASKED)
async def show_sounds(
    app: AppDep, principal: PrincipalDep, language: LanguageQuery = "en"
) -> SoundAdviceList:
    """The 39 sounds: IPA, plain name, and how each is made."""
    del principal
    return await speech.sounds(app, language)
