"""The search index as a consumer: what a run could not have indexed is indexed as soon as that can be done, and all of it anew on request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.errors import NotFound
from shared.events import TaskFinishedFact
from shared.storage import ObjectStore

from ..db import tasks
from ..db.event_deliveries import Effect
from ..db.session import Database
from ..domain.principal import acting_for
from ..domain.task import TaskState
from ..pipelines.catalogue import indexing_stages, pipeline_of
from ..pipelines.spec import Materials, NoPast, Pipeline
from ..pipelines.unified import stage_results
from ..pipelines.upstreams import Upstreams
from .consumer import Consumer, GivenEvent, Retries

NAME = "search-index"
RETRIES = Retries((5.0, 30.0, 120.0, 600.0, 1_800.0, 3_600.0))
"""search-service may be away for an hour."""
ENDED_WITH_TURNS = {"succeeded", "partial"}


@dataclass(frozen=True, slots=True)
class SearchIndex:
    database: Database
    store: ObjectStore
    upstreams: Upstreams

    def consumer(self) -> Consumer:
        return Consumer(NAME, frozenset({"task.finished"}), self._index, RETRIES)

    async def _index(self, given: GivenEvent) -> Effect | None:
        """In place of what was there of the task. Raises UpstreamFailed and its kinds."""
        ended = TaskFinishedFact.model_validate(given.event.data)
        if ended.is_indexed is None or ended.status not in ENDED_WITH_TURNS:
            return None
        if ended.is_indexed and not given.is_replay:
            return None  # its run has done it
        whose = acting_for(given.event.tenant, NAME)
        try:
            state = await self.database.read(lambda s: tasks.get_state(s, whose, ended.task_id))
        except NotFound:
            return None  # erased meanwhile
        pipeline = pipeline_of(state.task.pipeline)
        materials = await self._materials(pipeline, state)
        for name in indexing_stages(pipeline.name) or ():
            stage = pipeline.stage(name)
            if stage.why_skipped(materials) is None:
                await stage.run(materials, self.upstreams)
        return None

    async def _materials(self, pipeline: Pipeline, state: TaskState) -> Materials:
        """What the task's stages gave, as a run has it."""
        kept = tuple(each.stage for each in state.artifacts)
        found: Mapping[str, Any]
        found, _ = await stage_results(state, self.store, stages=kept)
        given = pipeline.from_start(state.task.options)
        materials = pipeline.materials(state.task, NoPast(), dict(given))
        for stage in pipeline.stages:
            if stage.name in found:
                result = found[stage.name]
                meaning = stage.on_success(result, materials)
                pipeline.lay_ready(materials, stage, result, meaning)
        return materials
