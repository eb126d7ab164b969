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

from ..core.config import Settings
from ..schemas.request_response import SpeakRequest
from ..services.logic import Studio, voice_id
from ..services.spelling import SpellingPronouncer
from ..services.spoken_words import Utterance


@asynccontextmanager
async def open_studio(runtime: Runtime) -> AsyncIterator[None]:
    """Load the lexicon that texts are pronounced by; mock mode needs no models and spells instead."""
    assert runtime.host is not None, "the TTS service has an engine"
    pronouncer = (
        SpellingPronouncer()
        if runtime.host.mock
        else await anyio.to_thread.run_sync(partial(Lexicon.load, runtime.common.model_dir))
    )
    async with anyio.create_task_group() as group:
        runtime.resources["studio"] = Studio(
            runtime.host, runtime.store, pronouncer, group, runtime.settings.max_speech_s
        )
        yield
        group.cancel_scope.cancel()


def _studio(runtime: RuntimeDep) -> Studio:
    return runtime.resources["studio"]


def _settings(runtime: RuntimeDep) -> Settings:
    return runtime.settings


StudioDep = Annotated[Studio, Depends(_studio)]
SettingsDep = Annotated[Settings, Depends(_settings)]


def utterance_of(request: SpeakRequest, settings: SettingsDep, studio: StudioDep) -> Utterance:
    """Raises UnknownVoice."""
    return Utterance(
        text=request.text,
        phones=request.phones,
        lexicon=request.lexicon,
        voice=voice_id(request.voice or settings.default_voice, studio.host.engine),
        speaking_rate=request.speaking_rate,
        ssml=request.ssml,
    )
