"""/tasks: recordings that are judged while the caller does something else."""

import json
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Header, Query, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from sse_starlette import EventSourceResponse, ServerSentEvent

from shared.contracts import AnyCase
from shared.errors import (
    Busy,
    Conflict,
    Gone,
    InvalidInput,
    NotFound,
    QuotaExceeded,
    Unavailable,
)
from shared.web import ServiceRouter, problems
from shared.web.lines import EVENTS_TOLD

from ..domain.options import read_speaker_id
from ..domain.task import EventRecord, TaskRecord, TaskStatus
from ..pipelines.catalogue import PIPELINES
from ..pipelines.pronunciation.pipeline import PRONUNCIATION
from ..schemas.calls import CallResult
from ..schemas.results import TaskResult
from ..schemas.tasks import (
    ConsentRevoked,
    ErasurePending,
    TaskAccepted,
    TaskPage,
)
from ..schemas.transcripts import TranscriptResult
from ..tasks import endings, results, retrying, submission
from ..tasks.summaries import summary_of
from .cursors import read_cursor, write_cursor
from .dependencies import (
    AppDep,
    CallerDep,
    DoorDep,
    IdempotencyKeyDep,
    PrincipalDep,
    RequestIdDep,
    WaitsDep,
)
from .forms import IntakeDep
from .queueing import QUEUEING_PROBLEMS, told_as_queued

MAX_EVENT_ID = 2**63 - 1
"""What both databases take as a number."""
BULKY = {
    **dict.fromkeys(("transcript", "timing", "prosody", "slices"), True),
    "words": {"__all__": {"phones"}},
}
"""Fields of a result that a list or a small screen does without: nine tenths of its bytes."""
REVOKED = {202: {"model": ConsentRevoked}, **problems(NotFound, Gone, Conflict, Unavailable)}

router = ServiceRouter(prefix="/tasks", tags=["tasks"])


@router.post(
    "",
    status_code=202,
    responses=problems(*QUEUEING_PROBLEMS),
)
async def submit_task(
    intake: IntakeDep,
    app: AppDep,
    principal: PrincipalDep,
    idempotency_key: IdempotencyKeyDep,
    request_id: RequestIdDep,
    waits_s: WaitsDep,
    request: Request,
    response: Response,
) -> TaskAccepted:
    """Queue a recording; its task is at the Location."""
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
async def list_tasks(
    app: AppDep,
    principal: PrincipalDep,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    status: Annotated[TaskStatus | None, AnyCase] = None,
    speaker_id: Annotated[str | None, Query(description="Of this speaker alone")] = None,
    pipeline: Annotated[
        str, Query(description="Of this pipeline: `pronunciation`, `transcript` or `calls`")
    ] = PRONUNCIATION.name,
) -> TaskPage:
    """Tasks, newest first, a page at a time."""
    if pipeline not in PIPELINES:
        raise InvalidInput(
            f"there is no such pipeline: choose one of {', '.join(PIPELINES)}", field="pipeline"
        )
    after = read_cursor(cursor) if cursor else None
    speaker = read_speaker_id(speaker_id) if speaker_id else None
    found, more = await results.list_tasks(
        app,
        principal,
        limit=limit,
        after=after,
        status=status,
        speaker_id=speaker,
        pipeline=pipeline,
    )
    return TaskPage(
        items=[summary_of(task) for task in found],
        next_cursor=write_cursor(found[-1]) if more else None,
    )


@router.get(
    "/{task_id}",
    response_model=None,  # each pipeline's tasks are shown by a model of their own
    responses={
        200: {"model": TaskResult | TranscriptResult | CallResult},
        **problems(NotFound, Gone),
    },
)
async def get_task(
    task_id: UUID,
    app: AppDep,
    principal: PrincipalDep,
    detail: Annotated[
        Literal["full", "summary"],
        AnyCase,
        Query(description="summary: without phones, slices, contours, transcript and timing"),
    ] = "full",
) -> Response:
    """The unified JSON, as far as it is known; of a recording to be transcribed what `GET /transcripts/{task_id}` shows, of
    a call what `GET /calls/{task_id}` does."""
    shown = await results.get_task(app, principal, task_id)
    left_out = BULKY if detail == "summary" else None
    return Response(shown.model_dump_json(exclude=left_out), media_type="application/json")


