"""What the orchestrator opens at start and closes at stop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import anyio
import anyio.to_thread
import structlog

from shared.contracts import MAX_VOICE_SAMPLES, StageName
from shared.errors import Unavailable
from shared.settings import CommonSettings
from shared.storage import ObjectStore
from shared.web import Runtime

from ..core.config import Settings
from ..db.migrate import migrate
from ..services.logic import Desk
from ..services.pipeline import PIPELINE
from ..services.queue import open_queue
from ..services.work import open_workbench

log = structlog.get_logger(__name__)

REQUIRED: tuple[StageName, ...] = tuple(stage.name for stage in PIPELINE if not stage.optional)
"""Without their services no recording is judged."""


def body_limit_mb(common: CommonSettings) -> float:
    """A recording and as many voice samples as are taken, each as large as an upload may be."""
    return common.max_upload_mb * (1 + MAX_VOICE_SAMPLES) + 1


@asynccontextmanager
async def open_resources(runtime: Runtime) -> AsyncIterator[None]:
    """Database at the newest schema, connections to the services, workers on the queue."""
    settings: Settings = runtime.settings
    opening = open_workbench(
        settings,
        runtime.common,
        store=runtime.store,
        registry=runtime.metrics,
        max_connections=settings.database_connections,
    )
    async with opening as bench:
        await runtime.decoder.warm_up()
        queue = open_queue(bench, runtime.common.data_dir / "workers")
        await anyio.to_thread.run_sync(migrate, bench.database.engine)
        await bench.database.keep_ballast()
        runtime.resources["desk"] = Desk(
            settings,
            bench.database.for_requests(),
            bench.store,
            bench.upstreams,
            queue,
            bench.bells,
            bench.eraser,
            bench.metrics,
            runtime.common.public_url,
        )
        runtime.checks["database"] = bench.database.check
        runtime.checks["workers"] = queue.check
        runtime.checks["upstreams"] = partial(bench.upstreams.check, REQUIRED)
        runtime.notes["upstreams"] = bench.upstreams.readiness
        async with queue.working(), anyio.create_task_group() as group:
            group.start_soon(_clear_leftovers, bench.store)
            yield
            group.cancel_scope.cancel()


async def _clear_leftovers(store: ObjectStore) -> None:
    """It walks the whole store, so nobody waits for it."""
    try:
        await store.clear_leftovers()
    except Unavailable as error:
        log.warning("leftovers_not_cleared", detail=error.detail)  # the next start does it
