"""Ending a task before its time: cancel it, erase it, take its consent back."""

from uuid import UUID

from ..app import App
from ..db import tasks
from ..domain.erasure import Wish
from ..domain.principal import Principal
from ..domain.task import TaskRecord
from ..erasing import objects
from ..schemas.tasks import ConsentRevoked
from .results import require_own


async def cancel(app: App, principal: Principal, task_id: UUID) -> TaskRecord:
    """Raises NotFound, or Conflict when the task has finished."""
    await require_own(app, principal, task_id)
    app.eraser.require_task(principal, task_id)
    task = await app.database.write(lambda s: tasks.cancel_task(s, principal, task_id))
    app.metrics.reached("cancelled", principal.tenant)
    await app.queue.let_go(task_id)
    app.notifier.notify(task_id)
    return task


async def delete(app: App, principal: Principal, task_id: UUID) -> bool:
    """Erase rows, recording, results and voice data; whether it is done, else it is noted. Raises NotFound."""
    await require_own(app, principal, task_id)
    erased = await app.eraser.erase(Wish.of_task(principal, task_id))
    return not erased.is_pending


async def revoke_consent(app: App, principal: Principal, task_id: UUID) -> ConsentRevoked:
    """Erase the voice samples and what was made of them. Raises NotFound or Conflict."""
    await require_own(app, principal, task_id)
    erased = await app.eraser.erase(Wish.of_task(principal, task_id, "task_consent"))
    counts = objects.of_voice(erased.keys)
    return ConsentRevoked(
        task_id=task_id,
        revoked_at=erased.at,
        erased_objects=counts.objects,
        erased=counts,
        erasure_pending=erased.is_pending,
    )