@router.get(
    "/{task_id}/events",
    response_class=EventSourceResponse,
    responses={
        200: EVENTS_TOLD,
        204: {
            "description": "The task is over, and all its events were told: nothing more will come"
        },
        **problems(NotFound, Gone),
    },
)
async def follow_task(
    task_id: UUID,
    app: AppDep,
    door: DoorDep,
    caller: CallerDep,
    principal: PrincipalDep,
    last_event_id: Annotated[
        int, Header(ge=0, le=MAX_EVENT_ID, description="Go on after this event")
    ] = 0,
) -> Response:
    """Server-sent events from the start on, numbered from 1: stage_started, stage_progress, stage_finished, partial_result,
    task_postponed, task_retried and, last, task_finished. A browser that comes again after that one is told by 204 to stop. The stream ends
    with the key, token or session that it was asked with."""
    if await results.has_been_told(app, principal, task_id, last_id=last_event_id):
        return Response(status_code=204)
    news = results.follow(
        app,
        principal,
        task_id,
        last_id=last_event_id,
        is_let_in=partial(door.is_still_let_in, caller),
    )
    return EventSourceResponse(_written(news))


async def _written(news: AsyncIterator[EventRecord]) -> AsyncIterator[ServerSentEvent]:
    async for event in news:
        yield ServerSentEvent(
            json.dumps(jsonable_encoder(event.fields, exclude_unset=True), ensure_ascii=False),
            event=event.name,
            id=str(event.id),
        )


@router.post("/{task_id}/cancel", status_code=202, responses=problems(NotFound, Gone, Conflict))
async def cancel_task(task_id: UUID, app: AppDep, principal: PrincipalDep) -> TaskAccepted:
    """Stop a task. What it has made so far stays until it is deleted."""
    return _accepted(await endings.cancel(app, principal, task_id))


@router.post(
    "/{task_id}/retry",
    status_code=202,
    responses=problems(NotFound, Gone, Conflict, QuotaExceeded, Busy),
)
async def retry_task(task_id: UUID, app: AppDep, principal: PrincipalDep) -> TaskAccepted:
    """Run the stages of a task again that failed, with what was left out for them; what succeeded stays. 409 when nothing failed."""
    return _accepted(await retrying.retry(app, principal, task_id))


@router.delete(
    "/{task_id}",
    status_code=204,
    response_class=Response,
    responses={202: {"model": ErasurePending}, **problems(NotFound, Unavailable)},
)
async def delete_task(task_id: UUID, app: AppDep, principal: PrincipalDep) -> Response:
    """Stop a task if it runs and erase all of it: rows, recording, results and voice data."""
    if await endings.delete(app, principal, task_id):
        return Response(status_code=204)
    return JSONResponse(ErasurePending(task_id=task_id).model_dump(mode="json"), status_code=202)


@router.post("/{task_id}/consent/revoke", operation_id="revoke_task_consent", responses=REVOKED)
@router.delete("/{task_id}/consent", operation_id="delete_task_consent", responses=REVOKED)
async def revoke_consent(
    task_id: UUID, app: AppDep, principal: PrincipalDep, response: Response
) -> ConsentRevoked:
    """Take the consent to voice cloning back: samples and the converted voice are erased."""
    revoked = await endings.revoke_consent(app, principal, task_id)
    response.status_code = 202 if revoked.erasure_pending else 200
    return revoked


def _accepted(task: TaskRecord) -> TaskAccepted:
    return TaskAccepted(task_id=task.id, status=task.status)
