"""Runs the stages of one task, each as soon as its needs are there."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import anyio
import structlog
from anyio.abc import TaskGroup

from shared.contracts import Stamped
from shared.errors import Problem, UpstreamDown, UpstreamFailed, UpstreamTimedOut
from shared.storage import ObjectMissing, ObjectStore
from shared.tracing import span

from ..domain.options import Options
from ..domain.task import StageRecord, TaskError, TaskRecord, TaskState, TaskStatus
from ..pipelines.catalogue import pipeline_of
from ..pipelines.refusals import task_error
from ..pipelines.spec import (
    NOTHING_DUE,
    RECORDING,
    DueStages,
    Materials,
    Meaning,
    Need,
    Pipeline,
    Stage,
)
from ..pipelines.upstreams import Upstreams
from .recorder import Recorder

log = structlog.get_logger(__name__)

START_PAUSE_S = 0.5
"""Between two tries of a service that may be starting."""
RECORDING_GONE = TaskError(
    Problem.slug, "the recording is no longer in the store: send it again", members={}
)


class Postponed(Exception):
    """Something that the task can't do without is down."""

    def __init__(self, error: TaskError) -> None:
        super().__init__(error.detail)
        self.error = error


def may_be_postponed(task: TaskRecord, task_retries: int) -> bool:
    return task.retries < task_retries and not task.is_waited_for


async def run_task(
    recorder: Recorder,
    *,
    store: ObjectStore,
    upstreams: Upstreams,
    task_retries: int,
    are_starting: Callable[[], bool],
) -> None:
    """Take the task from where it stands to its end; `are_starting` says whether services may still be on their way up.

    Raises ClaimLost, Postponed while it may be put off, and Unavailable or what the database raises when that or the
    store is away.
    """
    state = await recorder.state()
    task = state.task
    may_wait = may_be_postponed(task, task_retries)
    pipeline = pipeline_of(task.pipeline)
    materials = pipeline.materials(task, recorder, pipeline.from_start(task.options))
    try:
        materials.given[RECORDING] = await store.get(task.audio_key)
    except ObjectMissing:
        await store.check()  # raises when it is the store that is gone
        log.error("recording_gone")
        await recorder.finish("failed", RECORDING_GONE)
        return
    run = _Run(
        recorder,
        upstreams,
        pipeline,
        materials,
        may_wait=may_wait,
        are_starting=lambda: are_starting() and not task.is_waited_for,
    )
    await run.resume(state)
    await run.execute()
    await recorder.finish(run.status, run.error)


