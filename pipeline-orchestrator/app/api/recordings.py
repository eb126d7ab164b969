"""/recordings: sent without waiting, and looked for whichever way they came; /recording-fields: what a tenant keeps beside them."""

import json
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import File, Form, Query, Request, Response, UploadFile
from fastapi.responses import JSONResponse

from shared.audio.containers import RECORDING
from shared.contracts import AnyCase
from shared.errors import (
    Busy,
    Conflict,
    Forbidden,
    Gone,
    InvalidInput,
    NotFound,
    StorageFull,
    Unavailable,
    UploadTooLarge,
)
from shared.web import CommonSettingsDep, ServiceRouter, problems
from shared.web.uploads import refuse_path

from ..classes import assigning
from ..domain.options import read_speaker_id
from ..domain.recordings import RecordingFilter, RecordingSource, RecordingStatus
from ..pipelines.transcript.pipeline import TRANSCRIPT
from ..recordings import fields, looking_up, receiving
from ..recordings.looking_up import ComparedRecording
from ..recordings.receiving import Wanted
from ..schemas.recordings import (
    ChangedRecording,
    NewFieldSchema,
    ReceivedRecording,
    RecordingPage,
    ShownFieldSchema,
    ShownRecording,
)
from ..schemas.tasks import ErasurePending
from .cursors import read_cursor, write_cursor
from .dependencies import AppDep, IdempotencyKeyDep, PrincipalDep

MOST_JSON_CHARS = 65_536
MOST_FIELDS_ASKED = 10
MAX_SECONDS = 1e6
DEFAULT = TRANSCRIPT.name
"""The pipeline of a recording that names none."""

router = ServiceRouter(prefix="/recordings", tags=["recordings"])
fields_router = ServiceRouter(prefix="/recording-fields", tags=["recordings"])


@router.post(
    "",
    status_code=202,
    responses=problems(
        InvalidInput, Forbidden, UploadTooLarge, Conflict, Busy, Unavailable, StorageFull
    ),
)
async def send_recording(
    file: Annotated[UploadFile, File(description=RECORDING)],
    app: AppDep,
    principal: PrincipalDep,
    common: CommonSettingsDep,
    idempotency_key: IdempotencyKeyDep,
    request: Request,
    response: Response,
    pipeline: Annotated[
        str, Form(description="`pronunciation`, `transcript` or `calls`")
    ] = DEFAULT,
    options: Annotated[
        str,
        Form(
            description="A JSON object: the fields that POST /tasks, /transcripts or /calls takes beside the recording",
            examples=['{"language": "en"}'],
        ),
    ] = "",
    fields_sent: Annotated[
        str,
        Form(
            alias="fields",
            description="A JSON object: custom fields, as GET /recording-fields describes them",
            examples=['{"team": "north"}'],
        ),
    ] = "",
    if_duplicate: Annotated[
        str,
        Form(
            description="`take` it all the same, or `refuse` a recording whose audio is there already"
        ),
    ] = "take",
) -> ReceivedRecording:
    """Hand a recording over without waiting until it is decoded: it is kept as it is sent, and `recording.ingested` is told. What can't be
    taken in is `refused` then, with the reason; Location tells. A file that is put into the inbox of the store is received alike."""
    refuse_path(file, "file")
    chosen = receiving.pipeline_called(pipeline.strip().lower() or DEFAULT)
    asked = receiving.read_wanted_options(chosen, _object(options, "options"), principal)
    asked = await assigning.for_recording(app, principal, asked)
    await chosen.check(asked, app.upstreams)
    kept = await fields.checked(app, principal, _object(fields_sent, "fields"))
    wanted = Wanted(chosen, asked, kept, _refuses(if_duplicate))
    received = await receiving.receive(
        app,
        common,
        principal,
        wanted,
        file.file,
        name=file.filename,
        source="upload",
        idempotency_key=idempotency_key,
    )
    request.state.audited_target = f"task:{received.id}"
    response.headers["Location"] = f"{request.url.path.rstrip('/')}/{received.id}"
    return ReceivedRecording(recording_id=received.id, status=received.status)


@router.get("", responses=problems(InvalidInput, NotFound, Unavailable))
async def list_recordings(
    app: AppDep,
    principal: PrincipalDep,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    status: Annotated[
        RecordingStatus | None, AnyCase, Query(description="That wait, were taken in, or refused")
    ] = None,
    source: Annotated[
        RecordingSource | None, AnyCase, Query(description="By the way they came")
    ] = None,
    pipeline: Annotated[str | None, Query(description="Sent through this one alone")] = None,
    speaker_id: Annotated[str | None, Query(description="Of this speaker alone")] = None,
    since: Annotated[datetime | None, Query(description="Received then or later")] = None,
    until: Annotated[datetime | None, Query(description="Received before then")] = None,
    shortest_s: Annotated[
        float | None, Query(ge=0, le=MAX_SECONDS, description="Of so many seconds or more")
    ] = None,
    longest_s: Annotated[
        float | None, Query(ge=0, le=MAX_SECONDS, description="Of so many seconds or fewer")
    ] = None,
    same_audio_as: Annotated[
        UUID | None, Query(description="With the very same audio as this recording, it included")
    ] = None,
    field: Annotated[
        list[str] | None,
        Query(
            description="A custom field and its value, `name:value`; sent again for another",
            max_length=MOST_FIELDS_ASKED,
        ),
    ] = None,
) -> RecordingPage:
    """Recordings, however they came, newest first, a page at a time."""
    wanted = RecordingFilter(
        status=status,
        source=source,
        pipeline=None if pipeline is None else receiving.pipeline_called(pipeline).name,
        speaker_id=read_speaker_id(speaker_id) if speaker_id else None,
        since=_zoned(since, "since"),
        until=_zoned(until, "until"),
        shortest_s=shortest_s,
        longest_s=longest_s,
        fields=await looking_up.read_fields(app, principal, field or []),
    )
    found, more = await looking_up.listed(
        app,
        principal,
        wanted,
        same_audio_as=same_audio_as,
        limit=limit,
        after=read_cursor(cursor) if cursor else None,
    )
    return RecordingPage(
        items=[_shown(each) for each in found],
        next_cursor=write_cursor(found[-1].record) if more else None,
    )


