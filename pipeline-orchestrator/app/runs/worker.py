"""One worker's hands: a claimed task is run while its lease is kept, and given back or put off if need be."""

import socket
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, TypeVar
from uuid import UUID, uuid4

import anyio
import structlog

from shared.errors import Problem, Unavailable
from shared.roster import ORCHESTRATOR
from shared.storage import ObjectStore
from shared.tracing import Tracing, first_span

from ..core.config import Settings
from ..db import leases
from ..db.away import DATABASE_AWAY
from ..db.session import Database, DatabaseLost
from ..domain.ahead import OLDEST_EVERY
from ..domain.claim import Claim
from ..domain.principal import SYSTEM
from ..domain.retention import RETAINED_KINDS, RetainedKind
from ..domain.task import TaskError
from ..erasing.eraser import Eraser
from ..erasing.retention import Purger
from ..pipelines.catalogue import services_under_consent
from ..pipelines.indexing import erase_from_index
from ..pipelines.upstreams import Upstreams
from ..registry.rollout import RolloutBook
from ..registry.watching import ModelWatch, rule_of
from ..utils.watch import Watch
from .metrics import TaskMetrics
from .notifier import TaskNotifier
from .recorder import Recorder
from .runner import Postponed, may_be_postponed, run_task

log = structlog.get_logger(__name__)

R = TypeVar("R")

BEATS_PER_LEASE = 3
GIVE_BACK_S = 5.0
"""A stop waits so long for a database that is away; the task is then taken back by its lease."""
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
"""Between two tries to write to a database that is away."""
ACCIDENT = TaskError(
    Problem.slug, "an unforeseen error; the log has it under this task_id", members={}
)
DATABASE_IS_AWAY = TaskError(Unavailable.slug, "the database can't be used now", members={})

Ending = Callable[[Recorder], Awaitable[None]]
"""What is to be written down of a task whose run is over."""


@dataclass(slots=True)
class _Running:
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)
    over: anyio.Event = field(default_factory=anyio.Event)


WaitsFor = Literal["down", "starts", "busy", "ours"]
"""What a task is put off for: a service that is down, a few times; one that is on its way up beside us or has as much to do as
it may, or our store and database, always."""


def new_worker_id() -> str:
    return f"{socket.gethostname()[:24]}-{uuid4().hex[:12]}"


