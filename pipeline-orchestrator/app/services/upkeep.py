"""What has to be looked at again and again, whatever queue there is."""

from datetime import datetime
from pathlib import Path

from shared.storage import ObjectStore

from ..db import progress, repository
from ..db.models import now
from ..db.session import Database
from ..utils.liveness import is_dead
from . import objects
from .metrics import TaskMetrics


async def look_around(
    database: Database, store: ObjectStore, metrics: TaskMetrics, lives_dir: Path
) -> None:
    """Free the tasks of dead processes, erase what was due to be erased again, and count who waits."""
    await database.write(lambda s: progress.expire_leases(s, lambda who: is_dead(lives_dir, who)))
    for erasure in await database.read(lambda s: repository.due_erasures(s, now())):
        await objects.erase(store, erasure.task_id, voice_only=erasure.voice_only)
        await database.write(lambda s, done=erasure: repository.forget_erasure(s, done))
    n_waiting, oldest = await database.read(progress.queue_state)
    metrics.queue_depth.set(n_waiting)
    metrics.queue_age_s.set(_age_s(oldest))


def _age_s(oldest: datetime | None) -> float:
    return 0.0 if oldest is None else max(0.0, (now() - oldest).total_seconds())
