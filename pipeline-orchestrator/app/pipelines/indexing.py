"""The stage that has a recording's turns found again, for any pipeline that has turns; and taking them out of the index."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import anyio

from shared.contracts.search import ErasedRecording, IndexedRecording, RecordingToIndex
from shared.errors import UpstreamTimedOut
from shared.roster import SEARCH

from ..domain.task import TaskRecord
from .spec import Guard, Need, Stage
from .upstreams import Upstreams, put, take_out

ERASE_PATIENCE_S = 10.0
"""Whoever erases a task may wait for it; what takes longer is done later."""


def indexing_stage(
    recording_of: Callable[[Any], RecordingToIndex],
    *,
    needs: tuple[str | Need, ...],
    after: tuple[str, ...] = (),
    guards: tuple[Guard, ...] = (),
) -> Stage:
    """`recording_of`: from the pipeline's materials to what is to be found, which was redacted before. A task without it is whole but for the search."""

    async def run(materials: Any, upstreams: Upstreams) -> IndexedRecording:
        return await index_recording(materials.task, recording_of(materials), upstreams)

    return Stage(
        "index",
        run,
        needs=needs,
        gives="index",
        result=IndexedRecording,
        optional=True,
        after=after,
        guards=guards,
        service=SEARCH,
    )


async def index_recording(
    task: TaskRecord, recording: RecordingToIndex, upstreams: Upstreams
) -> IndexedRecording:
    """In place of what was there of the task. Raises UpstreamFailed and its kinds."""
    sent = recording.model_dump(mode="json", exclude_none=True)
    return await put(IndexedRecording, upstreams[SEARCH], _path(task.tenant, task.id), sent)


async def erase_from_index(upstreams: Upstreams, tenant: str, task_id: UUID) -> int:
    """How many turns were there. Raises UpstreamFailed and its kinds."""
    try:
        with anyio.fail_after(ERASE_PATIENCE_S):
            erased = await take_out(ErasedRecording, upstreams[SEARCH], _path(tenant, task_id))
    except TimeoutError as error:
        raise UpstreamTimedOut(
            f"{SEARCH.name} did not answer within {ERASE_PATIENCE_S:g} s", service=SEARCH.name
        ) from error
    return erased.n_turns


def _path(tenant: str, task_id: UUID) -> str:
    return f"/recordings/{tenant}/{task_id}"
