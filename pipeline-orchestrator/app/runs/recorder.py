"""What a run writes down: results in the store, then their rows and events in one transaction."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import anyio
import structlog

from shared.contracts import EarlierRecording, Stamped
from shared.contracts.reading import Unreadable, read_stored
from shared.errors import NotFound, Unavailable
from shared.storage import ObjectMissing, ObjectStore

from ..db import leases, practice, results, tasks
from ..db.session import Database
from ..domain import keys
from ..domain.claim import Claim
from ..domain.model import PickedModel
from ..domain.principal import Principal
from ..domain.speaker import EarlierTask
from ..domain.task import (
    SETTLED,
    ArtifactRecord,
    StageRecord,
    TaskError,
    TaskRecord,
    TaskState,
    TaskStatus,
)
from ..erasing import objects
from ..pipelines.spec import PieceProgress, Stage
from ..pipelines.steps import EndedStage, NotedStep, RunStep
from .metrics import TaskMetrics
from .notifier import TaskNotifier
from .piece_book import StoredPieces

log = structlog.get_logger(__name__)

R = TypeVar("R")

FORGET_S = 30.0
"""A store may take so long to delete the pieces of a recording."""


async def _of_the_services(task: TaskRecord) -> Mapping[str, PickedModel]:
    del task
    return {}


@dataclass(frozen=True, slots=True)
class Recorder:
    """The record of one claimed task. Every method raises ClaimLost once the task is gone or another's."""

    claim: Claim
    database: Database
    store: ObjectStore
    notifier: TaskNotifier
    metrics: TaskMetrics
    models_of: Callable[[TaskRecord], Awaitable[Mapping[str, PickedModel]]] = _of_the_services
    """Which versions of models the services are to work with, for a task that is run now."""

    async def task(self) -> TaskRecord:
        return await self._read(tasks.get_task)

    async def state(self) -> TaskState:
        return await self._read(tasks.get_state)

    async def settled(
        self, state: TaskState, stages: Mapping[str, Stage]
    ) -> tuple[dict[str, StageRecord], dict[str, Stamped]]:
        """The stages that ended in an earlier run, and the results of those that succeeded."""
        keys = {artifact.stage: artifact.key for artifact in state.artifacts}
        records: dict[str, StageRecord] = {}
        results: dict[str, Stamped] = {}
        for record in state.stages:
            if record.status not in SETTLED:
                await self._clear_away(record)
                continue
            if record.status == "succeeded":
                try:
                    content = await self.store.get(keys[record.name])
                except ObjectMissing:
                    continue  # erased since: the stage runs again
                try:
                    results[record.name] = read_stored(stages[record.name].result, content)
                except Unreadable as error:
                    log.warning(
                        "stored_result_unreadable", key=keys[record.name], reason=str(error)
                    )
                    continue  # the stage runs again
            records[record.name] = record
        return records, results

    async def _clear_away(self, interrupted: StageRecord) -> None:
        """What earlier holders may have stored of a stage before they ended; no row names it."""
        for number in range(1, self.claim.number):
            earlier = replace(self.claim, number=number)
            for key in keys.result_keys(earlier, interrupted.name):
                await self.store.delete(key)

    async def recordings(
        self, task: TaskRecord, *, text: str | None, judged_by: str, limit: int
    ) -> tuple[list[EarlierRecording], EarlierTask | None]:
        """The speaker's earlier ones, as `Past` has it."""
        return await self.database.read(
            lambda s: practice.before(
                s, self.claim.principal, task, text=text, judged_by=judged_by, limit=limit
            )
        )

    async def result(self, key: str) -> bytes:
        return await self.store.get(key)

    def pieces(self, stage: str) -> StoredPieces:
        """What a stage of the task keeps while it works."""
        return StoredPieces(self.claim, self.store, stage, self._tell_progress)

    async def _tell_progress(self, stage: str, progress: PieceProgress) -> None:
        fields = asdict(progress)
        await self.database.write(lambda s: results.note_progress(s, self.claim, stage, fields))
        self.notifier.notify_progress(self.claim.task_id)

    async def note(
        self,
        steps: Sequence[RunStep],
        ending: TaskStatus | None = None,
        error: TaskError | None = None,
    ) -> list[NotedStep]:
        """Keep the results of stages, then write the steps down in one transaction, with the task's ending if it is given."""
        kept = {
            step.ended.record.name: self._content(step.ended)
            for step in steps
            if step.ended is not None and step.ended.result is not None
        }
        artifacts = {
            name: ArtifactRecord(name, keys.result_key(self.claim, name), len(content))
            for name, content in kept.items()
        }
        try:
            await self._put({artifacts[name].key: content for name, content in kept.items()})
            noted = await self.database.write(
                lambda s: results.note_steps(
                    s, self.claim, steps, artifacts, ending=ending, error=error
                )
            )
        except BaseException:
            await self._take_out({artifact.key for artifact in artifacts.values()})
            raise
        self._count(noted)
        for step in steps:
            if step.ended is not None and step.ended.result is not None:
                key = artifacts[step.ended.record.name].key
                self.notifier.give(self.claim.task_id, key, step.ended.result)
                if step.ended.stage.in_pieces:
                    await self._forget_pieces(step.ended.record.name)
        if any(_is_revoked(step, how) for step, how in zip(steps, noted, strict=True)):
            with anyio.CancelScope(shield=True):
                await objects.erase(
                    self.store, self.claim.tenant, self.claim.task_id, voice_only=True
                )
        if ending is None:
            self.notifier.notify_progress(self.claim.task_id)
        else:
            self.metrics.ended(ending, self.claim)
            self._notify()
        return noted

    @staticmethod
    def _content(ended: EndedStage) -> bytes:
        assert ended.result is not None
        return ended.result.model_dump_json().encode()

    async def _put(self, contents: Mapping[str, bytes]) -> None:
        """By key."""
        if len(contents) == 1:
            [(key, content)] = contents.items()
            await self.store.put(key, content, content_type=keys.JSON_TYPE)
            return
        async with anyio.create_task_group() as group:
            for key, content in contents.items():
                group.start_soon(partial(self.store.put, key, content, content_type=keys.JSON_TYPE))

    def _count(self, noted: Sequence[NotedStep]) -> None:
        for each in noted:
            if each.ended is not None and each.ended.elapsed_ms is not None:
                self.metrics.stage_seconds.labels(each.ended.name, each.ended.status).observe(
                    each.ended.elapsed_ms / 1000
                )

    async def _take_out(self, put: Collection[str]) -> None:
        """Of results that were put, those that no row names: the task was lost, or stopped, between the one and the other.
        A transaction that ended unheard may be stored all the same, and names them."""
        if not put:
            return
        with anyio.CancelScope(shield=True):
            try:
                named = await self.database.for_requests().read(
                    lambda s: results.artifact_keys(s, self.claim)
                )
                for key in sorted(set(put) - named):
                    await self.store.delete(key)
            except (Unavailable, OSError):
                # They go with the task, or when it is run again.
                log.warning("results_left", keys=sorted(put))

    async def _forget_pieces(self, stage: str) -> None:
        """All of them are in the result. Who beats for the claim meanwhile finds the task over, and ends the run: not before
        what was stored is known to be."""
        try:
            with anyio.fail_after(FORGET_S, shield=True):
                await self.pieces(stage).discard()
        except (Unavailable, OSError):  # a TimeoutError among them
            log.warning("pieces_left", stage=stage)  # they go with the task

    async def finish(self, status: TaskStatus, error: TaskError | None = None) -> None:
        await self.note((), status, error)

    async def postpone(self, error: TaskError, *, wait_s: float, is_retry: bool) -> None:
        await self.database.write(
            lambda s: leases.postpone(s, self.claim, error, wait_s=wait_s, is_retry=is_retry)
        )
        self._notify()

    async def _read(self, what: Callable[[Any, Principal, UUID], R]) -> R:
        try:
            return await self.database.read(
                lambda s: what(s, self.claim.principal, self.claim.task_id)
            )
        except NotFound as error:
            raise leases.ClaimLost from error

    def _notify(self) -> None:
        self.notifier.notify(self.claim.task_id)


def _is_revoked(step: RunStep, noted: NotedStep) -> bool:
    """Whether what a stage made may not be kept."""
    if step.ended is None or noted.ended is None:
        return False
    return step.ended.record.status == "succeeded" != noted.ended.status
