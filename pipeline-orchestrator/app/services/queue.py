"""The inline queue: tasks run in this process, and the tasks table is the queue.

A worker claims a task for a lease and keeps extending it. Tasks whose worker is gone, because its
process was killed or its lease ran out, are claimed again and go on after their last finished stage.
"""

import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import anyio
import structlog

from shared.errors import NotFound, Problem
from shared.storage import ObjectStore

from ..core.config import Settings
from ..db import progress, repository
from ..db.models import now
from ..db.session import Database
from ..schemas.records import Claim, TaskError
from ..utils.liveness import is_dead, sign_of_life
from . import objects
from .bells import Bells
from .journal import Journal
from .metrics import TaskMetrics
from .runner import run_task
from .upstreams import Upstreams

log = structlog.get_logger(__name__)

HEARTBEATS_PER_LEASE = 3
ACCIDENT = TaskError(
    Problem.slug, "an unforeseen error; the log has it under this task_id", members={}
)


def check_queue_url(queue_url: str) -> None:
    """Raises ValueError for a queue there is no code for."""
    if not queue_url.startswith("inline://"):
        scheme = queue_url.split("://")[0]
        raise ValueError(
            f"QUEUE_URL={scheme}://… is not supported by this version: set QUEUE_URL=inline://"
        )


@dataclass(slots=True)
class _Running:
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    over: anyio.Event = field(default_factory=anyio.Event)


@dataclass(slots=True)
class InlineQueue:
    database: Database
    store: ObjectStore
    upstreams: Upstreams
    bells: Bells
    metrics: TaskMetrics
    settings: Settings
    lives_dir: Path
    """Where the processes that share this database's machine show that they live."""
    worker_id: str = field(
        default_factory=lambda: f"{socket.gethostname()[:24]}-{uuid4().hex[:12]}"
    )
    _news: anyio.Event = field(default_factory=anyio.Event)
    _running: dict[UUID, "_Running"] = field(default_factory=dict)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work on tasks until the block ends; what is unfinished then waits for the next start."""
        async with AsyncExitStack() as stack:
            stack.enter_context(sign_of_life(self.lives_dir, self.worker_id))
            group = await stack.enter_async_context(anyio.create_task_group())
            group.start_soon(self._look_around)
            for _ in range(self.settings.workers):
                group.start_soon(self._work)
            try:
                yield
            finally:
                group.cancel_scope.cancel()

    def wake(self) -> None:
        """There is a new task."""
        self._news.set()
        self._news = anyio.Event()

    async def let_go(self, task_id: UUID) -> None:
        """Stop working on a task that was cancelled or erased; returns when nothing is written any more."""
        if (running := self._running.get(task_id)) is not None:
            running.scope.cancel()
            await running.over.wait()

    async def _look_around(self) -> None:
        """Free the tasks of dead processes, and erase what was due to be erased again."""
        while True:
            try:
                await self.database.write(
                    lambda s: progress.expire_leases(s, lambda who: is_dead(self.lives_dir, who))
                )
                self.wake()
                for erasure in await self.database.read(
                    lambda s: repository.due_erasures(s, now())
                ):
                    await objects.erase(self.store, erasure.task_id, voice_only=erasure.voice_only)
                    await self.database.write(
                        lambda s, done=erasure: repository.forget_erasure(s, done)
                    )
            except Exception:
                log.exception("queue_upkeep_failed")  # tried again after the next pause
            await anyio.sleep(self.settings.poll_s)

    async def _work(self) -> None:
        while True:
            news = self._news
            try:
                claim = await self.database.write(
                    lambda s: progress.claim_next(
                        s,
                        worker_id=self.worker_id,
                        lease_s=self.settings.lease_s,
                        max_attempts=self.settings.max_attempts,
                    )
                )
            except Exception:
                log.exception("claim_failed")
                claim = None
            if claim is not None:
                await self._work_on(claim)
                continue
            with anyio.move_on_after(self.settings.poll_s):
                await news.wait()

    async def _work_on(self, claim: Claim) -> None:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(task_id=str(claim.task_id))
        journal = Journal(claim, self.database, self.store, self.bells, self.metrics)
        running = self._running[claim.task_id] = _Running()
        try:
            with running.scope:
                await self._run_while_held(journal)
        except anyio.get_cancelled_exc_class():
            with anyio.CancelScope(shield=True):
                await self._give_back(claim)
            raise
        finally:
            del self._running[claim.task_id]
            running.over.set()
            self.bells.ring(claim.task_id)
        structlog.contextvars.clear_contextvars()

    async def _run_while_held(self, journal: Journal) -> None:
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(self._keep_lease, journal.claim)
                task = await journal.task()
                if task.request_id:
                    structlog.contextvars.bind_contextvars(request_id=task.request_id)
                log.info("task_started")
                await run_task(journal, store=self.store, upstreams=self.upstreams)
                log.info("task_finished")
                group.cancel_scope.cancel()
        except* (progress.ClaimLost, NotFound):
            log.info("task_let_go")  # cancelled, erased, or taken over by another worker
        except* Exception:
            log.exception("task_crashed")
            await self._fail(journal)

    async def _fail(self, journal: Journal) -> None:
        try:
            await journal.finish("failed", ACCIDENT)
        except progress.ClaimLost:
            log.info("task_let_go")
        except Exception:
            log.exception("task_left")  # its lease runs out and it is tried again

    async def _keep_lease(self, claim: Claim) -> None:
        """Raises ClaimLost as soon as the task was taken away."""
        while True:
            await anyio.sleep(self.settings.lease_s / HEARTBEATS_PER_LEASE)
            await self.database.write(
                lambda s: progress.extend_lease(s, claim, lease_s=self.settings.lease_s)
            )

    async def _give_back(self, claim: Claim) -> None:
        try:
            await self.database.write(lambda s: progress.release(s, claim))
        except progress.ClaimLost:
            log.info("task_let_go")
