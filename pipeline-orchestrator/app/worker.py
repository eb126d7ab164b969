"""The Celery worker: `celery -A app.worker worker`, in as many copies as there is work for; with `--queues agentforge.training` one
that works on training jobs.

Each child process opens its own database and store at its first task, and keeps an event loop for them.
"""

import atexit
import os
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

from anyio.from_thread import BlockingPortal, start_blocking_portal
from celery import signals
from celery.exceptions import Reject
from prometheus_client import CollectorRegistry

from shared.logs import configure_logging, log_what_nobody_caught
from shared.roster import ORCHESTRATOR
from shared.settings import CommonSettings
from shared.storage import open_store
from shared.tracing import Tracing, open_tracing

from .bootstrap import open_worker
from .core.config import Settings
from .db.away import DATABASE_AWAY
from .runs.celery import RUN_TASK, TRAIN_TASK, make_celery
from .runs.heartbeat import heartbeat
from .runs.worker import Worker
from .runs.worker_page import serve_page, share_metrics
from .training.trainer import Trainer

CONNECTIONS = 2
"""Of one child process: its one task, and its lease."""

settings = Settings()
celery = make_celery(settings)


class WorkerProcess:
    """What one child process works with."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self._stack = ExitStack()
        self._portal: BlockingPortal = self._stack.enter_context(start_blocking_portal())
        try:
            self._worker: Worker = self._open()
        except BaseException:
            self._stack.close()
            raise

    def _open(self) -> Worker:
        common = CommonSettings()
        opening = open_worker(
            settings,
            common,
            store=open_store(common),
            registry=CollectorRegistry(),
            max_connections=CONNECTIONS,
            tracing=self._open_tracing(common),
        )
        worker = self._stack.enter_context(self._portal.wrap_async_context_manager(opening))
        self._stack.enter_context(heartbeat(common.data_dir / "workers", worker.worker_id))
        return worker

    def _open_tracing(self, common: CommonSettings) -> Tracing | None:
        tracing = open_tracing(common, f"{ORCHESTRATOR.name}-worker")
        if tracing is not None:
            self._stack.callback(tracing.close)
        return tracing

    def work(self, task_id: UUID) -> None:
        self._portal.call(self._work, task_id)

    async def _work(self, task_id: UUID) -> None:
        claim = await self._worker.claim_for_message(task_id)
        if claim is not None:  # else it has ended, or another has it: the message is of no use
            await self._worker.work_on(claim)
            self._worker.metrics.worker_memory.set(_resident_bytes())

    def train(self, job_id: UUID) -> None:
        self._portal.call(self._train, job_id)

    async def _train(self, job_id: UUID) -> None:
        worker = self._worker
        trainer = Trainer(
            worker.database,
            worker.store,
            worker.settings,
            worker.metrics.training,
            worker.worker_id,
        )
        # None: it has ended, another has it, or as many are worked on as may be; who ends one takes the next of those.
        claim = await trainer.claim(job_id)
        while claim is not None:
            await trainer.work_on(claim)
            claim = await trainer.claim()

    def close(self) -> None:
        self._stack.close()


def _resident_bytes() -> int:
    """0 where the system doesn't tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


_process: WorkerProcess | None = None


@celery.task(name=RUN_TASK)
def run(task_id: str) -> None:
    """Run a task from where it stands to its end. While the database is away its message goes back to the broker."""
    try:
        open_process().work(UUID(task_id))
    except DATABASE_AWAY as error:
        time.sleep(settings.poll_s)
        raise Reject(type(error).__name__, requeue=True) from error


@celery.task(name=TRAIN_TASK)
def train(job_id: str) -> None:
    """Work on a training job from where it stands to its end."""
    try:
        open_process().train(UUID(job_id))
    except DATABASE_AWAY as error:
        time.sleep(settings.poll_s)
        raise Reject(type(error).__name__, requeue=True) from error


@signals.worker_process_init.connect
def open_process(**_: Any) -> WorkerProcess:
    global _process
    if _process is None or _process.pid != os.getpid():
        _process = WorkerProcess()
        atexit.register(close_process)
    return _process


@signals.worker_process_shutdown.connect
def close_process(**_: Any) -> None:
    global _process
    if _process is not None and _process.pid == os.getpid():
        _process.close()
        _process = None


@signals.worker_init.connect
def count_together(**_: Any) -> None:
    """Before the first child process is there."""
    if settings.worker_metrics_port:
        share_metrics(CommonSettings().data_dir / "workers")


@signals.worker_ready.connect
def tell_metrics(**_: Any) -> None:
    if settings.worker_metrics_port:
        serve_page(settings.worker_metrics_port, CommonSettings())


@signals.setup_logging.connect
def log_as_everywhere(**_: Any) -> None:
    common = CommonSettings()
    configure_logging(log_format=common.log_format, level=common.log_level)
    log_what_nobody_caught()