@dataclass(slots=True)
class _Run:
    recorder: Recorder
    upstreams: Upstreams
    pipeline: Pipeline
    materials: Materials
    may_wait: bool
    """Whether the task may be put off when a service is down."""
    are_starting: Callable[[], bool]
    """Whether one that is down and can be done without is worth waiting for."""
    waiting: dict[str, Stage] = field(init=False)
    """Stages that have not started, in pipeline order."""
    ended: dict[str, StageRecord] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)
    """Of stages that succeeded: why what they might have given is not there."""
    error: TaskError | None = None
    """Why a required stage failed; the task then fails."""

    def __post_init__(self) -> None:
        self.waiting = {stage.name: stage for stage in self.pipeline.stages}

    @property
    def options(self) -> Options:
        return self.materials.task.options

    @property
    def status(self) -> TaskStatus:
        if self.error is not None:
            return "failed"
        failed = any(record.status == "failed" for record in self.ended.values())
        return "partial" if failed else "succeeded"

    async def resume(self, state: TaskState) -> None:
        """Take over what an earlier run finished."""
        self.ended, results = await self.recorder.settled(state, self.waiting)
        for name in self.ended:
            stage = self.waiting.pop(name)
            if name in results:
                self._take(stage, results[name], stage.on_success(results[name], self.materials))

    async def execute(self) -> None:
        async with anyio.create_task_group() as group:
            await self._advance(group)

    async def _advance(self, group: TaskGroup) -> None:
        """Start what can start and skip what never will, all in one transaction."""
        due = self._due()
        if due.skipped or due.starting:
            self._begin(due, await self.recorder.advance(due), group)

    def _begin(self, due: DueStages, withheld: list[StageRecord], group: TaskGroup) -> None:
        """Run the stages that were noted as started."""
        self.ended |= {record.name: record for record in withheld}
        for stage in due.starting:
            if stage.name not in self.ended:
                group.start_soon(self._run, stage, group)

    def _due(self) -> DueStages:
        """It waits no more, so that nobody else does it."""
        skipped: list[StageRecord] = []
        starting: list[Stage] = []
        for stage in list(self.waiting.values()):
            if reason := self._never(stage):
                self.ended[stage.name] = StageRecord(stage.name, "skipped", reason)
                skipped.append(self.ended[stage.name])
            elif self._is_its_turn(stage) and all(map(self._has, stage.all_needs(self.options))):
                starting.append(stage)
            else:
                continue
            del self.waiting[stage.name]
        return DueStages(skipped, starting)

    def _is_its_turn(self, stage: Stage) -> bool:
        return all(name in self.ended or name not in self.options.stages for name in stage.after)

    def _has(self, need: Need) -> bool:
        return (
            need.name in self.materials.given
            or need.unless(self.materials)
            or self.pipeline.giver_of(need, self.options) is None
        )

    def _never(self, stage: Stage) -> str | None:
        """Why a stage can be skipped at once; None while it may still run."""
        if stage.name not in self.options.stages:
            return "not_requested"
        if reason := stage.why_skipped(self.materials):
            return reason
        for need in stage.all_needs(self.options):
            giver = self.pipeline.giver_of(need, self.options)
            if giver is None or giver.name not in self.ended or self._has(need):
                continue
            record = self.ended[giver.name]
            if record.status == "succeeded":
                return self.withheld[giver.name]
            return record.reason if record.status == "skipped" else f"{giver.name}_failed"
        return None

    async def _run(self, stage: Stage, group: TaskGroup) -> None:
        begun = time.perf_counter()
        try:
            with span(f"stage {stage.name}", attributes={"agentforge.stage": stage.name}):
                result = await self._result_of(stage)
        except UpstreamFailed as failure:
            await self._fail(stage, failure, elapsed_ms=_elapsed_ms(begun))
        else:
            await self._succeed(stage, result, group, elapsed_ms=_elapsed_ms(begun))
        if self.error is not None:
            group.cancel_scope.cancel()
        else:
            await self._advance(group)

    async def _succeed(
        self, stage: Stage, result: Stamped, group: TaskGroup, *, elapsed_ms: int
    ) -> None:
        """What comes next is noted with the result, in one transaction, unless that may find the consent revoked."""
        meaning = stage.on_success(result, self.materials)
        due = NOTHING_DUE
        if not stage.under_consent:
            self._take(stage, result, meaning)
            self.ended[stage.name] = StageRecord(stage.name, "succeeded")
            due = self._due()
        record, withheld = await self.recorder.succeed(
            stage, result, meaning, due, elapsed_ms=elapsed_ms
        )
        if stage.under_consent and record.status == "succeeded":
            self._take(stage, result, meaning)
        self.ended[stage.name] = record
        self._begin(due, withheld, group)

    async def _result_of(self, stage: Stage) -> Stamped:
        """Raises UpstreamFailed. A task that a restart interrupted is taken up again before all services are: what is
        optional would be left out for good."""
        while True:
            try:
                return await stage.run(self.materials, self.upstreams)
            except UpstreamDown:
                if not (stage.optional and self.are_starting()):
                    raise
            await anyio.sleep(START_PAUSE_S)

    async def _fail(self, stage: Stage, failure: UpstreamFailed, *, elapsed_ms: int) -> None:
        log.warning("stage_failed", stage=stage.name, kind=failure.slug, elapsed_ms=elapsed_ms)
        may_pass = isinstance(failure, UpstreamDown | UpstreamTimedOut)
        if may_pass and self.may_wait and not stage.optional:
            raise Postponed(task_error(failure, self.pipeline, self.options)) from failure
        self.ended[stage.name] = await self.recorder.fail(
            stage, failure.detail, elapsed_ms=elapsed_ms
        )
        if not stage.optional:
            self.error = task_error(failure, self.pipeline, self.options)

    def _take(self, stage: Stage, result: Stamped, meaning: Meaning) -> None:
        """Lay ready what a stage gives, where it is the one to give it."""
        for name, value in {stage.gives: result, **meaning.gives}.items():
            if self.pipeline.giver_of(Need(name), self.options) is stage:
                self.materials.given[name] = value
        self.withheld[stage.name] = meaning.withheld
        if meaning.assessment is not None:
            self.materials.assessment = meaning.assessment


def _elapsed_ms(begun: float) -> int:
    return round((time.perf_counter() - begun) * 1000)
