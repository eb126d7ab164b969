"""The queue of many machines: the broker tells workers which task to take, the tasks table has all the rest.

A message holds nothing but a task's id, and a worker that gets one still has to claim a task: what is due, or that one. So a
message may be lost, doubled or late, and no task is: what the broker lost is sent again from the table.
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
from kombu.exceptions import ChannelError, OperationalError

from shared.crashes import kind_of

from ..core.config import Settings
from ..db import outbox
from ..domain.principal import SYSTEM
from .heartbeat import heartbeat
from .maintenance import Housekeeper, LeaseWatcher, RetentionKeeper, repeat
from .notifier import WorkSignal
from .registrar import Registrar
from .supervisor import Pulse, Supervisor
from .worker import GIVE_BACK_S, Worker

log = structlog.get_logger(__name__)

RUN_TASK = "agentforge.run_task"
QUEUE = "agentforge.tasks"
TRAIN_TASK = "agentforge.train"
TRAINING_QUEUE = "agentforge.training"
"""Of its own, for workers of its own (`celery … --queues agentforge.training`): nobody's recording waits behind a training job."""
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

    worker: Worker
    heartbeat_dir: Path
    _celery: Celery = field(init=False)
    _supervisor: Supervisor = field(init=False)
    _signal: WorkSignal = field(default_factory=WorkSignal)
    _group: TaskGroup | None = None
    _hands: anyio.CapacityLimiter = field(init=False)
    """Tasks worked on here at once."""

    def __post_init__(self) -> None:
        self._celery = make_celery(self.worker.settings)
        self._supervisor = Supervisor(self.worker.metrics, self.worker.clock)
        self._hands = anyio.CapacityLimiter(self.worker.settings.workers)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        worker = self.worker
        loops = [
            ("lookout", LeaseWatcher(worker, self.heartbeat_dir, self._signal.notify).keep),
            ("caretaker", Housekeeper(worker).keep),
            ("purger", RetentionKeeper(worker).keep),
            ("registrar", Registrar(worker).keep),
            ("sender", self._send_whenever),
        ]
        async with AsyncExitStack() as stack:
            stack.enter_context(heartbeat(self.heartbeat_dir, worker.worker_id))
            stack.callback(self._celery.close)
            self._group = await stack.enter_async_context(self._supervisor.running(loops))
            yield

    async def check(self) -> None:
        await self._supervisor.check()

    async def put(self, task_id: UUID, *, is_waited_for: bool) -> None:
        if is_waited_for and self._group is not None:
            self._group.start_soon(self._work_here, task_id)
        else:
            self._signal.notify()

    async def let_go(self, task_id: UUID) -> None:
        """A worker elsewhere notices at its next beat."""
        await self.worker.let_go(task_id)

    async def _work_here(self, task_id: UUID) -> None:
        """Nothing that happens to one task may end the group, and with it the others'."""
        worker = self.worker
        try:
            async with self._hands:
                claim = await worker.outlast(lambda: worker.claim(task_id))
                if claim is not None:
                    await worker.work_on(claim)
        except Exception:
            log.exception("task_left", task_id=str(task_id))

    async def _send_whenever(self, pulse: Pulse) -> None:
        pause_s = self.worker.settings.poll_s
        await repeat(self._send_waiting, pulse, pause_s=pause_s, signal=self._signal)

    async def _send_waiting(self, pulse: Pulse) -> None:
        """Tell the workers of every task that waits and that they don't know of."""
        worker = self.worker
        stale_s = await anyio.to_thread.run_sync(self._lost_after_s)
        waiting = await worker.database.write(
            lambda s: outbox.take_unsent(s, SYSTEM, stale_s=stale_s, limit=SENT_AT_ONCE)
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

    def _lost_after_s(self) -> float:
        """How long after its message was sent a task that nobody has claimed counts as forgotten.

        While messages stand in the queue it may be one of them. From an empty queue somebody took it, who claims it at
        once or has died.
        """
        settings = self.worker.settings
        connection = self._celery.connection_for_read()
        try:
            with connection:
                queue = connection.default_channel.queue_declare(QUEUE, passive=True)
                return settings.visibility_timeout_s if queue.message_count else settings.lease_s
        except ChannelError:
            return settings.lease_s  # there is no queue: the broker has forgotten all
        except (OperationalError, *connection.connection_errors):
            return settings.visibility_timeout_s  # sending will tell that it is away

    async def _unsend(self, task_ids: list[UUID]) -> None:
        """Also on the way out, when the broker took only some of them."""
        worker = self.worker
        with anyio.move_on_after(GIVE_BACK_S, shield=True):
            await worker.database.write(lambda s: outbox.put_back(s, SYSTEM, task_ids))

    def _send(self, task_id: UUID) -> None:
        self._celery.send_task(RUN_TASK, args=[str(task_id)], queue=QUEUE, retry=False)


@dataclass(slots=True)
class TrainingSender:
    """Tells the workers of a queue of training jobs."""

    settings: Settings
    _celery: Celery = field(init=False)

    def __post_init__(self) -> None:
        self._celery = make_celery(self.settings)

    async def send(self, job_id: UUID) -> None:
        """Raises OSError while the broker is away."""
        await anyio.to_thread.run_sync(self._send, job_id)

    def close(self) -> None:
        self._celery.close()

    def _send(self, job_id: UUID) -> None:
        try:
            self._celery.send_task(
                TRAIN_TASK, args=[str(job_id)], queue=TRAINING_QUEUE, retry=False
            )
        except OperationalError as error:
            raise ConnectionError(kind_of(error.__cause__ or error)) from error
