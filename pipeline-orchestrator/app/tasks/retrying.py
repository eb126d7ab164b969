"""Running what failed of a task once more."""

from uuid import UUID

import structlog

from shared.errors import Unavailable

from ..app import App
from ..db import retries
from ..domain.principal import Principal
from ..domain.task import TaskRecord
from .results import require_own
from .submission import require_room_in_queue

log = structlog.get_logger(__name__)


async def retry(app: App, principal: Principal, task_id: UUID) -> TaskRecord:
    """Queue the same task again: its failed stages run, and what was left out for them. Raises NotFound, Conflict where it runs or
    nothing failed, Busy when too many tasks wait, QuotaExceeded."""
    await require_own(app, principal, task_id)
    app.eraser.require_task(principal, task_id)
    await require_room_in_queue(app)
    allowance = await app.allowance(principal)
    with app.metrics.refusals():
        task = await app.database.write(
            lambda s: retries.retry_task(s, principal, task_id, allowance)
        )
    app.metrics.reached("queued", principal.tenant)
    app.notifier.notify(task_id)
    try:
        await app.queue.put(task_id, is_waited_for=False)
    except Unavailable as error:
        log.warning("task_not_announced", detail=error.detail)  # it is stored: upkeep finds it
    return task
