"""One worker's hands: a claimed task is run while its lease is kept, and given back or put off if need be."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import anyio
import httpx
import structlog
from prometheus_client import CollectorRegistry

from shared.client import POOL_LIMITS
from shared.errors import NotFound, Problem, Unavailable
from shared.settings import CommonSettings
from shared.storage import ObjectStore

from ..core.config import Settings
from ..db import progress
from ..db.session import (
    Database,
    DatabaseLost,
    default_database_url,
    open_database,
    refuse_default_secret,
)
from ..schemas.records import Claim, TaskError
from .bells import Bells
from .journal import Journal
from .metrics import TaskMetrics, task_metrics
from .runner import Postponed, may_be_put_off, run_task
from .upstreams import Upstreams, connect_upstreams

log = structlog.get_logger(__name__)

HEARTBEATS_PER_LEASE = 3
LONGEST_WAIT_S = 300.0
ACCIDENT = TaskError(
    Problem.slug, "an unforeseen error; the log has it under this task_id", members={}
)


@dataclass(slots=True)
class _Running:
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    over: anyio.Event = field(default_factory=anyio.Event)


def new_worker_id() -> str:
    return f"{socket.gethostname()[:24]}-{uuid4().hex[:12]}"


@asynccontextmanager
async def open_workbench(
    settings: Settings,
    common: CommonSettings,
    *,
    store: ObjectStore,
    registry: CollectorRegistry,
    max_connections: int,
) -> AsyncIterator["Workbench"]:
    """Connections to the database and to the services. Raises ValueError for an address or a secret that can't be used."""
    refuse_default_secret(settings.database_url, common)
    url = settings.database_url or default_database_url(common.data_dir)
    database = open_database(url, max_connections=max_connections)
    try:
        # No proxy from the environment: the services are ours.
        async with httpx.AsyncClient(trust_env=False, limits=POOL_LIMITS) as http:
            with task_metrics(registry) as metrics:
                upstreams = connect_upstreams(http, settings)
                yield Workbench(database, store, upstreams, Bells(), metrics, settings)
    finally:
        database.close()


@dataclass(slots=True)
class Workbench:
    database: Database
    store: ObjectStore
    upstreams: Upstreams
    bells: Bells
    metrics: TaskMetrics
    settings: Settings
    worker_id: str = field(default_factory=new_worker_id)
    _running: dict[UUID, _Running] = field(default_factory=dict)

    async def claim_next(self) -> Claim | None:
        return await self.database.write(
            lambda s: progress.claim_next(
                s,
                worker_id=self.worker_id,
                lease_s=self.settings.lease_s,
                max_attempts=self.settings.max_attempts,
            )
        )

    async def claim(self, task_id: UUID) -> Claim | None:
        """None when it has ended, waits for its time, or another works on it."""
        return await self.database.write(
            lambda s: progress.claim_task(
                s,
                task_id,
                worker_id=self.worker_id,
                lease_s=self.settings.lease_s,
                max_attempts=self.settings.max_attempts,
            )
        )

    async def let_go(self, task_id: UUID) -> None:
        """Stop working on a task that was cancelled or erased; returns when nothing is written any more."""
        if (running := self._running.get(task_id)) is not None:
            running.scope.cancel()
            await running.over.wait()

    async def work_on(self, claim: Claim) -> None:
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
        down: TaskError | None = None
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(self._keep_lease, journal.claim)
                task = await journal.task()
                if task.request_id:
                    structlog.contextvars.bind_contextvars(request_id=task.request_id)
                log.info("task_started")
                await run_task(
                    journal,
                    store=self.store,
                    upstreams=self.upstreams,
                    task_retries=self.settings.task_retries,
                )
                log.info("task_finished")
                group.cancel_scope.cancel()
        except* (progress.ClaimLost, NotFound):
            log.info("task_let_go")  # cancelled, erased, or taken over by another worker
        except* Postponed as group:
            down = next(each.error for each in _leaves(group) if isinstance(each, Postponed))
        except* Unavailable as group:
            store = next(each for each in _leaves(group) if isinstance(each, Unavailable))
            down = TaskError(store.slug, store.detail, dict(store.members))
        except* DatabaseLost:
            log.exception("task_left")  # the database is gone: its lease runs out
        except* Exception:
            log.exception("task_crashed")
            await self._fail(journal, ACCIDENT)
        if down is not None:
            await self._put_off(journal, down)

    async def _put_off(self, journal: Journal, error: TaskError) -> None:
        try:
            task = await journal.task()
            if not may_be_put_off(task, self.settings.task_retries):
                await self._fail(journal, error)
                return
            wait_s = min(LONGEST_WAIT_S, self.settings.retry_wait_s * 2**task.retries)
            await journal.postpone(error, wait_s=wait_s)
            log.warning(
                "task_postponed",
                wait_s=wait_s,
                kind=error.slug,
                upstream=error.members.get("service"),
            )
        except (progress.ClaimLost, NotFound):
            log.info("task_let_go")

    async def _fail(self, journal: Journal, error: TaskError) -> None:
        try:
            await journal.finish("failed", error)
        except progress.ClaimLost:
            log.info("task_let_go")
        except Exception:
            log.exception("task_left")  # its lease runs out and it is tried again

    async def _keep_lease(self, claim: Claim) -> None:
        """Raises ClaimLost as soon as the task was taken away."""
        pause_s = min(self.settings.lease_s / HEARTBEATS_PER_LEASE, self.settings.poll_s)
        while True:
            await anyio.sleep(pause_s)
            await self.database.write(
                lambda s: progress.extend_lease(s, claim, lease_s=self.settings.lease_s)
            )

    async def _give_back(self, claim: Claim) -> None:
        try:
            await self.database.write(lambda s: progress.release(s, claim))
        except progress.ClaimLost:
            log.info("task_let_go")


def _leaves(group: BaseExceptionGroup) -> list[BaseException]:
    found: list[BaseException] = []
    for each in group.exceptions:
        found += _leaves(each) if isinstance(each, BaseExceptionGroup) else [each]
    return found
