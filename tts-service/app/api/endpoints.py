"""POST /speak, POST /speak/stream and GET /voices."""

from typing import Annotated

from fastapi import Path, Request, Response
from fastapi.responses import StreamingResponse

from shared.audio.formats import CONTENT_TYPES
from shared.contracts import SpeechAnswer
from shared.errors import InvalidInput
from shared.web import ServiceRouter, problems
from shared.web.ranges import PART_ANSWERS, RangedBytes

from ..schemas.request_response import KeptSpeakRequest, SpeakRequest, VoiceEntry, VoiceList
from ..services import logic
from ..services.engines.base import UnknownVoice
from ..services.kept import Keeping
from ..services.length import SpeechTooLong
from .dependencies import SettingsDep, StudioDep, utterance_of
from .stream import router as stream

VoiceId = Annotated[str, Path(description="Id of a voice, from GET /voices", examples=["af_heart"])]

router = ServiceRouter(tags=["speech"])
router.include_router(stream)


@router.post("/speak", responses=problems(InvalidInput, UnknownVoice, SpeechTooLong))
@router.post("/process", include_in_schema=False)
async def speak(
    request: KeptSpeakRequest, studio: StudioDep, settings: SettingsDep
) -> SpeechAnswer:
    """Say a text, given phones, or SSML in an American voice; the same request is synthesised once."""
    return await logic.speak(
        utterance_of(request, settings, studio),
        format=request.format,
        keeping=Keeping.at(request.cache_prefix, request.key_prefix),
        studio=studio,
    )


@router.post(
    "/speak/stream",
    response_class=StreamingResponse,
    responses={
        **problems(InvalidInput, UnknownVoice, SpeechTooLong),
        200: {"content": {kind: {} for kind in CONTENT_TYPES.values()}},
    },
)
async def stream_speech(
    request: SpeakRequest, studio: StudioDep, settings: SettingsDep
) -> StreamingResponse:
    """The same as bytes of a file that is sent while it is made: the first words are there before the last."""
    content = await logic.begin_stream(
        utterance_of(request, settings, studio), format=request.format, studio=studio
    )
    return StreamingResponse(content, media_type=CONTENT_TYPES[request.format])


@router.get("/voices")
async def list_voices(request: Request, studio: StudioDep, settings: SettingsDep) -> VoiceList:
    """The voices that can be asked for."""
    return VoiceList(
        default_voice=settings.default_voice,
        voices=[
            VoiceEntry(
                id=voice.id,
                accent=voice.accent,
                gender=voice.gender,
                sample_url=request.url_for("play_voice_sample", voice=voice.id).path,
            )
            for voice in logic.offered_voices(studio.host.engine)
        ],
        **studio.host.stamp(),
    )


@router.get(
    "/voices/{voice}/sample",
    response_class=Response,
    responses={**PART_ANSWERS, **problems(UnknownVoice), 200: {"content": {"audio/wav": {}}}},
)
async def play_voice_sample(voice: VoiceId, studio: StudioDep) -> RangedBytes:
    """Hear a voice."""
    return RangedBytes(await logic.sample(voice, studio=studio), media_type="audio/wav")
