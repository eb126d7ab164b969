"""What the endpoints of the TTS service ask for besides the engine and the store."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Annotated

import anyio
import anyio.to_thread
from fastapi import Depends

from shared.phonetics.lexicon import Lexicon
from shared.web import Runtime, RuntimeDep
from shared.web.model_book import open_models

from ..core.config import Settings
from ..schemas.request_response import SpeakRequest
from ..services.engines import ENGINES
from ..services.engines.base import Synthesiser
from ..services.engines.espeak import found_espeak
from ..services.logic import Studio
from ..services.speakers import SpeakersHere
from ..services.spelling import SpellingPronouncer
from ..services.spoken_words import Utterance
from ..services.voices import language_named, voice_for, voice_named

_ENGINES_PACKAGE = __name__.rsplit(".", 2)[0] + ".services.engines"


@asynccontextmanager
async def open_studio(runtime: Runtime) -> AsyncIterator[None]:
    """Load the lexicon that texts are pronounced by (mock mode needs no models and spells instead), and the models beside the service's own.

    Raises EngineUnavailable for a listed model that can't be loaded, or told from another.
    """
    assert runtime.host is not None, "the TTS service has an engine"
    pronouncer = (
        SpellingPronouncer()
        if runtime.host.mock
        else await anyio.to_thread.run_sync(partial(Lexicon.load, runtime.common.model_dir))
    )
    settings: Settings = runtime.settings
    opened = open_models(
        runtime,
        settings.models,
        ENGINES,
        package=_ENGINES_PACKAGE,
        knows=_speaks,
        most_loaded=settings.models_loaded,
    )
    async with opened as book:
        beside = await anyio.to_thread.run_sync(_programs_beside, runtime.host.mock)
        speakers = SpeakersHere(book, beside)
        speakers.require_told_apart()
        async with anyio.create_task_group() as group:
            runtime.resources["studio"] = Studio(
                speakers, runtime.store, pronouncer, group, settings.max_speech_s
            )
            yield
            group.cancel_scope.cancel()


def _speaks(speaker: Synthesiser, language: str) -> bool:
    return any(language in voice.languages for voice in speaker.voices())


def _programs_beside(mock: bool) -> list[Synthesiser]:
    """None in mock mode, which is the same on every machine."""
    espeak = None if mock else found_espeak()
    return [] if espeak is None else [espeak]


def _studio(runtime: RuntimeDep) -> Studio:
    return runtime.resources["studio"]


def _settings(runtime: RuntimeDep) -> Settings:
    return runtime.settings


StudioDep = Annotated[Studio, Depends(_studio)]
SettingsDep = Annotated[Settings, Depends(_settings)]


def utterance_of(request: SpeakRequest, settings: SettingsDep, studio: StudioDep) -> Utterance:
    """The language is the one that is named, else the voice's, else the default voice's. Raises UnknownVoice, LanguageNotSpoken."""
    voices = studio.speakers.voices()
    named = voice_named(request.voice, voices) if request.voice else None
    if request.language:
        language = language_named(request.language, voices)
    else:
        language = (named or voice_named(settings.default_voice, voices)).own_language
    return Utterance(
        text=request.text,
        phones=request.phones,
        lexicon=request.lexicon,
        voice=voice_for(
            language,
            studio.speakers.voices_for(language),
            named=named,
            default=settings.default_voice,
            field="voice",
        ).id,
        speaking_rate=request.speaking_rate,
        ssml=request.ssml,
        language=language,
    )
