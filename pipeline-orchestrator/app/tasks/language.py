"""Languages of texts, transcripts written down, translations: asked of language-service behind this door, kept nowhere."""

from collections.abc import AsyncGenerator
from typing import Annotated

from pydantic import Field, TypeAdapter

from shared.contracts import DetectedLanguage, WrittenText
from shared.contracts.translation import TextsToTranslate, Translation, TranslationEvent
from shared.errors import UpstreamRefused
from shared.roster import LANGUAGE

from ..app import App
from ..pipelines.upstreams import ask, ask_in_lines
from ..schemas.language import TextToDetect, TranscriptToWrite
from .speech import tell_refusal

_EVENT: TypeAdapter[TranslationEvent] = TypeAdapter(
    Annotated[TranslationEvent, Field(discriminator="type")]
)


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


async def translate(app: App, asked: TextsToTranslate) -> Translation:
    """Raises InvalidInput naming the field that is refused, UpstreamFailed and its kinds."""
    try:
        return await ask(
            Translation, app.upstreams[LANGUAGE], "/translate", json=asked.model_dump()
        )
    except UpstreamRefused as error:
        tell_refusal(error)


async def translate_told(
    app: App, asked: TextsToTranslate
) -> AsyncGenerator[TranslationEvent, None]:
    """The same sentence by sentence; the service's deadline is for each. Raises UpstreamBusy as well."""
    service = app.upstreams[LANGUAGE]
    asking = ask_in_lines(
        _EVENT, service, "/translate", patience_s=service.deadline_s, json=asked.model_dump()
    )
    try:
        async with asking as events:
            async for each in events:
                yield each
    except UpstreamRefused as error:
        tell_refusal(error)
