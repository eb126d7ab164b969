"""Languages of texts and transcripts written down: asked of language-service behind this door, kept nowhere."""

from shared.contracts import DetectedLanguage, WrittenText
from shared.errors import UpstreamRefused
from shared.roster import LANGUAGE

from ..app import App
from ..pipelines.upstreams import ask
from ..schemas.language import TextToDetect, TranscriptToWrite
from .speech import tell_refusal


async def detect(app: App, asked: TextToDetect) -> DetectedLanguage:
    """Raises InvalidInput naming the field that is refused, UpstreamFailed and its kinds."""
    try:
        return await ask(
            DetectedLanguage, app.upstreams[LANGUAGE], "/detect", json=asked.model_dump()
        )
    except UpstreamRefused as error:
        tell_refusal(error)


async def normalise(app: App, asked: TranscriptToWrite) -> WrittenText:
    """Raises InvalidInput naming the field that is refused, UpstreamFailed and its kinds."""
    try:
        return await ask(
            WrittenText, app.upstreams[LANGUAGE], "/normalise", json=asked.model_dump()
        )
    except UpstreamRefused as error:
        tell_refusal(error)
