"""POST /process: a recording in, a transcript out."""

from typing import Annotated

from fastapi import Depends, File, Form, UploadFile

from shared.audio.containers import RECORDING
from shared.contracts import Transcript
from shared.engines import EngineHost
from shared.errors import EngineFailed
from shared.web import (
    AUDIO_PROBLEMS,
    CommonSettingsDep,
    DecoderDep,
    ServiceRouter,
    engine_host,
    problems,
    read_audio,
)

from ..schemas.request_response import LANGUAGE, TRANSCRIPT_EXAMPLES
from ..services import logic
from ..services.engines.base import Transcriber

router = ServiceRouter(tags=["asr"])


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
    host: Annotated[EngineHost[Transcriber], Depends(engine_host)],
    language: Annotated[str, Form(description=LANGUAGE, examples=["en", "auto"])] = "en",
) -> Transcript:
    """What was said, with the time and confidence of each word."""
    audio = await read_audio(file, common, decoder)
    return await logic.transcribe(audio, language=language, host=host)
