"""Working on a training job: step after step, each kept before the next begins, until its candidate is in the registry."""

import hashlib
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

import anyio
import structlog

from shared.errors import Problem, Unavailable
from shared.storage import ObjectMissing, ObjectStore

from ..core.config import Settings
from ..db import training_jobs
from ..db.away import DATABASE_AWAY
from ..db.leases import ClaimLost
from ..db.models import now
from ..db.session import Database
from ..domain import keys
from ..domain.access import AuditEntry
from ..domain.claim import Claim
from ..domain.principal import SYSTEM
from ..domain.training import UNFINISHED, KeptStep, TrainingError, TrainingJob
from ..registry.registering import Made, register
from ..registry.watching import target_of
from ..runs.training_metrics import TrainingMetrics
from ..runs.worker import BEATS_PER_LEASE, GIVE_BACK_S
from .apart import StepCall, StepFailed, StepKilled, TrainingLimits, work_apart
from .gathering import Gatherer
from .recipes import GATHER, RECIPES, Recipe, given
from .steps.files import TooLittle, read

log = structlog.get_logger(__name__)

BINARY = "application/octet-stream"
ACCIDENT = TrainingError("accident", "an unforeseen error; the log has it under this job_id")
MOST_LINES_WAITING = 200
OWN_LICENCE = ""
"""What a tenant taught is the tenant's."""


@dataclass(slots=True)
class _StepNews:
    """By a step, and not written down yet."""

    progress: float = 0.0
    lines: list[str] = field(default_factory=list)

    def tell(self, progress: float, line: str) -> None:
        self.progress = progress
        if line and len(self.lines) < MOST_LINES_WAITING:
            self.lines.append(line)

    def taken(self) -> list[str]:
        lines, self.lines = self.lines, []
        return lines


