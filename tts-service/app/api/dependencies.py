"""What the endpoints of the TTS service ask for besides the engine and the store."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Annotated

import anyio.to_thread
from fastapi import Depends

from shared.phonetics.lexicon import Lexicon
from shared.web import Runtime, RuntimeDep

from ..core.config import Settings
from ..services.logic import Pronouncer
from ..services.spelling import SpellingPronouncer


@asynccontextmanager
async def open_lexicon(runtime: Runtime) -> AsyncIterator[None]:
    """Load the lexicon that texts are pronounced by; mock mode needs no models and spells instead."""
    runtime.resources["lexicon"] = (
        SpellingPronouncer()
        if runtime.host is not None and runtime.host.mock
        else await anyio.to_thread.run_sync(partial(Lexicon.load, runtime.common.model_dir))
    )
    yield


def _pronouncer(runtime: RuntimeDep) -> Pronouncer:
    return runtime.resources["lexicon"]


def _settings(runtime: RuntimeDep) -> Settings:
    return runtime.settings


PronouncerDep = Annotated[Pronouncer, Depends(_pronouncer)]
SettingsDep = Annotated[Settings, Depends(_settings)]
