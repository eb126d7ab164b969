"""/calls: recorded calls, looked at as tasks are; who said what, how it went, and the moments worth a coach's minute."""

from functools import partial
from typing import Annotated
from uuid import UUID

import anyio.to_thread
from fastapi import File, Path, Query, Request, Response, UploadFile

from shared.audio.containers import RECORDING
from shared.contracts import AnyCase
from shared.errors import Conflict, Gone, InvalidInput, NotFound
from shared.web import RuntimeDep, ServiceRouter, problems
from shared.web.long_uploads import RESOURCE, LongRecordings
from shared.web.ranges import PART_ANSWERS, RangedBytes

from ..domain.options import read_speaker_id
from ..domain.task import TaskStatus
from ..pipelines.calls.pipeline import CALLS
from ..schemas.calls import CallPage, CallReplay, CallResult, ReplayRequest
from ..schemas.tasks import TaskAccepted
from ..speakers import consents
from ..tasks import calls, results, submission
from ..tasks.intake import check_channels, read_long_intake
from ..tasks.summaries import call_summary_of
from .cursors import read_cursor, write_cursor
from .dependencies import AppDep, IdempotencyKeyDep, PrincipalDep, RequestIdDep, WaitsDep
from .forms import CallOptionsDep
from .queueing import QUEUEING_PROBLEMS, told_as_queued

router = ServiceRouter(prefix="/calls", tags=["calls"])


@router.post("", status_code=202, responses=problems(*QUEUEING_PROBLEMS))
async def submit_call(
    file: Annotated[UploadFile, File(description=RECORDING)],
    options: CallOptionsDep,
    app: AppDep,
    principal: PrincipalDep,
    idempotency_key: IdempotencyKeyDep,
    request_id: RequestIdDep,
    waits_s: WaitsDep,
    runtime: RuntimeDep,
    request: Request,
    response: Response,
) -> TaskAccepted:
    """Queue a recorded call of up to two hours, of one channel or a speaker a channel. Its task is followed, cancelled, tried again and
    erased as any other; Location has what is known of it."""
    room: LongRecordings = runtime.resources[RESOURCE]
    async with room.opened_parts(file, field="file", channels=options.channels) as channels:
        check_channels(options, len(channels))
        intake = await anyio.to_thread.run_sync(read_long_intake, CALLS, options, channels)
        submitted = await submission.submit(
            app,
            principal,
            intake,
            request_id=request_id,
            idempotency_key=idempotency_key,
            waits_s=waits_s,
        )
    return told_as_queued(submitted, request, response)


@router.get("", responses=problems(InvalidInput))
async def list_calls(
    app: AppDep,
    principal: PrincipalDep,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    status: Annotated[TaskStatus | None, AnyCase] = None,
    speaker_id: Annotated[str | None, Query(description="Of this agent alone")] = None,
) -> CallPage:
    """Calls, newest first, a page at a time."""
    found, more = await results.list_tasks(
        app,
        principal,
        limit=limit,
        after=read_cursor(cursor) if cursor else None,
        status=status,
        speaker_id=read_speaker_id(speaker_id) if speaker_id else None,
        pipeline=CALLS.name,
    )
    return CallPage(
        items=[call_summary_of(task) for task in found],
        next_cursor=write_cursor(found[-1]) if more else None,
    )


@router.get(
    "/{task_id}",
    response_model=None,  # written once, by its own model
    responses={200: {"model": CallResult}, **problems(NotFound, Gone)},
)
async def get_call(task_id: UUID, app: AppDep, principal: PrincipalDep) -> Response:
    """What is known of a call: each part comes when its stage is done."""
    shown = await results.get_task(app, principal, task_id, of=CALLS)
    content = await anyio.to_thread.run_sync(shown.model_dump_json)
    return Response(content, media_type="application/json")


@router.get(
    "/{task_id}/turns/{turn}/audio",
    response_class=Response,
    responses={
        **PART_ANSWERS,
        **problems(NotFound, Gone, Conflict),
        200: {"content": {"audio/wav": {}}},
    },
)
async def play_turn(
    task_id: UUID,
    turn: Annotated[int, Path(ge=0)],
    app: AppDep,
    principal: PrincipalDep,
) -> RangedBytes:
    """One turn of a call, silent where something personal was taken out of its words."""
    content = await calls.turn_audio(app, principal, task_id, turn)
    headers = {"cache-control": "private, max-age=3600", "x-content-type-options": "nosniff"}
    return RangedBytes(content, media_type="audio/wav", headers=headers)


@router.post(
    "/{task_id}/replay", status_code=202, responses=problems(*QUEUEING_PROBLEMS, NotFound, Gone)
)
async def replay_moment(
    task_id: UUID,
    asked: ReplayRequest,
    app: AppDep,
    principal: PrincipalDep,
    request_id: RequestIdDep,
) -> CallReplay:
    """A moment to be heard as it should sound: its exchange to play, and the agent's sentence as a practice in their list, whose result
    has the reference. Asked again, it is the same practice."""
    return await calls.replay(
        app,
        principal,
        task_id,
        asked,
        request_id=request_id,
        consent_of=partial(consents.holding_consent, app, principal),
    )
