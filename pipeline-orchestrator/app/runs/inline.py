"""The inline queue: tasks run in this process, and the tasks table is the queue.

A worker claims a task and shows by a beat that it is at work. Tasks whose worker is gone, because its
process was killed or is heard of no more, wait again and go on after their last finished stage.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import UUID

import anyio
import structlog

from ..db.away import DATABASE_AWAY
from ..domain.claim import Claim
from .heartbeat import heartbeat
from .maintenance import Housekeeper, LeaseWatcher, RetentionKeeper
from .notifier import WorkSignal
from .registrar import Registrar
from .supervisor import Pulse, Supervisor
from .worker import Worker

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class InlineQueue:
    worker: Worker
    heartbeat_dir: Path
    """Where the processes that share this database's machine show that they live."""
    _signal: WorkSignal = field(default_factory=WorkSignal)
    _supervisor: Supervisor = field(init=False)

    def __post_init__(self) -> None:
        self._supervisor = Supervisor(self.worker.metrics, self.worker.clock)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work on tasks until the block ends; what is unfinished then waits for the next start."""
        worker = self.worker
        loops = [
            ("lookout", LeaseWatcher(worker, self.heartbeat_dir, self._signal.notify).keep),
            ("caretaker", Housekeeper(worker).keep),
            ("purger", RetentionKeeper(worker).keep),
            ("registrar", Registrar(worker).keep),
            *[("worker", partial(self._work, claim=partial(worker.claim_next, long=False)))]
            * worker.settings.workers,
            *[("long worker", partial(self._work, claim=partial(worker.claim_next, long=True)))]
            * worker.settings.long_workers,
        ]
        async with AsyncExitStack() as stack:
            stack.enter_context(heartbeat(self.heartbeat_dir, worker.worker_id))
            await stack.enter_async_context(self._supervisor.running(loops))
            yield

    async def check(self) -> None:
        await self._supervisor.check()

    async def put(self, task_id: UUID, *, is_waited_for: bool) -> None:
        self._signal.notify()  # the table knows which, and who waits for it

    async def let_go(self, task_id: UUID) -> None:
        await self.worker.let_go(task_id)

    async def _work(self, pulse: Pulse, *, claim: Callable[[], Awaitable[Claim | None]]) -> None:
        while True:
            pulse.turn()
            news = self._signal.news
            try:
                claimed = await claim()
            except DATABASE_AWAY as error:
                log.warning("claim_postponed", error=type(error).__name__)
                claimed = None
            if claimed is not None:
                with pulse.busy():
                    await self.worker.work_on(claimed)
                continue
            with anyio.move_on_after(self.worker.settings.poll_s):
                await news.wait()
