"""The queue of many machines: the broker tells workers which task to take, the tasks table has all the rest.

A message holds nothing but a task's id, and a worker that gets one still has to claim the task. So a message may be
lost, doubled or late, and no task is: what the broker lost is sent again from the table.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import anyio
import anyio.to_thread
import structlog
from anyio.abc import TaskGroup
from celery import Celery
from kombu.exceptions import OperationalError

from shared.crashes import kind_of

from ..core.config import Settings
from ..db import progress
from ..utils.liveness import sign_of_life
from .bells import Gong
from .crew import Crew, Pulse
from .upkeep import Caretaker, Lookout, again_and_again
from .work import GIVE_BACK_S, Workbench

log = structlog.get_logger(__name__)

RUN_TASK = "agentforge.run_task"
QUEUE = "agentforge.tasks"
SENT_AT_ONCE = 100
_SEND_TIMEOUT_S = 5.0


def make_celery(settings: Settings) -> Celery:
    """Acknowledged late and one at a time: a worker that dies leaves its message to another."""
    celery = Celery("agentforge", broker=settings.queue_url)
    celery.conf.update(
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        task_default_queue=QUEUE,
        broker_connection_retry_on_startup=True,
        broker_transport_options={
            "visibility_timeout": settings.visibility_timeout_s,
            "socket_connect_timeout": _SEND_TIMEOUT_S,
            "socket_timeout": _SEND_TIMEOUT_S,
        },
        worker_hijack_root_logger=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
    )
    return celery


@dataclass(slots=True)
class CeleryQueue:
    """The orchestrator's side: it hands tasks out, and works itself on those that a caller waits for."""

    workbench: Workbench
    lives_dir: Path
    _celery: Celery = field(init=False)
    _crew: Crew = field(init=False)
    _gong: Gong = field(default_factory=Gong)
    _group: TaskGroup | None = None
    _hands: anyio.CapacityLimiter = field(init=False)
    """Tasks worked on here at once."""

    def __post_init__(self) -> None:
        self._celery = make_celery(self.workbench.settings)
        self._crew = Crew(self.workbench.metrics, self.workbench.clock)
        self._hands = anyio.CapacityLimiter(self.workbench.settings.workers)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        bench = self.workbench
        loops = [
            ("lookout", Lookout(bench, self.lives_dir, self._gong.strike).keep),
            ("caretaker", Caretaker(bench).keep),
            ("sender", self._send_whenever),
        ]
        async with AsyncExitStack() as stack:
            stack.enter_context(sign_of_life(self.lives_dir, bench.worker_id))
            stack.callback(self._celery.close)
            self._group = await stack.enter_async_context(self._crew.at_work(loops))
            yield

    async def check(self) -> None:
        await self._crew.check()

    async def put(self, task_id: UUID, *, is_waited_for: bool) -> None:
        if is_waited_for and self._group is not None:
            self._group.start_soon(self._work_here, task_id)
        else:
            self._gong.strike()

    async def let_go(self, task_id: UUID) -> None:
        """A worker elsewhere notices at its next beat."""
        await self.workbench.let_go(task_id)

    async def _work_here(self, task_id: UUID) -> None:
        """Nothing that happens to one task may end the group, and with it the others'."""
        bench = self.workbench
        try:
            async with self._hands:
                claim = await bench.outlast(lambda: bench.claim(task_id))
                if claim is not None:
                    await bench.work_on(claim)
        except Exception:
            log.exception("task_left", task_id=str(task_id))

    async def _send_whenever(self, pulse: Pulse) -> None:
        pause_s = self.workbench.settings.poll_s
        await again_and_again(self._send_waiting, pulse, pause_s=pause_s, gong=self._gong)

    async def _send_waiting(self, pulse: Pulse) -> None:
        """Tell the workers of every task that waits and that they don't know of."""
        bench = self.workbench
        waiting = await bench.database.write(
            lambda s: progress.take_to_send(
                s, stale_s=bench.settings.visibility_timeout_s, limit=SENT_AT_ONCE
            )
        )
        try:
            while waiting:
                pulse.turn()
                await anyio.to_thread.run_sync(self._send, waiting[0])
                del waiting[0]
        except (OperationalError, OSError) as error:
            log.warning("broker_unreachable", error=kind_of(error.__cause__ or error))
        finally:
            if waiting:
                await self._unsend(waiting)

    async def _unsend(self, task_ids: list[UUID]) -> None:
        """Also on the way out, when the broker took only some of them."""
        bench = self.workbench
        with anyio.move_on_after(GIVE_BACK_S, shield=True):
            await bench.database.write(lambda s: progress.unsend(s, task_ids))

    def _send(self, task_id: UUID) -> None:
        self._celery.send_task(RUN_TASK, args=[str(task_id)], queue=QUEUE, retry=False)
