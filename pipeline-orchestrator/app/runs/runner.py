"""Runs the stages of one task, each as soon as its needs are there."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

import anyio
import structlog
from anyio.abc import TaskGroup

from shared.contracts import Diff, NotAssessable, Stamped, Transcript
from shared.errors import Problem, UpstreamDown, UpstreamFailed, UpstreamTimedOut
from shared.storage import ObjectMissing, ObjectStore

from ..domain.speaker import CONSENT_REVOKED
from ..domain.task import StageRecord, TaskError, TaskRecord, TaskStatus
from ..pipelines.pipeline import PIPELINE, Stage, giver_of
from ..pipelines.refusals import task_error
from ..pipelines.stages import Materials
from ..pipelines.upstreams import Upstreams
from ..utils.text import has_word
from .recorder import Recorder

log = structlog.get_logger(__name__)

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
    recorder: Recorder, *, store: ObjectStore, upstreams: Upstreams, task_retries: int
) -> None:
    """Take the task from where it stands to its end.

    Raises ClaimLost, Postponed while it may be put off, and Unavailable or what the database raises when that or the
    store is away.
    """
    task = await recorder.task()
    may_wait = may_be_postponed(task, task_retries)
    materials = Materials(task, lambda: recorder.history(task))
    try:
        materials.given["audio"] = await store.get(task.audio_key)
    except ObjectMissing:
        await store.check()  # raises when it is the store that is gone
        log.error("recording_gone")
        await recorder.finish("failed", RECORDING_GONE)
        return
    if text := materials.task.options.reference_text:
        materials.given["text"] = text
    run = _Run(recorder, upstreams, materials, may_wait=may_wait)
    await run.resume()
    await run.execute()
    await recorder.finish(run.status, run.error)


@dataclass(slots=True)
class _Run:
    recorder: Recorder
    upstreams: Upstreams
    materials: Materials
    may_wait: bool
    """Whether the task may be put off when a service is down."""
    waiting: dict[str, Stage] = field(
        default_factory=lambda: {stage.name: stage for stage in PIPELINE}
    )
    """Stages that have not started, in pipeline order."""
    ended: dict[str, StageRecord] = field(default_factory=dict)
    assessable: bool | None = None
    language_is_doubtful: bool = False
    """The ASR heard another language than the reference text's: how well the audio fits the text decides."""
    error: TaskError | None = None
    """Why a required stage failed; the task then fails."""

    @property
    def status(self) -> TaskStatus:
        if self.error is not None:
            return "failed"
        failed = any(record.status == "failed" for record in self.ended.values())
        return "partial" if failed else "succeeded"

    async def resume(self) -> None:
        """Take over what an earlier run finished."""
        self.ended, results = await self.recorder.settled(self.waiting)
        for name in self.ended:
            stage = self.waiting.pop(name)
            if name in results:
                self._judge(results[name])
                self._give(stage, results[name])

    async def execute(self) -> None:
        async with anyio.create_task_group() as group:
            await self._advance(group)

    async def _advance(self, group: TaskGroup) -> None:
        """Start what can start and skip what never will."""
        for stage in list(self.waiting.values()):
            if stage.name not in self.waiting or self.error is not None:
                continue  # another stage that ended meanwhile has seen to it
            if reason := self._never(stage):
                del self.waiting[stage.name]
                self.ended[stage.name] = StageRecord(stage.name, "skipped", reason)
                await self.recorder.skip(stage, reason)
            elif all(self._has(need) for need in stage.needs) and self._is_its_turn(stage):
                del self.waiting[stage.name]
                group.start_soon(self._run, stage, group)

    def _is_its_turn(self, stage: Stage) -> bool:
        requested = self.materials.task.options.stages
        return all(name in self.ended or name not in requested for name in stage.after)

    def _has(self, need: str) -> bool:
        if need in {"verdict", "slips"} and giver_of(need, self.materials.task.options) is None:
            return True
        return need in self.materials.given

    def _never(self, stage: Stage) -> str | None:
        """Why a stage can be skipped at once; None while it may still run."""
        task = self.materials.task
        if stage.name not in task.options.stages:
            return "not_requested"
        if stage.name == "vc" and (reason := task.why_no_clone(datetime.now(UTC))):
            return reason
        may_be_judged = self.language_is_doubtful and stage.name == "align"
        if self.assessable is False and stage.name in {"align", "vc"} and not may_be_judged:
            return "not_assessable"
        for need in stage.needs:
            giver = giver_of(need, task.options)
            if giver in self.ended and not self._has(need):
                record = self.ended[giver]
                if record.status == "succeeded":
                    return "not_assessable"  # a transcript that gives no text to work with
                return record.reason if record.status == "skipped" else f"{giver}_failed"
        return None

    async def _run(self, stage: Stage, group: TaskGroup) -> None:
        if not await self.recorder.start(stage):
            self.ended[stage.name] = await self.recorder.skip(stage, CONSENT_REVOKED)
            return
        begun = time.perf_counter()
        try:
            result = await stage.run(self.materials, self.upstreams)
        except UpstreamFailed as failure:
            await self._fail(stage, failure, elapsed_ms=_elapsed_ms(begun))
        else:
            if (judged := self._judge(result)) is not None:
                await self.recorder.judge(assessable=judged[0], reason=judged[1])
            record = await self.recorder.succeed(stage, result, elapsed_ms=_elapsed_ms(begun))
            if record.status == "succeeded":
                self._give(stage, result)
            self.ended[stage.name] = record
        if self.error is not None:
            group.cancel_scope.cancel()
        else:
            await self._advance(group)

    async def _fail(self, stage: Stage, failure: UpstreamFailed, *, elapsed_ms: int) -> None:
        log.warning("stage_failed", stage=stage.name, kind=failure.slug, elapsed_ms=elapsed_ms)
        may_pass = isinstance(failure, UpstreamDown | UpstreamTimedOut)
        if may_pass and self.may_wait and not stage.optional:
            raise Postponed(task_error(failure, self.materials.text_source)) from failure
        self.ended[stage.name] = await self.recorder.fail(
            stage, failure.detail, elapsed_ms=elapsed_ms
        )
        if not stage.optional:
            self.error = task_error(failure, self.materials.text_source)

    def _judge(self, result: Stamped) -> tuple[bool, NotAssessable | None] | None:
        """What a transcript or diff says of whether the recording can be judged; None for others."""
        if not isinstance(result, Transcript | Diff):
            return None
        judged: tuple[bool, NotAssessable | None] = (result.assessable, result.reason)
        if (
            isinstance(result, Transcript)
            and result.assessable
            and self.materials.text_source == "transcript"
            and not has_word(result.text)
        ):
            judged = (False, "no_speech")
        self.assessable = judged[0]
        self.language_is_doubtful = (
            isinstance(result, Transcript)
            and judged[1] == "wrong_language"
            and self.materials.text_source == "reference"
        )
        return judged

    def _give(self, stage: Stage, result: Stamped) -> None:
        given = self.materials.given
        given[stage.gives] = result
        if isinstance(result, Transcript) and self.assessable:
            given.setdefault("text", result.text)
        if giver_of("verdict", self.materials.task.options) == stage.name:
            given["verdict"] = self.assessable
        if giver_of("slips", self.materials.task.options) == stage.name:
            given["slips"] = result


def _elapsed_ms(begun: float) -> int:
    return round((time.perf_counter() - begun) * 1000)
