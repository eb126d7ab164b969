"""The index: made with the service, opened by its first request, closed with the service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Annotated

import anyio.to_thread
from fastapi import Depends

from shared.web.dependencies import Runtime, RuntimeDep

from ..core.config import Settings
from ..services.engines.vectors import open_vectors
from ..services.index.turn_index import TurnIndex

_RESOURCE = "index"
_FOLDER = "search"


@asynccontextmanager
async def open_index(runtime: Runtime) -> AsyncIterator[None]:
    settings: Settings = runtime.settings
    index = TurnIndex(runtime.common.data_dir / _FOLDER, partial(open_vectors, settings))
    runtime.resources[_RESOURCE] = index

    async def check() -> None:
        await anyio.to_thread.run_sync(index.check)

    runtime.checks[_RESOURCE] = check
    try:
        yield
    finally:
        index.close()


def _index(runtime: RuntimeDep) -> TurnIndex:
    return runtime.resources[_RESOURCE]


IndexDep = Annotated[TurnIndex, Depends(_index)]
