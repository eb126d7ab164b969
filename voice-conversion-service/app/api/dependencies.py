"""What the endpoints of the voice conversion service ask for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import anyio.to_thread
from fastapi import Depends

from shared.models.store import missing_model
from shared.web import Runtime, RuntimeDep

from ..services.samples import Ear, VoiceRoom


@asynccontextmanager
async def open_voice_room(runtime: Runtime) -> AsyncIterator[None]:
    """Load what tells whether samples are by one person; in mock mode nobody listens."""
    assert runtime.host is not None, "the voice conversion service has an engine"
    ear = None
    if not runtime.host.mock:
        ear = await anyio.to_thread.run_sync(partial(_open_ear, runtime.common.model_dir))
    runtime.resources["voice_room"] = VoiceRoom(runtime.host, runtime.store, runtime.decoder, ear)
    yield


def _open_ear(model_dir: Path) -> Ear | None:
    """None where an operator's own engine runs without our models: samples are then not told apart."""
    from shared.acoustics.listener import MODEL, Listener
    from shared.acoustics.speakers import load_speakers

    if missing_model(MODEL, model_dir):
        return None
    return Ear(Listener.load(model_dir), load_speakers())


def _voice_room(runtime: RuntimeDep) -> VoiceRoom:
    return runtime.resources["voice_room"]


VoiceRoomDep = Annotated[VoiceRoom, Depends(_voice_room)]
