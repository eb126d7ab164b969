"""What the orchestrator opens at start and closes at stop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread

from shared.contracts import MAX_VOICE_SAMPLES
from shared.settings import CommonSettings
from shared.web import Runtime

from ..core.config import Settings
from ..db.migrate import migrate
from ..services.logic import Desk
from ..services.queue import open_queue
from ..services.work import open_workbench


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
        runtime.resources["desk"] = Desk(
            settings,
            bench.database,
            bench.store,
            bench.upstreams,
            queue,
            bench.bells,
            bench.metrics,
            runtime.common.public_url,
        )
        runtime.checks["database"] = bench.database.check
        runtime.checks["workers"] = queue.check
        runtime.notes["upstreams"] = bench.upstreams.readiness
        async with queue.working():
            yield
