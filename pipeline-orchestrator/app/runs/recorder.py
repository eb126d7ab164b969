"""What a run writes down: results in the store, then their rows and events in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
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
from ..pipelines.spec import NOTHING_DUE, NOTHING_MORE, DueStages, Meaning, Stage
from .metrics import TaskMetrics
from .notifier import TaskNotifier

log = structlog.get_logger(__name__)

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Recorder:
    """The record of one claimed task. Every method raises ClaimLost once the task is gone or another's."""

    claim: Claim
    database: Database
    store: ObjectStore
    notifier: TaskNotifier
    metrics: TaskMetrics

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
            if record.status == "running":
                await self._clear_away(record)
            if record.status not in SETTLED:
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

    async def advance(self, due: DueStages) -> list[StageRecord]:
        """Returns those that may not start, which are skipped, too."""
        withheld = await self.database.write(lambda s: results.advance(s, self.claim, due))
        self.notifier.notify_progress(self.claim.task_id)
        return withheld

    async def fail(self, stage: Stage, reason: str, *, elapsed_ms: int) -> StageRecord:
        record = StageRecord(stage.name, "failed", reason, elapsed_ms=elapsed_ms)
        return (await self._settle(stage, record))[0]

    async def succeed(
        self,
        stage: Stage,
        result: Stamped,
        meaning: Meaning,
        due: DueStages = NOTHING_DUE,
        *,
        elapsed_ms: int,
    ) -> tuple[StageRecord, list[StageRecord]]:
        """Keep the result, what it means, and what comes next; it is there before anything that needs it starts.

        Returns the stage as it was stored, and those that may not start.
        """
        key = keys.result_key(self.claim, stage.name)
        content = result.model_dump_json().encode()
        await self.store.put(key, content, content_type=keys.JSON_TYPE)
        record = StageRecord(
            stage.name,
            "succeeded",
            engine=result.engine,
            model_version=result.model_version,
            mock=result.mock,
            elapsed_ms=elapsed_ms,
        )
        try:
            stored, withheld = await self._settle(
                stage,
                record,
                due,
                artifact=ArtifactRecord(stage.name, key, len(content)),
                meaning=meaning,
            )
        except BaseException:
            await self._take_out(key)
            raise
        if stored.status != "succeeded":
            await objects.erase(self.store, self.claim.tenant, self.claim.task_id, voice_only=True)
        return stored, withheld

    async def _take_out(self, key: str) -> None:
        """A result that no row names: the task was lost, or stopped, between the one and the other."""
        with anyio.CancelScope(shield=True):
            try:
                await self.store.delete(key)
            except (Unavailable, OSError):
                log.warning("result_left", key=key)  # goes with the task, or when it is run again

    async def finish(self, status: TaskStatus, error: TaskError | None = None) -> None:
        await self.database.write(
            lambda s: results.finish_task(s, self.claim, status=status, error=error)
        )
        self.metrics.reached(status, self.claim.tenant)
        self._notify()

    async def postpone(self, error: TaskError, *, wait_s: float, is_retry: bool) -> None:
        await self.database.write(
            lambda s: leases.postpone(s, self.claim, error, wait_s=wait_s, is_retry=is_retry)
        )
        self._notify()

    async def _settle(
        self,
        stage: Stage,
        record: StageRecord,
        due: DueStages = NOTHING_DUE,
        *,
        artifact: ArtifactRecord | None = None,
        meaning: Meaning = NOTHING_MORE,
    ) -> tuple[StageRecord, list[StageRecord]]:
        stored, withheld = await self.database.write(
            lambda s: results.settle_stage(
                s,
                self.claim,
                record,
                due,
                under_consent=stage.under_consent,
                artifact=artifact,
                assessment=meaning.assessment,
                keep=meaning.keep,
            )
        )
        if stored.elapsed_ms is not None:
            self.metrics.stage_seconds.labels(stored.name, stored.status).observe(
                stored.elapsed_ms / 1000
            )
        self.notifier.notify_progress(self.claim.task_id)
        return stored, withheld

    async def _read(self, what: Callable[[Any, Principal, UUID], R]) -> R:
        try:
            return await self.database.read(
                lambda s: what(s, self.claim.principal, self.claim.task_id)
            )
        except NotFound as error:
            raise leases.ClaimLost from error

    def _notify(self) -> None:
        self.notifier.notify(self.claim.task_id)
