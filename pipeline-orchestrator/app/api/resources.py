"""What the orchestrator opens at start and closes at stop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
import httpx

from shared.settings import CommonSettings
from shared.web import Runtime

from ..core.config import MAX_VOICE_SAMPLES, Settings
from ..db.migrate import migrate
from ..db.session import default_database_url, open_database, refuse_default_secret
from ..services.bells import Bells
from ..services.logic import Desk
from ..services.metrics import task_metrics
from ..services.queue import open_queue
from ..services.upstreams import connect_upstreams
from ..services.work import Workbench


def body_limit_mb(common: CommonSettings) -> float:
    """A recording and as many voice samples as are taken, each as large as an upload may be."""
    return common.max_upload_mb * (1 + MAX_VOICE_SAMPLES) + 1


@asynccontextmanager
async def open_resources(runtime: Runtime) -> AsyncIterator[None]:
    """Database at the newest schema, connections to the services, workers on the queue."""
    settings: Settings = runtime.settings
    refuse_default_secret(settings.database_url, runtime.common)
    data_dir = runtime.common.data_dir
    database = open_database(
        settings.database_url or default_database_url(data_dir),
        max_connections=settings.database_connections,
    )
    try:
        await anyio.to_thread.run_sync(migrate, database.engine)
        # No proxy from the environment: the services are ours.
        async with httpx.AsyncClient(trust_env=False) as http:
            with task_metrics(runtime.metrics) as metrics:
                bells = Bells()
                upstreams = connect_upstreams(http, settings)
                workbench = Workbench(database, runtime.store, upstreams, bells, metrics, settings)
                queue = open_queue(workbench, data_dir / "workers")
                runtime.resources["desk"] = Desk(
                    settings, database, runtime.store, upstreams, queue, bells, metrics
                )
                runtime.checks["database"] = database.check
                runtime.notes["upstreams"] = upstreams.readiness
                async with queue.working():
                    yield
    finally:
        database.close()
