"""All that has to go on so that training jobs are worked on: in this process, or by workers behind a broker who are told of them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import anyio
import anyio.to_thread
import structlog

from ..db import training_jobs
from ..db.models import now
from ..domain import keys
from ..domain.principal import SYSTEM
from ..domain.training import UNFINISHED
from ..runs.maintenance import LeaseTable, LeaseWatcher, repeat
from ..runs.metrics import TaskMetrics
from ..runs.notifier import WorkSignal
from ..runs.supervisor import Loop, Pulse, Supervisor
from .trainer import Trainer

log = structlog.get_logger(__name__)

KEPT = timedelta(days=400)
"""Jobs that have ended. What they made stays in the registry."""
TIDIED_EVERY_S = 60.0
LATELY = timedelta(hours=1)
"""At a start all that ended is looked at."""
STALE_S = 300.0
"""Of a message that no worker has acted on: it is sent again. One too many claims nothing."""
OF_JOBS = LeaseTable(training_jobs.sightings, training_jobs.take_back, "training_taken_back")

Send = Callable[[UUID], Awaitable[None]]
"""Tells the workers of a job. Raises OSError while the broker is away."""


@dataclass(slots=True)
class Training:
    trainer: Trainer
    heartbeat_dir: Path
    send: Send | None
    """None: jobs are worked on in this process."""
    _signal: WorkSignal = field(default_factory=WorkSignal)
    _supervisor: Supervisor | None = None
    _tidied_at: float | None = None

    @asynccontextmanager
    async def working(self, metrics: TaskMetrics) -> AsyncIterator[None]:
        """Until the block ends; what is unfinished then waits for the next start."""
        self._supervisor = Supervisor(metrics)
        for recipe in self.trainer.recipes.values():
            metrics.training.know(recipe.name, recipe.all_steps)
        watcher = LeaseWatcher(self.trainer, self.heartbeat_dir, self.notify, OF_JOBS)
        loops: list[tuple[str, Loop]] = [
            ("training lookout", watcher.keep),
            ("training caretaker", self._tidy_whenever),
        ]
        if self.send is None:
            loops.append(("trainer", self._train_whenever))
        else:
            loops.append(("training sender", self._send_whenever))
        async with self._supervisor.running(loops):
            yield

    async def check(self) -> None:
        """Raises Unavailable when a loop stands still."""
        if self._supervisor is not None:
            await self._supervisor.check()

    def notify(self) -> None:
        """There is a new job, or one that waits again."""
        self._signal.notify()

    async def _train_whenever(self, pulse: Pulse) -> None:
        async def train(pulse: Pulse) -> None:
            while (claim := await self.trainer.claim()) is not None:
                with pulse.busy():
                    await self.trainer.work_on(claim)

        await repeat(train, pulse, pause_s=self.trainer.settings.poll_s, signal=self._signal)

    async def _send_whenever(self, pulse: Pulse) -> None:
        await repeat(
            self._send_waiting, pulse, pause_s=self.trainer.settings.poll_s, signal=self._signal
        )

    async def _send_waiting(self, pulse: Pulse) -> None:
        assert self.send is not None
        database = self.trainer.database
        waiting = await database.write(
            lambda s: training_jobs.take_unsent(s, SYSTEM, stale_s=STALE_S)
        )
        try:
            while waiting:
                pulse.turn()
                await self.send(waiting[0])
                del waiting[0]
        except OSError:
            log.warning("broker_unreachable", waiting=len(waiting))
        finally:
            if waiting:
                with anyio.CancelScope(shield=True):
                    await database.write(lambda s: training_jobs.unsend(s, SYSTEM, waiting))

    async def _tidy_whenever(self, pulse: Pulse) -> None:
        await repeat(self._tidy, pulse, pause_s=self.trainer.settings.poll_s)

    async def _tidy(self, _: Pulse) -> None:
        """Count those that wait; once a minute, delete files of jobs that begin anew, and those that whoever ended a job did not
        come to; and forget what ended long ago."""
        trainer = self.trainer
        counts = await trainer.database.read(lambda s: training_jobs.n_unfinished(s, SYSTEM))
        for state in UNFINISHED:
            trainer.metrics.unfinished.labels(state).set(counts[state])
        if self._tidied_at is not None and trainer.clock() - self._tidied_at < TIDIED_EVERY_S:
            return
        since = now() - (KEPT if self._tidied_at is None else LATELY)
        self._tidied_at = trainer.clock()
        for tenant, job_id in await trainer.database.read(
            lambda s: training_jobs.without_steps(s, SYSTEM, ended_since=since)
        ):
            await trainer.store.delete_folder(keys.training_folder(tenant, job_id))
        await trainer.database.write(lambda s: training_jobs.forget_ended(s, SYSTEM, now() - KEPT))
