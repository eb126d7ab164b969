"""POST /process: a recording in, a transcript out."""

from functools import partial
from typing import Annotated

from fastapi import File, Form, UploadFile

from shared.audio.containers import RECORDING
from shared.contracts import Transcript
from shared.errors import EngineFailed
from shared.languages import read_language
from shared.web import (
    AUDIO_PROBLEMS,
    CommonSettingsDep,
    DecoderDep,
    ServiceRouter,
    problems,
    read_audio,
)
from shared.web.model_book import request_key

from ..schemas.request_response import FREE_SPEECH, L1, LANGUAGE, TRANSCRIPT_EXAMPLES
from ..services import logic
from ..services.logic import FreeSpeech
from ..services.recognisers import recogniser_for
from ..services.rivals import RivalWords
from .long import router as long
from .models import router as models
from .recognisers import RecognisersDep
from .stream import router as stream

router = ServiceRouter(tags=["asr"])
router.include_router(stream)
router.include_router(long)
router.include_router(models)


@router.post(
    "/process",
    responses={
        200: {"content": {"application/json": {"examples": TRANSCRIPT_EXAMPLES}}},
        **problems(*AUDIO_PROBLEMS, EngineFailed),
    },
)
async def transcribe(
    file: Annotated[UploadFile, File(description=RECORDING)],
    common: CommonSettingsDep,
    decoder: DecoderDep,
    recognisers: RecognisersDep,
    language: Annotated[str, Form(description=LANGUAGE, examples=["en", "auto"])] = "en",
    free_speech: Annotated[bool, Form(description=FREE_SPEECH)] = False,
    l1: Annotated[str | None, Form(description=L1, examples=["hi"])] = None,
) -> Transcript:
    """What was said, with the time and confidence of each word."""
    speaker = read_language(l1, "l1") if l1 else None
    audio = await read_audio(file, common, decoder)
    free = FreeSpeech(partial(RivalWords.load, common.model_dir), speaker) if free_speech else None
    key = request_key()
    return await logic.transcribe(
        audio,
        language=language,
        host=recogniser_for(recognisers, language),
        free_speech=free,
        specialist=lambda spoken: recognisers.specialist(spoken, key),
    )
