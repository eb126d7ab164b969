"""/transcripts: what was said in recordings of up to hours, worked on as tasks are."""

from typing import Annotated
from uuid import UUID

import anyio.to_thread
from fastapi import File, Request, Response, UploadFile

from shared.audio.containers import RECORDING
from shared.errors import (
    Gone,
    NotFound,
)
from shared.web import RuntimeDep, ServiceRouter, problems
from shared.web.long_uploads import RESOURCE, LongRecordings

from ..pipelines.transcript.pipeline import TRANSCRIPT
from ..schemas.tasks import TaskAccepted
from ..schemas.transcripts import TranscriptResult
from ..tasks import results, submission
from ..tasks.intake import read_long_intake
from .dependencies import AppDep, IdempotencyKeyDep, PrincipalDep, RequestIdDep, WaitsDep
from .forms import TranscriptOptionsDep
from .queueing import QUEUEING_PROBLEMS, told_as_queued

router = ServiceRouter(prefix="/transcripts", tags=["transcripts"])


@router.post(
    "",
    status_code=202,
    responses=problems(*QUEUEING_PROBLEMS),
)
async def submit_transcript(
    file: Annotated[UploadFile, File(description=RECORDING)],
    options: TranscriptOptionsDep,
    app: AppDep,
    principal: PrincipalDep,
    idempotency_key: IdempotencyKeyDep,
    request_id: RequestIdDep,
    waits_s: WaitsDep,
    runtime: RuntimeDep,
    request: Request,
    response: Response,
) -> TaskAccepted:
    """Queue a recording of up to two hours to be transcribed. Its task is followed, cancelled and erased as any other; Location
    has the transcript."""
    room: LongRecordings = runtime.resources[RESOURCE]
    async with room.opened(file) as recording:
        intake = await anyio.to_thread.run_sync(read_long_intake, TRANSCRIPT, options, [recording])
        submitted = await submission.submit(
            app,
            principal,
            intake,
            request_id=request_id,
            idempotency_key=idempotency_key,
            waits_s=waits_s,
        )
    return told_as_queued(submitted, request, response)


@router.get(
    "/{task_id}",
    response_model=None,  # written once, by its own model
    responses={200: {"model": TranscriptResult}, **problems(NotFound, Gone)},
)
async def get_transcript(task_id: UUID, app: AppDep, principal: PrincipalDep) -> Response:
    """What was said, as far as it is known: the words of a recording come when it is recognised to its end."""
    shown = await results.get_task(app, principal, task_id, of=TRANSCRIPT)
    content = await anyio.to_thread.run_sync(shown.model_dump_json)
    return Response(content, media_type="application/json")
