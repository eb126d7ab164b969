"""The inline queue: tasks run in this process, and the tasks table is the queue.

A worker claims a task and shows by a beat that it is at work. Tasks whose worker is gone, because its
process was killed or is heard of no more, wait again and go on after their last finished stage.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import anyio
import structlog

from ..db.away import DATABASE_AWAY
from ..utils.liveness import sign_of_life
from .bells import Gong
from .crew import Crew, Pulse
from .upkeep import Caretaker, Lookout
from .work import Workbench

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class InlineQueue:
    workbench: Workbench
    lives_dir: Path
    """Where the processes that share this database's machine show that they live."""
    _gong: Gong = field(default_factory=Gong)
    _crew: Crew = field(init=False)

    def __post_init__(self) -> None:
        self._crew = Crew(self.workbench.metrics, self.workbench.clock)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work on tasks until the block ends; what is unfinished then waits for the next start."""
        bench = self.workbench
        loops = [
            ("lookout", Lookout(bench, self.lives_dir, self._gong.strike).keep),
            ("caretaker", Caretaker(bench).keep),
            *[("worker", self._work)] * bench.settings.workers,
        ]
        async with AsyncExitStack() as stack:
            stack.enter_context(sign_of_life(self.lives_dir, bench.worker_id))
            await stack.enter_async_context(self._crew.at_work(loops))
            yield

    async def check(self) -> None:
        await self._crew.check()

    async def put(self, task_id: UUID, *, is_waited_for: bool) -> None:
        del task_id, is_waited_for  # the table has it
        self._gong.strike()

    async def let_go(self, task_id: UUID) -> None:
        await self.workbench.let_go(task_id)

    async def _work(self, pulse: Pulse) -> None:
        while True:
            pulse.turn()
            news = self._gong.news
            try:
                claim = await self.workbench.claim_next()
            except DATABASE_AWAY as error:
                log.warning("claim_put_off", error=type(error).__name__)
                claim = None
            if claim is not None:
                with pulse.busy():
                    await self.workbench.work_on(claim)
                continue
            with anyio.move_on_after(self.workbench.settings.poll_s):
                await news.wait()
