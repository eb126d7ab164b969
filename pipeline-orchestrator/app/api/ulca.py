"""/asr/inference, /tts/inference and /nmt/inference: the forms of ULCA and Bhashini, for clients that speak them."""

from shared.errors import (
    InvalidInput,
    UpstreamFailed,
    UpstreamTimedOut,
)
from shared.web import ServiceRouter, problems

from ..schemas.ulca import (
    UlcaRecognition,
    UlcaRecognitionRequest,
    UlcaSpeech,
    UlcaSpeechRequest,
    UlcaTranslation,
    UlcaTranslationRequest,
)
from ..tasks import ulca
from .dependencies import AppDep, PrincipalDep

ASKED = problems(InvalidInput, UpstreamFailed, UpstreamTimedOut)

router = ServiceRouter(tags=["ulca"])


@router.post(
    "/asr/inference",
    responses=ASKED,
)
async def infer_transcripts(
    asked: UlcaRecognitionRequest, app: AppDep, principal: PrincipalDep
) -> UlcaRecognition:
    """What was said in up to four recordings, together as large as one upload may be, as text, SRT or WebVTT; nothing of them is kept."""
    del principal
    return await ulca.recognise(app, asked)


@router.post("/tts/inference", responses=ASKED)
async def infer_speech(
    asked: UlcaSpeechRequest, app: AppDep, principal: PrincipalDep
) -> UlcaSpeech:
    """Up to sixteen texts in American English, each a WAV file in base64; kept as what POST /speak says is."""
    return await ulca.say(app, principal, asked)


@router.post("/nmt/inference", responses=ASKED)
async def infer_translations(
    asked: UlcaTranslationRequest, app: AppDep, principal: PrincipalDep
) -> UlcaTranslation:
    """Up to 64 texts in another language, null with its reason where no translation holds; nothing of them is kept with a task."""
    del principal
    return await ulca.translate(app, asked)
