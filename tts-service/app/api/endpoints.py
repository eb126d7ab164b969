"""POST /speak and GET /voices."""

from typing import Annotated

from fastapi import APIRouter, Depends

from shared.contracts import Speech
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.web import StoreDep, engine_host, problems

from ..schemas.request_response import SpeakRequest, VoiceEntry, VoiceList
from ..services import logic
from ..services.engines.base import Speaker, UnknownVoice
from .dependencies import PronouncerDep, SettingsDep

router = APIRouter()
SpeakerHost = Annotated[EngineHost[Speaker], Depends(engine_host)]


@router.post("/speak", responses=problems(InvalidInput, UnknownVoice))
@router.post("/process", include_in_schema=False)
async def speak(
    request: SpeakRequest,
    host: SpeakerHost,
    store: StoreDep,
    pronouncer: PronouncerDep,
    settings: SettingsDep,
) -> Speech:
    """Say a text, or given phones, in an American voice; the same request is synthesised once."""
    return await logic.speak(
        logic.Utterance(
            text=request.text,
            phones=request.phones,
            lexicon=request.lexicon,
            voice=request.voice or settings.default_voice,
            speaking_rate=request.speaking_rate,
        ),
        host=host,
        store=store,
        pronouncer=pronouncer,
    )


@router.get("/voices")
async def voices(host: SpeakerHost, settings: SettingsDep) -> VoiceList:
    """The voices that can be asked for."""
    return VoiceList(
        default_voice=settings.default_voice,
        voices=[
            VoiceEntry(id=voice.id, accent=voice.accent, gender=voice.gender)
            for voice in logic.offered_voices(host.engine)
        ],
        **host.stamp(),
    )
