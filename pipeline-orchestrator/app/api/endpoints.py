"""POST /process, and tasks: submit, look, follow, cancel, erase."""

from fastapi import Request, Response

from shared.errors import UpstreamFailed, UpstreamTimedOut
from shared.web import ServiceRouter, problems

from ..db.models import now
from ..schemas.examples import RESULT_EXAMPLE
from ..schemas.results import UnifiedResult
from ..tasks import results, submission
from .audit import router as audit
from .calls import router as calls
from .classes import router as classes
from .config import router as config
from .consent import router as consent
from .dependencies import AppDep, IdempotencyKeyDep, PrincipalDep, RequestIdDep
from .events import router as events
from .forms import IntakeDep
from .keys import router as keys
from .language import router as language
from .limit_headers import warn_of_quotas
from .models import router as models
from .objects import router as objects
from .operations import router as operations
from .privacy import router as privacy
from .queueing import QUEUEING_PROBLEMS
from .quotas import router as quotas
from .recordings import fields_router as recording_fields
from .recordings import router as recordings
from .remarks import router as remarks
from .search import router as search
from .sessions import router as sessions
from .shares import router as shares
from .slices import router as slices
from .speakers import router as speakers
from .speech import router as speech
from .stream import router as stream
from .tasks import router as tasks
from .training import router as training
from .transcripts import router as transcripts
from .ulca import router as ulca
from .webhooks import router as webhooks

router = ServiceRouter()
router.include_router(tasks)
router.include_router(slices)
router.include_router(speakers)
router.include_router(objects)
router.include_router(keys)
router.include_router(sessions)
router.include_router(audit)
router.include_router(quotas)
router.include_router(operations)
router.include_router(models)
router.include_router(training)
router.include_router(privacy)
router.include_router(config)
router.include_router(speech)
router.include_router(language)
router.include_router(search)
router.include_router(ulca)
router.include_router(consent)
router.include_router(classes)
router.include_router(remarks)
router.include_router(stream)
router.include_router(shares)
router.include_router(transcripts)
router.include_router(calls)
router.include_router(recordings)
router.include_router(recording_fields)
router.include_router(events)
router.include_router(webhooks)


@router.post(
    "/process",
    tags=["pipeline"],
    response_model=None,  # written once, by its own model
    responses={
        200: {
            "model": UnifiedResult,
            "content": {"application/json": {"example": RESULT_EXAMPLE}},
        },
        **problems(*QUEUEING_PROBLEMS, UpstreamFailed, UpstreamTimedOut),
    },
)
async def process_recording(
    intake: IntakeDep,
    app: AppDep,
    principal: PrincipalDep,
    idempotency_key: IdempotencyKeyDep,
    request_id: RequestIdDep,
    request: Request,
) -> Response:
    """Judge a recording and wait for the result. The task goes on if the caller hangs up."""
    async with app.process_line.place():
        submitted = await submission.submit(
            app,
            principal,
            intake,
            request_id=request_id,
            idempotency_key=idempotency_key,
            is_waited_for=True,
        )
        task_id = submitted.task.id
        request.state.audited_target = f"task:{task_id}"
        result = await results.wait_for_result(app, principal, submitted)
    response = Response(result.model_dump_json(), media_type="application/json")
    warn_of_quotas(response, submitted.near, now())
    return response
