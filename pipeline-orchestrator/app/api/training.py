"""/training/jobs: models made of a tenant's own data, as candidates; and whether a speaker agrees to be learnt from."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from shared.errors import Conflict, Forbidden, InvalidInput, NotFound, Unavailable
from shared.web import RuntimeDep, ServiceRouter, problems

from ..domain.training import TRAINING_WORDING, TrainingConsent
from ..schemas.training import (
    AskedTrainingConsent,
    NewTrainingJob,
    ShownTraining,
    ShownTrainingConsent,
    TrainingJobs,
    TrainingLog,
)
from ..training.desk import TrainingDesk
from .dependencies import PrincipalDep
from .speakers import SpeakerId

router = ServiceRouter()
READS = problems(InvalidInput, Forbidden, NotFound, Unavailable)


def _desk(runtime: RuntimeDep) -> TrainingDesk:
    return runtime.resources["training"]


TrainingDeskDep = Annotated[TrainingDesk, Depends(_desk)]


@router.post(
    "/training/jobs",
    status_code=202,
    tags=["administration"],
    responses=problems(InvalidInput, Forbidden, Conflict, Unavailable),
)
async def start_training(
    asked: NewTrainingJob,
    desk: TrainingDeskDep,
    principal: PrincipalDep,
    request: Request,
    response: Response,
) -> ShownTraining:
    """Queue a training job. It ends as a candidate in the registry (`GET /models`), which nobody is given before somebody tries it;
    what is done of it is kept step by step, so that it goes on after a stop or a crash."""
    job = await desk.start(principal, asked.recipe, tuple(asked.data), asked.options.sent())
    request.state.audited_target = f"training:{job.id}"
    response.headers["Location"] = f"{request.url.path.rstrip('/')}/{job.id}"
    return ShownTraining.of(job)


@router.get("/training/jobs", tags=["administration"], responses=problems(Forbidden, Unavailable))
async def list_training_jobs(
    desk: TrainingDeskDep,
    principal: PrincipalDep,
    limit: Annotated[int, Query(ge=1, le=200, description="The newest so many jobs")] = 50,
) -> TrainingJobs:
    """The tenant's training jobs; those that ended more than 400 days ago are gone."""
    return TrainingJobs(items=[ShownTraining.of(each) for each in await desk.newest(principal, limit)])  # fmt: skip


@router.get("/training/jobs/{job_id}", tags=["administration"], responses=READS)
async def get_training_job(
    job_id: UUID, desk: TrainingDeskDep, principal: PrincipalDep
) -> ShownTraining:
    """How far a training job has come."""
    return ShownTraining.of(await desk.one(principal, job_id))


@router.get("/training/jobs/{job_id}/log", tags=["administration"], responses=READS)
async def get_training_log(
    job_id: UUID, desk: TrainingDeskDep, principal: PrincipalDep
) -> TrainingLog:
    """The last lines that a training job has said."""
    return TrainingLog(lines=list((await desk.one(principal, job_id)).log))


@router.post(
    "/training/jobs/{job_id}/cancel",
    tags=["administration"],
    responses=problems(InvalidInput, Forbidden, NotFound, Conflict, Unavailable),
)
async def cancel_training(
    job_id: UUID, desk: TrainingDeskDep, principal: PrincipalDep, request: Request
) -> ShownTraining:
    """Stop a training job, also in the middle of a step; its files are deleted."""
    job = await desk.cancel(principal, job_id)
    request.state.audited_target = f"training:{job.id}"
    return ShownTraining.of(job)


@router.put("/speakers/{speaker_id}/training-consent", tags=["speakers"], responses=READS)
async def give_training_consent(
    speaker_id: SpeakerId,
    asked: AskedTrainingConsent,
    desk: TrainingDeskDep,
    principal: PrincipalDep,
) -> ShownTrainingConsent:
    """Agree that training jobs learn from what was measured of the speaker and what teachers said of it, until that is taken
    back."""
    if asked.wording_version != TRAINING_WORDING:
        raise InvalidInput(
            f"the words are those of version {TRAINING_WORDING} by now: show them",
            field="wording_version",
        )
    return _shown(speaker_id, await desk.agree(principal, speaker_id))


@router.get("/speakers/{speaker_id}/training-consent", tags=["speakers"], responses=READS)
async def get_training_consent(
    speaker_id: SpeakerId, desk: TrainingDeskDep, principal: PrincipalDep
) -> ShownTrainingConsent:
    """The consent to be learnt from, where there is one."""
    return _shown(speaker_id, await desk.consent(principal, speaker_id))


@router.delete(
    "/speakers/{speaker_id}/training-consent",
    status_code=204,
    tags=["speakers"],
    responses=READS,
)
async def revoke_training_consent(
    speaker_id: SpeakerId, desk: TrainingDeskDep, principal: PrincipalDep
) -> Response:
    """Take it back: from now on nothing is learnt from the speaker, and jobs that are unfinished begin anew without them. What
    was learnt before stays: a few numbers of all speakers together."""
    await desk.take_back(principal, speaker_id)
    return Response(status_code=204)


def _shown(speaker_id: str, consent: TrainingConsent) -> ShownTrainingConsent:
    return ShownTrainingConsent(
        speaker_id=speaker_id,
        wording_version=consent.wording,
        given_at=consent.given_at,
    )
