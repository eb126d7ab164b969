"""The one place where FastAPI applications are put together."""

from shared.web.app import create_service
from shared.web.dependencies import (
    CommonSettingsDep,
    DecoderDep,
    Runtime,
    RuntimeDep,
    StoreDep,
    engine_host,
)
from shared.web.problems import problems
from shared.web.routes import ServiceRouter
from shared.web.uploads import AUDIO_PROBLEMS, read_audio, read_upload

__all__ = [
    "AUDIO_PROBLEMS",
    "CommonSettingsDep",
    "DecoderDep",
    "Runtime",
    "RuntimeDep",
    "ServiceRouter",
    "StoreDep",
    "create_service",
    "engine_host",
    "problems",
    "read_audio",
    "read_upload",
]
