"""The inline queue: tasks run in this process, and the tasks table is the queue.

A worker claims a task for a lease and keeps extending it. Tasks whose worker is gone, because its
process was killed or its lease ran out, are claimed again and go on after their last finished stage.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import anyio
import structlog

from ..utils.liveness import sign_of_life
from .upkeep import keep_looking
from .work import Workbench

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class InlineQueue:
    workbench: Workbench
    lives_dir: Path
    """Where the processes that share this database's machine show that they live."""
    _news: anyio.Event = field(default_factory=anyio.Event)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work on tasks until the block ends; what is unfinished then waits for the next start."""
        async with AsyncExitStack() as stack:
            stack.enter_context(sign_of_life(self.lives_dir, self.workbench.worker_id))
            group = await stack.enter_async_context(anyio.create_task_group())
            group.start_soon(keep_looking, self.workbench, self.lives_dir, self._wake)
            for _ in range(self.workbench.settings.workers):
                group.start_soon(self._work)
            try:
                yield
            finally:
                group.cancel_scope.cancel()

    async def put(self, task_id: UUID, *, is_waited_for: bool) -> None:
        del task_id, is_waited_for  # the table has it
        await self._wake()

    async def let_go(self, task_id: UUID) -> None:
        await self.workbench.let_go(task_id)

    async def _wake(self) -> None:
        self._news.set()
        self._news = anyio.Event()

    async def _work(self) -> None:
        while True:
            news = self._news
            try:
                claim = await self.workbench.claim_next()
            except Exception:
                log.exception("claim_failed")
                claim = None
            if claim is not None:
                await self.workbench.work_on(claim)
                continue
            with anyio.move_on_after(self.workbench.settings.poll_s):
                await news.wait()
