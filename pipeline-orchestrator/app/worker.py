"""The Celery worker: `celery -A app.worker worker`, in as many copies as there is work for.

Each child process opens its own database and store at its first task, and keeps an event loop for them.
"""

import atexit
import os
import time
from contextlib import ExitStack
from typing import Any
from uuid import UUID

from anyio.from_thread import BlockingPortal, start_blocking_portal
from celery import signals
from celery.exceptions import Reject
from prometheus_client import CollectorRegistry

from shared.logs import configure_logging, log_what_nobody_caught
from shared.settings import CommonSettings
from shared.storage import open_store

from .core.config import Settings
from .db.away import DATABASE_AWAY
from .services.celery_queue import RUN_TASK, make_celery
from .services.work import Workbench, open_workbench
from .utils.liveness import sign_of_life

CONNECTIONS = 2
"""Of one child process: its one task, and its lease."""

settings = Settings()
celery = make_celery(settings)


class Workplace:
    """What one child process works with."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self._stack = ExitStack()
        self._portal: BlockingPortal = self._stack.enter_context(start_blocking_portal())
        try:
            self._bench: Workbench = self._open()
        except BaseException:
            self._stack.close()
            raise

    def _open(self) -> Workbench:
        common = CommonSettings()
        opening = open_workbench(
            settings,
            common,
            store=open_store(common),
            registry=CollectorRegistry(),
            max_connections=CONNECTIONS,
        )
        bench = self._stack.enter_context(self._portal.wrap_async_context_manager(opening))
        self._stack.enter_context(sign_of_life(common.data_dir / "workers", bench.worker_id))
        return bench

    def work(self, task_id: UUID) -> None:
        self._portal.call(self._work, task_id)

    async def _work(self, task_id: UUID) -> None:
        claim = await self._bench.claim(task_id)
        if claim is not None:  # else it has ended, or another has it: the message is of no use
            await self._bench.work_on(claim)

    def close(self) -> None:
        self._stack.close()


_workplace: Workplace | None = None


@celery.task(name=RUN_TASK)
def run(task_id: str) -> None:
    """Run a task from where it stands to its end. While the database is away its message goes back to the broker."""
    try:
        open_workplace().work(UUID(task_id))
    except DATABASE_AWAY as error:
        time.sleep(settings.poll_s)
        raise Reject(type(error).__name__, requeue=True) from error


@signals.worker_process_init.connect
def open_workplace(**_: Any) -> Workplace:
    global _workplace
    if _workplace is None or _workplace.pid != os.getpid():
        _workplace = Workplace()
        atexit.register(close_workplace)
    return _workplace


@signals.worker_process_shutdown.connect
def close_workplace(**_: Any) -> None:
    global _workplace
    if _workplace is not None and _workplace.pid == os.getpid():
        _workplace.close()
        _workplace = None


@signals.setup_logging.connect
def log_as_everywhere(**_: Any) -> None:
    common = CommonSettings()
    configure_logging(log_format=common.log_format, level=common.log_level)
    log_what_nobody_caught()
