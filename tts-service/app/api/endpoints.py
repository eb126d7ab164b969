"""POST /speak, POST /speak/stream and GET /voices."""

from typing import Annotated

from fastapi import Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from shared.audio.formats import CONTENT_TYPES
from shared.contracts import SpeechAnswer
from shared.errors import InvalidInput
from shared.languages import language_name
from shared.web import ServiceRouter, problems
from shared.web.ranges import PART_ANSWERS, RangedBytes

from ..schemas.request_response import (
    KeptSpeakRequest,
    ModelsThatSpeak,
    SpeakRequest,
    VoiceEntry,
    VoiceLanguage,
    VoiceList,
)
from ..services import logic
from ..services.engines.base import UnknownVoice, Voice
from ..services.kept import Keeping
from ..services.languages.table import spoken_languages
from ..services.length import SpeechTooLong
from ..services.told_models import told
from ..services.voices import LanguageNotSpoken, language_named
from .dependencies import SettingsDep, StudioDep, utterance_of
from .stream import router as stream

VoiceId = Annotated[str, Path(description="Id of a voice, from GET /voices", examples=["af_heart"])]

router = ServiceRouter(tags=["speech"])
router.include_router(stream)


@router.post(
    "/speak", responses=problems(InvalidInput, UnknownVoice, LanguageNotSpoken, SpeechTooLong)
)
@router.post("/process", include_in_schema=False)
async def speak(
    request: KeptSpeakRequest, studio: StudioDep, settings: SettingsDep
) -> SpeechAnswer:
    """Say a text, given phones, or SSML: in an American voice, or in another language; the same request is synthesised once."""
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
        **problems(InvalidInput, UnknownVoice, LanguageNotSpoken, SpeechTooLong),
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


@router.get("/voices", responses=problems(LanguageNotSpoken))
async def list_voices(
    request: Request,
    studio: StudioDep,
    settings: SettingsDep,
    language: Annotated[
        str | None, Query(description="Only those that speak it, `hi` or `hi-IN`", max_length=64)
    ] = None,
) -> VoiceList:
    """The voices that can be asked for."""
    voices = studio.speakers.voices()
    if language is not None:
        spoken = language_named(language, voices)
        voices = [voice for voice in voices if spoken in voice.languages]
    return VoiceList(
        default_voice=settings.default_voice,
        voices=[
            VoiceEntry(
                id=voice.id,
                accent=voice.accent,
                gender=voice.gender,
                quality=voice.quality(voice.own_language),
                licence=voice.licence,
                languages=_languages_of(voice),
                changes_pitch=voice.changes_pitch,
                sample_url=request.url_for("play_voice_sample", voice=voice.id).path,
            )
            for voice in voices
        ],
        **studio.speakers.own.stamp(),
    )


def _languages_of(voice: Voice) -> list[VoiceLanguage]:
    languages = [VoiceLanguage(language=voice.accent, quality=voice.quality(voice.own_language))]
    others = spoken_languages()
    for code in voice.also:
        languages.append(
            VoiceLanguage(
                language=others[code].tag,
                quality=voice.quality(code),
                speaker=f"{language_name(voice.own_language)} speaker",
            )
        )
    return languages


@router.get("/models")
async def list_models(studio: StudioDep) -> ModelsThatSpeak:
    """The models that speak, side by side: which are in memory, what each is given, and what was measured of it."""
    return told(studio.speakers)


@router.get(
    "/voices/{voice}/sample",
    response_class=Response,
    responses={**PART_ANSWERS, **problems(UnknownVoice), 200: {"content": {"audio/wav": {}}}},
)
async def play_voice_sample(voice: VoiceId, studio: StudioDep) -> RangedBytes:
    """Hear a voice."""
    return RangedBytes(await logic.sample(voice, studio=studio), media_type="audio/wav")