@dataclass(slots=True)
class Worker:
    database: Database
    store: ObjectStore
    upstreams: Upstreams
    notifier: TaskNotifier
    metrics: TaskMetrics
    settings: Settings
    tracing: Tracing | None = None
    worker_id: str = field(default_factory=new_worker_id)
    clock: Callable[[], float] = time.monotonic
    eraser: Eraser = field(init=False)
    purger: Purger = field(init=False)
    rollout: RolloutBook = field(init=False)
    models: ModelWatch = field(init=False)
    _running: dict[Claim, _Running] = field(default_factory=dict)
    _started_at: float = field(init=False)
    _n_tries: Counter[bool] = field(default_factory=Counter)
    """To claim a task that lasts for long, and another."""

    @property
    def beat_pause_s(self) -> float:
        return min(self.settings.lease_s / BEATS_PER_LEASE, self.settings.poll_s)

    def __post_init__(self) -> None:
        self._started_at = self.clock()
        self.eraser = Eraser(
            self.database,
            self.store,
            self.notifier.notify,
            self.let_go,
            partial(erase_from_index, self.upstreams),
            max(map(self.settings.deadline_s, services_under_consent()), default=0.0),
            Watch(clock=self.clock),
            self.clock,
        )
        days: dict[RetainedKind, int] = {
            kind: getattr(self.settings, f"retention_{kind}_days") for kind in RETAINED_KINDS
        }
        self.rollout = RolloutBook(self.database, self.clock)
        self.models = ModelWatch(self.database, rule_of(self.settings))
        self.purger = Purger(self.database, self.store, self.eraser, days)

    async def claim_next(self, *, long: bool) -> Claim | None:
        """Of the tasks that last for long, or of the others: one that somebody waits for, but in its turn the oldest."""
        by_age = self._is_turn_of_oldest(long=long)
        return await self.database.write(
            lambda s: leases.claim_next(
                s,
                SYSTEM,
                worker_id=self.worker_id,
                max_attempts=self.settings.max_attempts,
                long=long,
                by_age=by_age,
            )
        )

    async def claim(self, task_id: UUID) -> Claim | None:
        """None when it has ended, waits for its time or its turn, or another works on it."""
        return await self.database.write(
            lambda s: leases.claim_task(
                s,
                SYSTEM,
                task_id,
                worker_id=self.worker_id,
                max_attempts=self.settings.max_attempts,
                most_long=self.settings.long_workers,
            )
        )

    async def claim_for_message(self, task_id: UUID) -> Claim | None:
        """As `claim_next`, on a message of the broker that names a task."""
        by_age = self._is_turn_of_oldest(long=False)
        return await self.database.write(
            lambda s: leases.claim_for_message(
                s,
                SYSTEM,
                task_id,
                worker_id=self.worker_id,
                max_attempts=self.settings.max_attempts,
                most_long=self.settings.long_workers,
                by_age=by_age,
            )
        )

    def _is_turn_of_oldest(self, *, long: bool) -> bool:
        self._n_tries[long] += 1
        return self._n_tries[long] % OLDEST_EVERY == 0

    def is_working_on(self, claim: Claim) -> bool:
        return claim in self._running

    async def let_go(self, task_id: UUID) -> None:
        """Stop working on a task that was cancelled or erased; returns when nothing is written any more."""
        runs = [run for claim, run in self._running.items() if claim.task_id == task_id]
        for run in runs:
            run.scope.cancel()
        for run in runs:
            await run.over.wait()

    async def work_on(self, claim: Claim) -> None:
        """Run a claimed task from where it stands. Whatever happens to it, only a cancellation gets out of here."""
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(
            service=ORCHESTRATOR.name, task_id=str(claim.task_id), tenant=claim.tenant
        )
        if claim.request_id:
            structlog.contextvars.bind_contextvars(request_id=claim.request_id)
        running = self._running[claim] = _Running()
        try:
            with (
                first_span(self.tracing, "task", "consumer", parent=claim.traceparent) as opened,
                self.metrics.running.track_inprogress(),
                running.scope,
            ):
                if opened is not None:
                    opened.tell({"agentforge.task_id": str(claim.task_id)})
                await self._run_to_its_ending(
                    Recorder(
                        claim,
                        self.database,
                        self.store,
                        self.notifier,
                        self.metrics,
                        self.rollout.asked_for,
                    )
                )
        except anyio.get_cancelled_exc_class():
            await self._give_back(claim, counts=False)
            raise
        except Exception:
            log.exception("task_crashed")
            await self._give_back(claim, counts=True)
        finally:
            self._running.pop(claim, None)
            running.over.set()
            self.notifier.notify(claim.task_id)
            structlog.contextvars.clear_contextvars()

    async def outlast(self, write: Callable[[], Awaitable[R]]) -> R:
        """`write`, tried until the database is there and has room."""
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                return await write()
            except DATABASE_AWAY as error:
                log.warning("database_away", error=type(error).__name__, retry_in_s=pause_s)
            await anyio.sleep(pause_s)
            pause_s = min(LONGEST_PAUSE_S, 2 * pause_s)

    async def _run_to_its_ending(self, recorder: Recorder) -> None:
        ending = await self._run_while_held(recorder)
        if ending is None:
            return
        try:
            await self.outlast(lambda: ending(recorder))
        except leases.ClaimLost:
            log.info("task_let_go")

    async def _run_while_held(self, recorder: Recorder) -> Ending | None:
        """None when the run has written its ending itself, or has lost the task."""
        ending: Ending | None = None
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(self._beat, recorder.claim)
                log.info("task_started")
                await run_task(
                    recorder,
                    store=self.store,
                    upstreams=self.upstreams,
                    task_retries=self.settings.task_retries,
                    are_starting=self._are_services_starting,
                )
                log.info("task_finished")
                group.cancel_scope.cancel()
        except* leases.ClaimLost:
            log.info("task_let_go")  # cancelled, erased, or taken over by another worker
        except* Postponed as group:
            down = next(each for each in _leaves(group) if isinstance(each, Postponed))
            is_starting = self._are_services_starting()
            why: WaitsFor = "busy" if down.is_busy else "starts" if is_starting else "down"
            ending = partial(self._postpone, down.error, why=why)
        except* DatabaseLost:
            ending = partial(self._postpone, DATABASE_IS_AWAY, why="ours")
        except* Unavailable as group:
            store = next(each for each in _leaves(group) if isinstance(each, Unavailable))
            error = TaskError(store.slug, store.detail, dict(store.members))
            ending = partial(self._postpone, error, why="ours")
        except* Exception:
            log.exception("task_crashed")
            ending = partial(self._fail, ACCIDENT)
        return ending

    def _are_services_starting(self) -> bool:
        return self.clock() - self._started_at < self.settings.services_start_s

    async def _postpone(self, error: TaskError, recorder: Recorder, *, why: WaitsFor) -> None:
        task = await recorder.task()
        is_retry = why == "down"
        if task.is_waited_for or (
            is_retry and not may_be_postponed(task, self.settings.task_retries)
        ):
            await self._fail(error, recorder)
            return
        n_earlier = recorder.claim.number - 1
        n_before = {"down": task.retries, "starts": 0, "busy": n_earlier, "ours": n_earlier}[why]
        wait_s = min(leases.LONGEST_WAIT_S, self.settings.retry_wait_s * 2.0 ** min(n_before, 30))
        await recorder.postpone(error, wait_s=wait_s, is_retry=is_retry)
        log.warning(
            "task_postponed",
            wait_s=wait_s,
            kind=error.slug,
            upstream=error.members.get("service"),
        )

    async def _fail(self, error: TaskError, recorder: Recorder) -> None:
        await recorder.finish("failed", error)
        log.warning("task_failed", kind=error.slug, upstream=error.members.get("service"))

    async def _beat(self, claim: Claim) -> None:
        """Show that the task is worked on. Raises ClaimLost as soon as it was taken away.

        After standing still it comes first. Raises what the database raises once nobody has seen a beat for a lease.
        """
        beaten_at = self.clock()
        while True:
            await anyio.sleep(self.beat_pause_s)
            try:
                await self.database.write(lambda s: leases.beat(s, claim))
                beaten_at = self.clock()
            except DATABASE_AWAY:
                if self.clock() - beaten_at > self.settings.lease_s:
                    raise

    async def _give_back(self, claim: Claim, *, counts: bool) -> None:
        """If it can be done soon. Else whoever looks for abandoned tasks does it."""
        with anyio.move_on_after(GIVE_BACK_S, shield=True):
            try:
                most = self.settings.max_attempts
                await self.database.write(
                    lambda s: leases.release(s, claim, counts=counts, max_attempts=most)
                )
            except leases.ClaimLost:
                log.info("task_let_go")
            except Exception:
                log.exception("task_left")


def _leaves(group: BaseExceptionGroup) -> list[BaseException]:
    found: list[BaseException] = []
    for each in group.exceptions:
        found += _leaves(each) if isinstance(each, BaseExceptionGroup) else [each]
    return found
