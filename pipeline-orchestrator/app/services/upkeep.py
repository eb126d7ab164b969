"""What has to be looked at again and again, whatever queue there is."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import anyio
import structlog

from ..db import consents, progress, repository
from ..db.models import now
from ..utils.liveness import is_dead
from . import objects
from .work import Workbench

log = structlog.get_logger(__name__)

_SOON_S = 15.0
"""By then another process that worked on an erased task has noticed and stopped writing."""
_MARGIN_S = 30.0


def erasure_times(vc_deadline_s: float) -> list[datetime]:
    """A service whose caller has gone may still finish and store its audio: when to erase after that again."""
    return repository.later(_SOON_S, vc_deadline_s + _MARGIN_S)


async def keep_looking(
    bench: Workbench, lives_dir: Path, then: Callable[[], Awaitable[None]]
) -> None:
    """Look around for ever, and do what the queue does `then`."""
    while True:
        try:
            await look_around(bench, lives_dir)
            await then()
        except Exception:
            log.exception("queue_upkeep_failed")  # tried again after the next pause
        await anyio.sleep(bench.settings.poll_s)


async def look_around(bench: Workbench, lives_dir: Path) -> None:
    """Free the tasks of dead processes, erase what was due to be erased again, and count who waits."""
    database = bench.database
    await database.write(lambda s: progress.expire_leases(s, lambda who: is_dead(lives_dir, who)))
    for erasure in await database.read(lambda s: repository.due_erasures(s, now())):
        await objects.erase_due(bench.store, erasure)
        await database.write(lambda s, done=erasure: repository.forget_erasure(s, done))
    again = erasure_times(bench.settings.vc_deadline_s)
    for consent_id in await database.write(lambda s: consents.lapse(s, now(), erase_again=again)):
        erased = await objects.erase_consent(bench.store, consent_id)
        log.info("consent_lapsed", erased_objects=len(erased))
    n_waiting, oldest = await database.read(progress.queue_state)
    bench.metrics.queue_depth.set(n_waiting)
    bench.metrics.queue_age_s.set(_age_s(oldest))


def _age_s(oldest: datetime | None) -> float:
    return 0.0 if oldest is None else max(0.0, (now() - oldest).total_seconds())
