"""What has to be looked at again and again, whatever queue there is: one loop each, so that none waits for another."""

import math
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

import anyio
import structlog

from shared.errors import Unavailable

from ..core.config import Settings
from ..db import consents, erasures, leases
from ..db.away import DATABASE_AWAY
from ..db.models import now
from ..db.session import Database
from ..domain.claim import Claim, Sighting
from ..domain.principal import SYSTEM
from ..utils.watch import Watch
from .heartbeat import life_of
from .notifier import WorkSignal
from .supervisor import Pulse
from .worker import Worker

LOOK_FOR_RETENTION_S = 10.0
"""Whether it is time."""
LARGEST_STEP_S = 3600.0
"""By which a time of day is set forth where it is kept right."""
DOUBTED_S = 86_400.0
ENDING_DAYS = 7
"""Time enough to ask a speaker again."""
log = structlog.get_logger(__name__)


def _since_boot() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()


async def repeat(
    do: Callable[[Pulse], Awaitable[None]],
    pulse: Pulse,
    *,
    pause_s: float,
    signal: WorkSignal | None = None,
) -> None:
    """For ever, with a pause between, or sooner when the signal is struck; who is away is asked again the next time."""
    while True:
        pulse.turn()
        news = (signal or WorkSignal()).news
        try:
            await do(pulse)
        except (Unavailable, *DATABASE_AWAY) as error:
            log.warning("maintenance_postponed", loop=pulse.kind, error=type(error).__name__)
        with anyio.move_on_after(pause_s):
            await news.wait()


class LeaseHolder(Protocol):
    """Who works on what is claimed."""

    @property
    def database(self) -> Database: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def clock(self) -> Callable[[], float]: ...
    @property
    def worker_id(self) -> str: ...
    @property
    def beat_pause_s(self) -> float: ...
    def is_working_on(self, claim: Claim) -> bool: ...


@dataclass(frozen=True, slots=True)
class LeaseTable:
    """Of what is claimed, where it is told who works on it."""

    sightings: Callable[..., list[Sighting]]
    take_back: Callable[..., bool]
    told_as: str
    """In the log, when one is taken back."""


OF_TASKS = LeaseTable(leases.sightings, leases.take_back, "task_taken_back")


@dataclass(slots=True)
class LeaseWatcher:
    """Finds tasks, or what else is claimed, whose holder is gone, and has them wait again (ADR 16)."""

    worker: LeaseHolder
    heartbeat_dir: Path
    when_freed: Callable[[], None]
    table: LeaseTable = OF_TASKS
    _watch: Watch[UUID] = field(init=False)

    def __post_init__(self) -> None:
        # Half a lease: a holder that stood still together with us has the other half to beat.
        self._watch = Watch(self.worker.settings.lease_s / 2, self.worker.clock)

    async def keep(self, pulse: Pulse) -> None:
        await repeat(self._look, pulse, pause_s=self.worker.beat_pause_s)

    async def _look(self, _: Pulse) -> None:
        asked_at = self.worker.clock()
        # A transaction that writes: while a locked database keeps holders from beating, it keeps us from looking.
        seen = await self.worker.database.write(lambda s: self.table.sightings(s, SYSTEM))
        unchanged_s = self._watch.look(
            {each.claim.task_id: (each.claim, each.beat) for each in seen}, asked_at=asked_at
        )
        for each in seen:
            await self._take_back_if_abandoned(each, unchanged_s[each.claim.task_id])

    async def _take_back_if_abandoned(self, seen: Sighting, unchanged_s: float) -> None:
        claim = seen.claim
        if self.worker.is_working_on(claim):
            return
        life = life_of(self.heartbeat_dir, claim.worker_id)
        if life != "dead" and unchanged_s < self.worker.settings.lease_s:
            return
        # Who is alive stood still, which is no fault of the task's. What we hold ourselves and don't work on, we dropped.
        counts = life != "alive" or claim.worker_id == self.worker.worker_id
        most = self.worker.settings.max_attempts
        if await self.worker.database.write(
            lambda s: self.table.take_back(s, seen, counts=counts, max_attempts=most)
        ):
            log.warning(self.table.told_as, task_id=str(claim.task_id), holder=life)
            self.when_freed()


@dataclass(slots=True)
class Housekeeper:
    """Does what was noted to be erased, lets consents lapse, and counts who waits."""

    worker: Worker

    async def keep(self, pulse: Pulse) -> None:
        await repeat(self._look, pulse, pause_s=self.worker.settings.poll_s)

    async def _look(self, pulse: Pulse) -> None:
        await self._count()
        await self.worker.eraser.catch_up(pulse.turn)

    async def _count(self) -> None:
        (n_waiting, oldest), n_overdue, (n_ending, n_lapsed) = await self.worker.database.read(
            lambda s: (
                leases.queue_state(s, SYSTEM),
                erasures.n_overdue(s, SYSTEM),
                consents.n_at_their_end(s, SYSTEM, within_days=ENDING_DAYS),
            )
        )
        metrics = self.worker.metrics
        metrics.queue_depth.set(n_waiting)
        metrics.queue_age_s.set(_age_s(oldest))
        metrics.erasures_overdue.set(n_overdue)
        metrics.consents_ending.set(n_ending)
        metrics.consents_lapsed.set(n_lapsed)


@dataclass(slots=True)
class RetentionKeeper:
    """Erases what has been kept for long enough, at the start and then every few hours.

    A clock that was set forth would erase what is not due: such a one is believed after a day.
    """

    worker: Worker
    steady: Callable[[], float] = _since_boot
    """Seconds that nobody sets, those of a machine asleep counted."""
    _due_at: float = -math.inf
    """On the monotonic clock."""
    _started_at: float | None = None
    """When the steady clock began, by the time of day as it was last seen."""

    async def keep(self, pulse: Pulse) -> None:
        await repeat(self._look, pulse, pause_s=min(LOOK_FOR_RETENTION_S, self._every_s))

    @property
    def _every_s(self) -> float:
        return self.worker.settings.retention_every_s

    async def _look(self, pulse: Pulse) -> None:
        if self._was_set_forth():
            self._due_at = max(self._due_at, self.worker.clock() + DOUBTED_S)
            log.warning("clock_set_forth", detail="nothing is erased for its age for a day")
        if self.worker.clock() < self._due_at:
            return
        with pulse.busy():
            await self.worker.purger.purge()
        self._due_at = self.worker.clock() + self._every_s

    def _was_set_forth(self) -> bool:
        """Since the last look."""
        before, self._started_at = self._started_at, now().timestamp() - self.steady()
        return before is not None and self._started_at - before > LARGEST_STEP_S


def _age_s(oldest: datetime | None) -> float:
    return 0.0 if oldest is None else max(0.0, (now() - oldest).total_seconds())