@router.get("/{recording_id}", responses=problems(NotFound, Gone, Unavailable))
async def get_recording(recording_id: UUID, app: AppDep, principal: PrincipalDep) -> ShownRecording:
    """What is known of a recording, and where its task is. What was found in it, the task tells."""
    return _shown(await looking_up.get(app, principal, recording_id))


@router.patch("/{recording_id}", responses=problems(InvalidInput, NotFound, Gone, Unavailable))
async def change_recording(
    recording_id: UUID, asked: ChangedRecording, app: AppDep, principal: PrincipalDep
) -> ShownRecording:
    """Set its custom fields, those that are named."""
    return _shown(await looking_up.set_fields(app, principal, recording_id, asked.fields))


@router.delete(
    "/{recording_id}",
    status_code=204,
    response_class=Response,
    responses={202: {"model": ErasurePending}, **problems(NotFound, Unavailable)},
)
async def delete_recording(recording_id: UUID, app: AppDep, principal: PrincipalDep) -> Response:
    """Erase it with its task and all that was made of it; one that waits is not taken in any more."""
    if await looking_up.erase(app, principal, recording_id):
        return Response(status_code=204)
    pending = ErasurePending(task_id=recording_id)
    return JSONResponse(pending.model_dump(mode="json"), status_code=202)


@fields_router.get("", responses=problems(Unavailable))
async def get_recording_fields(app: AppDep, principal: PrincipalDep) -> ShownFieldSchema:
    """Which custom fields the tenant's recordings have."""
    found = await fields.schema_of(app, principal)
    if found is None:
        return ShownFieldSchema(json_schema=None, updated_at=None)
    return ShownFieldSchema(json_schema=dict(found.schema), updated_at=found.updated_at)


@fields_router.put("", responses=problems(InvalidInput, Forbidden, Unavailable))
async def set_recording_fields(
    asked: NewFieldSchema, app: AppDep, principal: PrincipalDep
) -> ShownFieldSchema:
    """Say which custom fields recordings have from now on. Those that are there keep theirs."""
    made = await fields.set_schema(app, principal, asked.json_schema)
    return ShownFieldSchema(json_schema=dict(made.schema), updated_at=made.updated_at)


@fields_router.delete("", status_code=204, responses=problems(Forbidden, Unavailable))
async def drop_recording_fields(app: AppDep, principal: PrincipalDep) -> Response:
    """No custom fields from now on. Recordings that are there keep theirs."""
    await fields.drop_schema(app, principal)
    return Response(status_code=204)


def _object(sent: str, field: str) -> dict[str, Any]:
    """Raises InvalidInput."""
    if not sent.strip():
        return {}
    if len(sent) > MOST_JSON_CHARS:
        raise InvalidInput(f"it has at most {MOST_JSON_CHARS} characters", field=field)
    try:
        read = json.loads(sent, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("send a JSON object", field=field) from error
    if not isinstance(read, dict):
        raise InvalidInput("send a JSON object", field=field)
    return read


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number in JSON")


def _refuses(if_duplicate: str) -> bool:
    """Raises InvalidInput."""
    chosen = if_duplicate.strip().lower()
    if chosen not in {"", "take", "refuse"}:
        raise InvalidInput("a duplicate is one to take or to refuse", field="if_duplicate")
    return chosen == "refuse"


def _zoned(at: datetime | None, field: str) -> datetime | None:
    """Raises InvalidInput."""
    if at is not None and at.tzinfo is None:
        raise InvalidInput("say in which time zone: 2026-11-28T09:30:00+05:30", field=field)
    return at


def _shown(found: ComparedRecording) -> ShownRecording:
    record = found.record
    is_taken = record.task_status is not None
    return ShownRecording(
        recording_id=record.id,
        status=record.status,
        task_id=record.id if is_taken else None,
        path=f"/tasks/{record.id}" if is_taken else None,
        task_status=record.task_status,
        pipeline=record.pipeline,
        source=record.source,
        speaker_id=record.speaker_id,
        name=record.name,
        n_bytes=record.n_bytes,
        duration_s=record.duration_s,
        audio_sha256=record.audio_sha256,
        same_audio_as=found.same_audio_as,
        fields=dict(record.fields),
        reason=record.reason,
        detail=record.detail,
        created_at=record.created_at,
        taken_at=record.taken_at,
    )
