"""/detect and /normalise: which language a text is in, and what a transcript looks like written down."""

from shared.contracts import DetectedLanguage, WrittenText
from shared.errors import InvalidInput, UpstreamFailed, UpstreamTimedOut
from shared.web import ServiceRouter, problems

from ..schemas.language import TextToDetect, TranscriptToWrite
from ..tasks import language
from .dependencies import AppDep, PrincipalDep

ASKED = problems(InvalidInput, UpstreamFailed, UpstreamTimedOut)

router = ServiceRouter(tags=["language"])


@router.post("/detect", responses=ASKED)
async def detect_language(
    asked: TextToDetect, app: AppDep, principal: PrincipalDep
) -> DetectedLanguage:
    """Which language a text is in, in which script, and how surely; nothing of it is kept."""
    del principal
    return await language.detect(app, asked)


@router.post("/normalise", responses=ASKED)
async def normalise_transcript(
    asked: TranscriptToWrite, app: AppDep, principal: PrincipalDep
) -> WrittenText:
    """A transcript written down: numbers in figures, capitals, a sign at its end; nothing of it is kept."""
    del principal
    return await language.normalise(app, asked)
