"""PUT and DELETE /recordings: turns into the index and out of it; POST /search: a question in, the turns that answer it out."""

from typing import Annotated

from fastapi import Body, Depends, Path

from shared.contracts.search import (
    RECORDING_ID_FORM,
    TENANT_FORM,
    ErasedRecording,
    FoundTurns,
    IndexedRecording,
    RecordingToIndex,
    TurnsToFind,
)
from shared.engines import EngineHost
from shared.errors import Busy, Conflict, EngineFailed, InvalidInput, Unavailable
from shared.web import ServiceRouter, engine_host, problems

from ..schemas.request_response import (
    ERASED_EXAMPLE,
    FOUND_EXAMPLE,
    INDEX_EXAMPLES,
    INDEXED_EXAMPLE,
    RECORDING_ID,
    SEARCH_EXAMPLES,
    TENANT,
)
from ..services import logic
from ..services.engines.base import TextEncoder
from .index import IndexDep

router = ServiceRouter(tags=["search"])

HostDep = Annotated[EngineHost[TextEncoder], Depends(engine_host)]
TenantPath = Annotated[str, Path(pattern=TENANT_FORM, description=TENANT)]
RecordingPath = Annotated[str, Path(pattern=RECORDING_ID_FORM, description=RECORDING_ID)]


@router.put(
    "/recordings/{tenant}/{recording_id}",
    responses={
        200: {"content": {"application/json": {"example": INDEXED_EXAMPLE}}},
        **problems(InvalidInput, Conflict, Busy, EngineFailed, Unavailable),
    },
)
async def index_recording(
    tenant: TenantPath,
    recording_id: RecordingPath,
    recording: Annotated[RecordingToIndex, Body(openapi_examples=INDEX_EXAMPLES)],
    host: HostDep,
    index: IndexDep,
) -> IndexedRecording:
    """A recording's turns, to be found from now on; they take the place of what was there of it. Sent twice they are there once."""
    return await logic.index_recording(tenant, recording_id, recording, host=host, index=index)


@router.delete(
    "/recordings/{tenant}/{recording_id}",
    responses={
        200: {"content": {"application/json": {"example": ERASED_EXAMPLE}}},
        **problems(Busy, Unavailable),
    },
)
async def erase_recording(
    tenant: TenantPath, recording_id: RecordingPath, host: HostDep, index: IndexDep
) -> ErasedRecording:
    """Nothing of the recording is left: no text, no word, no vector. Of one that isn't there 0 turns are told."""
    return await logic.erase_recording(tenant, recording_id, host=host, index=index)


@router.post(
    "/search",
    responses={
        200: {"content": {"application/json": {"example": FOUND_EXAMPLE}}},
        **problems(InvalidInput, Busy, EngineFailed, Unavailable),
    },
)
@router.post("/process", include_in_schema=False)
async def find_turns(
    asked: Annotated[TurnsToFind, Body(openapi_examples=SEARCH_EXAMPLES)],
    host: HostDep,
    index: IndexDep,
) -> FoundTurns:
    """The turns of one tenant that answer a question, by its words and by what it means, within the filters."""
    return await logic.find_turns(asked, host=host, index=index)
