"""Runs the stages of one task, each as soon as its needs are there."""

import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import anyio
import structlog
from anyio.abc import TaskGroup

from shared.contracts import Stamped
from shared.errors import (
    Problem,
    UpstreamBusy,
    UpstreamDown,
    UpstreamFailed,
    UpstreamTimedOut,
)
from shared.storage import ObjectMissing, ObjectStore
from shared.tracing import span

from ..domain.options import Options
from ..domain.task import StageRecord, TaskError, TaskRecord, TaskState, TaskStatus
from ..pipelines.catalogue import pipeline_of
from ..pipelines.refusals import task_error
from ..pipelines.spec import (
    RECORDING,
    DueStages,
    Materials,
    Meaning,
    Need,
    Pipeline,
    Stage,
    because_of,
)
from ..pipelines.steps import EndedStage, RunStep
from ..pipelines.upstreams import Upstreams
from .journal import Entry, Journal
from .recorder import Recorder

log = structlog.get_logger(__name__)

START_PAUSE_S = 0.5
"""Between two tries of a service that may be starting."""
RECORDING_GONE = TaskError(
    Problem.slug, "the recording is no longer in the store: send it again", members={}
)


class Postponed(Exception):
    """Something that the task can't do without is down, or has as much to do as it may."""

    def __init__(self, error: TaskError, *, is_busy: bool = False) -> None:
        super().__init__(error.detail)
        self.error, self.is_busy = error, is_busy


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

    def is_worth_waiting() -> bool:
        return are_starting() and not task.is_waited_for

    may_wait = may_be_postponed(task, task_retries) or is_worth_waiting()
    pipeline = pipeline_of(task.pipeline)
    materials = pipeline.materials(task, recorder, pipeline.from_start(task.options))
    materials.models = await recorder.models_of(task)
    async with AsyncExitStack() as stack:
        opened = _recording(store, task.audio_key, in_file=pipeline.long_recordings)
        try:
            materials.given[RECORDING] = await stack.enter_async_context(opened)
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
            are_starting=is_worth_waiting,
        )
        await run.resume(state)
        await run.execute()


@asynccontextmanager
async def _recording(store: ObjectStore, key: str, *, in_file: bool) -> AsyncIterator[Any]:
    """Its bytes, or a file that holds them and is gone with this process. Raises ObjectMissing."""
    if not in_file:
        yield await store.get(key)
        return
    with tempfile.TemporaryFile() as file:
        await store.copy_to(key, file)
        yield file


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
    journal: Journal = field(init=False)

    def __post_init__(self) -> None:
        self.journal = Journal(self.recorder.note)
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
        """Run the stages, and write down how they and the task ended."""
        async with anyio.create_task_group() as writing:
            writing.start_soon(self.journal.keep)
            async with anyio.create_task_group() as group:
                self._advance(group)
            self.journal.end(self.status, self.error)

    def _advance(self, group: TaskGroup, ended: EndedStage | None = None) -> None:
        """Start what can start and skip what never will; noted together with the stage that ended before it."""
        due = self._due()
        if ended is None and not (due.skipped or due.starting):
            return
        entry = self.journal.note(RunStep(ended, due))
        for stage in due.starting:
            if ended or stage.under_consent:
                group.start_soon(self._run_once_stored, stage, entry, group)
            else:
                group.start_soon(self._run, stage, group)

    async def _run_once_stored(self, stage: Stage, entry: Entry, group: TaskGroup) -> None:
        """What a stage goes on from is stored before it is asked for, so that a crash costs the stages at work and none
        before them; and nothing is asked for under a consent before it is known to hold still."""
        noted = await entry.stored()
        for record in noted.withheld:
            if record.name == stage.name:
                self.ended[stage.name] = record
                self._advance(group)
                return
        await self._run(stage, group)

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
            return record.reason if record.status == "skipped" else because_of(giver.name)
        return None

    async def _run(self, stage: Stage, group: TaskGroup) -> None:
        begun = time.perf_counter()
        try:
            with span(f"stage {stage.name}", attributes={"agentforge.stage": stage.name}):
                result = await self._result_of(stage)
        except UpstreamFailed as failure:
            ended = await self._failed(stage, failure, elapsed_ms=_elapsed_ms(begun))
        else:
            ended = await self._succeeded(stage, result, elapsed_ms=_elapsed_ms(begun))
        if self.error is not None:
            self.journal.note(RunStep(ended))
            group.cancel_scope.cancel()
        else:
            self._advance(group, ended)

    async def _succeeded(
        self, stage: Stage, result: Stamped, *, elapsed_ms: int
    ) -> EndedStage | None:
        """None when it is written down already: what was made under a consent counts only once it is known to hold still."""
        meaning = stage.on_success(result, self.materials)
        record = StageRecord(
            stage.name,
            "succeeded",
            engine=result.engine,
            model_version=result.model_version,
            mock=result.mock,
            elapsed_ms=elapsed_ms,
        )
        ended = EndedStage(stage, record, result, meaning)
        if stage.under_consent:
            noted = await self.journal.note(RunStep(ended)).stored()
            assert noted.ended is not None
            record = noted.ended
        self.ended[stage.name] = record
        if record.status == "succeeded":
            self._take(stage, result, meaning)
        return None if stage.under_consent else ended

    async def _result_of(self, stage: Stage) -> Stamped:
        """Raises UpstreamFailed. A task that a restart interrupted is taken up again before all services are: what is
        optional would be left out for good."""
        book = (self.recorder.pieces(stage.name),) if stage.in_pieces else ()
        while True:
            try:
                return await stage.run(self.materials, self.upstreams, *book)
            except UpstreamDown:
                if not (stage.optional and self.are_starting()):
                    raise
            await anyio.sleep(START_PAUSE_S)

    async def _failed(
        self, stage: Stage, failure: UpstreamFailed, *, elapsed_ms: int
    ) -> EndedStage:
        log.warning("stage_failed", stage=stage.name, kind=failure.slug, elapsed_ms=elapsed_ms)
        is_busy = isinstance(failure, UpstreamBusy)
        may_pass = isinstance(failure, UpstreamDown | UpstreamTimedOut) and self.may_wait
        if (may_pass or is_busy) and (stage.in_pieces or not stage.optional):
            await self.journal.written()
            error = task_error(failure, self.pipeline, self.options)
            raise Postponed(error, is_busy=is_busy) from failure
        record = StageRecord(stage.name, "failed", failure.detail, elapsed_ms=elapsed_ms)
        self.ended[stage.name] = record
        if not stage.optional:
            self.error = task_error(failure, self.pipeline, self.options)
        return EndedStage(stage, record)

    def _take(self, stage: Stage, result: Stamped, meaning: Meaning) -> None:
        self.pipeline.lay_ready(self.materials, stage, result, meaning)
        self.withheld[stage.name] = meaning.withheld


def _elapsed_ms(begun: float) -> int:
    return round((time.perf_counter() - begun) * 1000)
