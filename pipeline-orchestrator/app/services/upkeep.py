"""What has to be looked at again and again, whatever queue there is: one loop each, so that none waits for another."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

import anyio
import structlog

from shared.errors import Unavailable

from ..db import progress
from ..db.away import DATABASE_AWAY
from ..db.models import now
from ..schemas.records import Sighting
from ..utils.liveness import life_of
from ..utils.watch import Watch
from .bells import Gong
from .crew import Pulse
from .work import Workbench

log = structlog.get_logger(__name__)


async def again_and_again(
    do: Callable[[Pulse], Awaitable[None]],
    pulse: Pulse,
    *,
    pause_s: float,
    gong: Gong | None = None,
) -> None:
    """For ever, with a pause between, or sooner when the gong is struck; who is away is asked again the next time."""
    while True:
        pulse.turn()
        news = (gong or Gong()).news
        try:
            await do(pulse)
        except (Unavailable, *DATABASE_AWAY) as error:
            log.warning("upkeep_put_off", loop=pulse.kind, error=type(error).__name__)
        with anyio.move_on_after(pause_s):
            await news.wait()


@dataclass(slots=True)
class Lookout:
    """Finds tasks whose holder is gone, and has them wait again (ADR 16)."""

    bench: Workbench
    lives_dir: Path
    when_freed: Callable[[], None]
    _watch: Watch[UUID] = field(init=False)

    def __post_init__(self) -> None:
        # Half a lease: a holder that stood still together with us has the other half to beat.
        self._watch = Watch(self.bench.settings.lease_s / 2, self.bench.clock)

    async def keep(self, pulse: Pulse) -> None:
        await again_and_again(self._look, pulse, pause_s=self.bench.beat_pause_s)

    async def _look(self, _: Pulse) -> None:
        asked_at = self.bench.clock()
        # A transaction that writes: while a locked database keeps holders from beating, it keeps us from looking.
        seen = await self.bench.database.write(progress.sightings)
        unchanged_s = self._watch.look(
            {each.claim.task_id: (each.claim, each.beat) for each in seen}, asked_at=asked_at
        )
        for each in seen:
            await self._take_back_if_abandoned(each, unchanged_s[each.claim.task_id])

    async def _take_back_if_abandoned(self, seen: Sighting, unchanged_s: float) -> None:
        claim = seen.claim
        if self.bench.is_working_on(claim):
            return
        life = life_of(self.lives_dir, claim.worker_id)
        if life != "dead" and unchanged_s < self.bench.settings.lease_s:
            return
        # Who is alive stood still, which is no fault of the task's. What we hold ourselves and don't work on, we dropped.
        counts = life != "alive" or claim.worker_id == self.bench.worker_id
        if await self.bench.database.write(lambda s: progress.take_back(s, seen, counts=counts)):
            log.warning("task_taken_back", task_id=str(claim.task_id), holder=life)
            self.when_freed()


@dataclass(slots=True)
class Caretaker:
    """Does what was noted to be erased, lets consents lapse, and counts who waits."""

    bench: Workbench

    async def keep(self, pulse: Pulse) -> None:
        await again_and_again(self._look, pulse, pause_s=self.bench.settings.poll_s)

    async def _look(self, pulse: Pulse) -> None:
        await self._count()
        await self.bench.eraser.catch_up(pulse.turn)

    async def _count(self) -> None:
        n_waiting, oldest = await self.bench.database.read(progress.queue_state)
        self.bench.metrics.queue_depth.set(n_waiting)
        self.bench.metrics.queue_age_s.set(_age_s(oldest))


def _age_s(oldest: datetime | None) -> float:
    return 0.0 if oldest is None else max(0.0, (now() - oldest).total_seconds())