@dataclass(slots=True)
class Trainer:
    """Of one process."""

    database: Database
    store: ObjectStore
    settings: Settings
    metrics: TrainingMetrics
    worker_id: str
    clock: Callable[[], float] = time.monotonic
    recipes: Mapping[str, Recipe] = field(default_factory=lambda: RECIPES)
    _running: set[Claim] = field(default_factory=set)

    @property
    def beat_pause_s(self) -> float:
        return min(self.settings.lease_s / BEATS_PER_LEASE, self.settings.poll_s)

    @property
    def limits(self) -> TrainingLimits:
        settings = self.settings
        return TrainingLimits(
            settings.training_memory_mb, settings.training_cpu_s, settings.training_threads
        )

    def is_working_on(self, claim: Claim) -> bool:
        return claim in self._running

    async def claim(self, job_id: UUID | None = None) -> Claim | None:
        """The oldest job that waits, or this one; None while as many are worked on as may be."""
        settings = self.settings
        return await self.database.write(
            lambda s: training_jobs.claim_next(
                s,
                SYSTEM,
                holder=self.worker_id,
                at_once=settings.training_at_once,
                max_attempts=settings.max_attempts,
                job_id=job_id,
            )
        )

    async def work_on(self, claim: Claim) -> None:
        """From where it stands. Whatever happens to it, only a cancellation gets out of here."""
        self._running.add(claim)
        said = _StepNews()
        told = {"job_id": str(claim.task_id), "tenant": claim.tenant}
        try:
            with structlog.contextvars.bound_contextvars(**told):
                await self._work(claim, said)
        except anyio.get_cancelled_exc_class():
            await self._put_back(claim, counts=False)
            raise
        except Exception:
            log.exception("training_crashed", **told)
            await self._put_back(claim, counts=True)
        finally:
            self._running.discard(claim)

    async def _work(self, claim: Claim, said: _StepNews) -> None:
        ending: Callable[[], Awaitable[None]] | None = None
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(self._beat, claim, said)
                await self._train(claim, said)
                group.cancel_scope.cancel()
        except* ClaimLost:
            log.info("training_let_go")  # cancelled, to begin anew, or taken over
            ending = partial(self._tidy, claim)
        except* (StepKilled, Unavailable, *DATABASE_AWAY) as errors:
            ending = partial(self._postpone, claim, _first(errors))
        except* (StepFailed, TooLittle, Problem) as errors:
            ending = partial(self._fail, claim, _error_of(_first(errors)), said)
        except* Exception:
            log.exception("training_crashed")
            ending = partial(self._fail, claim, ACCIDENT, said)
        if ending is not None:
            await ending()

    async def _train(self, claim: Claim, said: _StepNews) -> None:
        job = await self.database.write(lambda s: training_jobs.held(s, claim))
        recipe = self.recipes[job.recipe]
        log.info("training_begun", recipe=job.recipe, n_done=len(job.steps))
        files = await self._kept(claim, job)
        for step in recipe.all_steps[len(files) :]:
            log.info("training_step_begun", step=step)
            said.tell(0.0, f"{step}: begun")
            begun = self.clock()
            files[step] = await self._made(claim, recipe, job, step, files, said)
            await self._keep(claim, step, files[step], said)
            taken_s = self.clock() - begun
            self.metrics.step_seconds.labels(recipe.name, step).observe(taken_s)
            log.info("training_step_ended", step=step, elapsed_ms=round(1000 * taken_s))
        await self._enter(claim, recipe, job, files[recipe.all_steps[-1]])

    async def _made(
        self,
        claim: Claim,
        recipe: Recipe,
        job: TrainingJob,
        step: str,
        files: Mapping[str, bytes],
        said: _StepNews,
    ) -> bytes:
        if step == GATHER:
            owner = training_jobs.owner_of(claim)
            gatherer = Gatherer(self.database, self.store, owner)
            return await recipe.gather(gatherer, job.data_keys)
        call = StepCall(recipe.module, step, given(recipe, job.options), files)
        return await work_apart(call, self.limits, said.tell)

    async def _kept(self, claim: Claim, job: TrainingJob) -> dict[str, bytes]:
        """What earlier holders have done, as far as its files are as they were; all else of the job's is deleted."""
        files: dict[str, bytes] = {}
        for step in job.steps:
            try:
                content = await self.store.get(step.key)
            except ObjectMissing:
                break
            if hashlib.sha256(content).hexdigest() != step.sha256:
                break
            files[step.name] = content
        if len(files) < len(job.steps):
            await self.database.write(
                lambda s: training_jobs.forget_steps(s, claim, after=len(files))
            )
        kept = {step.key for step in job.steps[: len(files)]}
        folder = keys.training_folder(claim.tenant, claim.task_id)
        await self.store.delete_folder(folder, keep=lambda key: key in kept)
        return files

    async def _keep(self, claim: Claim, step: str, content: bytes, said: _StepNews) -> None:
        """The file, then the row."""
        key = keys.training_key(claim, step)
        await self.store.put(key, content, content_type=BINARY)
        kept = KeptStep(step, key, hashlib.sha256(content).hexdigest())
        lines = [*said.taken(), f"{step}: done"]
        await self.database.write(lambda s: training_jobs.keep_step(s, claim, kept, lines=lines))

    async def _enter(self, claim: Claim, recipe: Recipe, job: TrainingJob, content: bytes) -> None:
        """What was made, as a candidate; done twice it is there once."""
        made = read({"made": content}, "made")
        file = made["content"].encode()
        digest = hashlib.sha256(file).hexdigest()
        candidate = Made(
            name=recipe.model(claim.tenant),
            version=f"{recipe.version}{digest[:12]}",
            service=recipe.service,
            content=file,
            card=made["card"],
            figures=made["figures"],
            data=made["data"],
            licence=OWN_LICENCE,
        )
        entry = AuditEntry(
            tenant=claim.tenant,
            at=now(),
            action="model.registered",
            status=200,
            credential="training",
            subject="training",
            role="service",
            target=target_of(candidate.name, candidate.version),
            request_id=None,
        )
        entered = await register(self.database, self.store, candidate, entry)
        line = f"candidate {entered.name} {entered.version}"
        await self.database.write(
            lambda s: training_jobs.succeed(
                s, claim, model=entered.name, version=entered.version, line=line
            )
        )
        self.metrics.ended.labels(recipe.name, "succeeded").inc()
        log.info("training_ended", state="succeeded", model=entered.name, version=entered.version)
        await self._forget_files(claim)

    async def _fail(self, claim: Claim, error: TrainingError, said: _StepNews) -> None:
        try:
            failed = await self.database.write(
                lambda s: training_jobs.fail(s, claim, error, lines=said.taken())
            )
        except ClaimLost:
            await self._tidy(claim)
            return
        self.metrics.ended.labels(failed.recipe, "failed").inc()
        log.warning("training_ended", state="failed", reason=error.reason)
        await self._forget_files(claim)

    async def _postpone(self, claim: Claim, error: BaseException) -> None:
        """What it needs is away, or its process was killed."""
        log.warning("training_postponed", error=type(error).__name__)
        await self._put_back(claim, counts=isinstance(error, StepKilled))
        await anyio.sleep(self.settings.poll_s)

    async def _beat(self, claim: Claim, said: _StepNews) -> None:
        """Show that it is worked on, and what was said. Raises ClaimLost as soon as it was taken away."""
        beaten_at = self.clock()
        while True:
            await anyio.sleep(self.beat_pause_s)
            write = partial(
                training_jobs.beat, claim=claim, progress=said.progress, lines=said.taken()
            )
            try:
                await self.database.write(write)
                beaten_at = self.clock()
            except DATABASE_AWAY:
                if self.clock() - beaten_at > self.settings.lease_s:
                    raise

    async def _tidy(self, claim: Claim) -> None:
        """Of a job that was taken away nothing is left, if it has ended."""
        owner = training_jobs.owner_of(claim)
        job = await self.database.read(lambda s: training_jobs.find(s, owner, claim.task_id))
        if job.state not in UNFINISHED:
            await self._forget_files(claim)

    async def _forget_files(self, claim: Claim) -> None:
        await self.store.delete_folder(keys.training_folder(claim.tenant, claim.task_id))

    async def _put_back(self, claim: Claim, *, counts: bool) -> None:
        """If it can be done soon. Else whoever looks for abandoned jobs does it."""
        with anyio.move_on_after(GIVE_BACK_S, shield=True):
            try:
                await self.database.write(lambda s: training_jobs.release(s, claim, counts=counts))
            except ClaimLost:
                log.info("training_let_go")
            except Exception:
                log.exception("training_left")


def _first(group: BaseExceptionGroup[Any]) -> BaseException:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _error_of(error: BaseException) -> TrainingError:
    if isinstance(error, StepFailed):
        return error.error
    if isinstance(error, Problem):
        return TrainingError("data", error.detail)
    return TrainingError("data", str(error))
