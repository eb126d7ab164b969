"""/speakers: a consent that a speaker gives once, how they practised, and erasing all of them."""

from functools import partial
from typing import Annotated

import anyio.to_thread
from fastapi import Depends, File, Form, Path, Query, Response, UploadFile
from fastapi.responses import StreamingResponse

from shared.errors import (
    Conflict,
    ConsentMissing,
    Gone,
    InvalidInput,
    NotFound,
    StorageFull,
    StorageQuotaExceeded,
    Unavailable,
)
from shared.web import AUDIO_PROBLEMS, CommonSettingsDep, DecoderDep, ServiceRouter, problems
from shared.web.ranges import PART_ANSWERS, RangedBytes

from ..domain.options import meanings_of, read_speaker_id
from ..pipelines.pronunciation.options import ProcessOptions
from ..schemas.shares import SpeakersShares
from ..schemas.speakers import (
    KeptSamples,
    SpeakerConsent,
    SpeakerConsentRevoked,
    SpeakerErased,
    SpeakerProgress,
)
from ..speakers import consents, export, records, samples
from ..tasks import sharing
from ..tasks.intake import wav_of
from .dependencies import AppDep, CallerDep, DoorDep, PrincipalDep
from .forms import read_samples

router = ServiceRouter(prefix="/speakers", tags=["speakers"])


def _seen_speaker(
    speaker_id: Annotated[str, Depends(read_speaker_id)], principal: PrincipalDep
) -> str:
    """Raises NotFound for another than the learner who asks, known or not."""
    if not principal.sees_speaker(speaker_id):
        raise NotFound(f"nothing is known of a speaker {speaker_id}", field="speaker_id")
    return speaker_id


SpeakerId = Annotated[str, Depends(_seen_speaker)]
SampleId = Annotated[int, Path(ge=0, le=999, description="As the list of samples has it")]


@router.post(
    "/{speaker_id}/consent",
    status_code=201,
    responses=problems(
        *AUDIO_PROBLEMS, ConsentMissing, Conflict, StorageQuotaExceeded, Unavailable, StorageFull
    ),
)
async def give_speaker_consent(
    speaker_id: SpeakerId,
    app: AppDep,
    principal: PrincipalDep,
    common: CommonSettingsDep,
    decoder: DecoderDep,
    consent_voice_cloning: Annotated[
        bool, Form(description=meanings_of(ProcessOptions)["consent_voice_cloning"])
    ] = False,
    expires_in_days: Annotated[
        int, Form(ge=1, le=3650, description="How long the consent holds, in days")
    ] = 365,
    voice_samples_list: Annotated[
        list[UploadFile] | None,
        File(alias="voice_samples[]", description="Kept for all tasks; at most 20"),
    ] = None,
    voice_samples: Annotated[list[UploadFile] | None, File(include_in_schema=False)] = None,
) -> SpeakerConsent:
    """Agree once to voice cloning for all recordings with this `speaker_id`, and leave voice samples."""
    read = (
        await read_samples(voice_samples_list, voice_samples, common, decoder)
        if consent_voice_cloning
        else []
    )
    wavs = await anyio.to_thread.run_sync(lambda: [wav_of(sample) for sample in read])
    return await consents.give_consent(
        app, principal, speaker_id, agrees=consent_voice_cloning, days=expires_in_days, samples=wavs
    )


@router.get("/{speaker_id}/consent", responses=problems(InvalidInput, NotFound))
async def get_speaker_consent(
    speaker_id: SpeakerId, app: AppDep, principal: PrincipalDep
) -> SpeakerConsent:
    """The consent given last."""
    return await consents.get_consent(app, principal, speaker_id)


@router.delete(
    "/{speaker_id}/consent",
    responses={
        202: {"model": SpeakerConsentRevoked},
        **problems(InvalidInput, NotFound, Unavailable),
    },
)
async def revoke_speaker_consent(
    speaker_id: SpeakerId, app: AppDep, principal: PrincipalDep, response: Response
) -> SpeakerConsentRevoked:
    """Take every consent of the speaker back: samples, what was measured of them, and conversions are erased."""
    revoked = await consents.revoke_consent(app, principal, speaker_id)
    response.status_code = 202 if revoked.erasure_pending else 200
    return revoked


@router.get("/{speaker_id}/shares", responses=problems(InvalidInput, NotFound, Gone))
async def list_speaker_shares(
    speaker_id: SpeakerId, app: AppDep, principal: PrincipalDep
) -> SpeakersShares:
    """The links to the speaker's results that hold now, without what opens them."""
    return await sharing.speakers_shares(app, principal, speaker_id)


@router.get("/{speaker_id}/consent/samples", responses=problems(InvalidInput, NotFound, Gone))
async def list_voice_samples(
    speaker_id: SpeakerId, app: AppDep, principal: PrincipalDep
) -> KeptSamples:
    """The voice samples that are kept under the consent."""
    return await samples.list_samples(app, principal, speaker_id)


@router.get(
    "/{speaker_id}/consent/samples/{sample_id}/audio",
    response_class=Response,
    responses={
        **PART_ANSWERS,
        **problems(InvalidInput, NotFound, Gone),
        200: {"content": {"audio/wav": {}}},
    },
)
async def play_voice_sample(
    speaker_id: SpeakerId, sample_id: SampleId, app: AppDep, principal: PrincipalDep
) -> RangedBytes:
    """A voice sample, whole."""
    content = await samples.sound(app, principal, speaker_id, sample_id)
    headers = {"cache-control": "private, no-store", "x-content-type-options": "nosniff"}
    return RangedBytes(content, media_type="audio/wav", headers=headers)


@router.delete(
    "/{speaker_id}/consent/samples/{sample_id}",
    status_code=204,
    responses=problems(InvalidInput, NotFound, Gone, Conflict, Unavailable),
)
async def delete_voice_sample(
    speaker_id: SpeakerId, sample_id: SampleId, app: AppDep, principal: PrincipalDep
) -> Response:
    """Erase a voice sample, with what was measured of it. The consent holds; without samples a recording is its own."""
    await samples.delete(app, principal, speaker_id, sample_id)
    return Response(status_code=204)


@router.get("/{speaker_id}/progress", responses=problems(InvalidInput, NotFound, Gone))
async def get_speaker_progress(
    speaker_id: SpeakerId,
    app: AppDep,
    principal: PrincipalDep,
    limit: Annotated[int, Query(ge=1, le=200, description="The newest so many recordings")] = 50,
) -> SpeakerProgress:
    """How often each sound was on target in each recording, oldest first. What a task's feedback says of it is in
    its `feedback.progress`."""
    return await records.get_progress(app, principal, speaker_id, limit=limit)


@router.get(
    "/{speaker_id}/export",
    response_class=StreamingResponse,
    responses={
        **problems(InvalidInput, NotFound, Gone, Unavailable),
        200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}},
    },
)
async def export_speaker(
    speaker_id: SpeakerId, app: AppDep, door: DoorDep, caller: CallerDep, principal: PrincipalDep
) -> StreamingResponse:
    """All that is kept of a speaker as a zip archive: recordings, results, consents, samples, progress, keys, and who
    looked at them. An archive without its end broke off: ask again."""
    await door.audit.write()  # what was done a moment ago is in it
    begun = await export.begin(
        app,
        principal,
        speaker_id,
        target=door.audit.of_speaker(principal.tenant, speaker_id),
        is_let_in=partial(door.is_still_let_in, caller),
    )
    return StreamingResponse(
        begun.content(),
        media_type="application/zip",
        headers={
            "content-disposition": 'attachment; filename="speaker.zip"',
            "cache-control": "no-store",
        },
    )


@router.delete(
    "/{speaker_id}",
    responses={202: {"model": SpeakerErased}, **problems(InvalidInput, NotFound, Unavailable)},
)
async def erase_speaker(
    speaker_id: SpeakerId,
    app: AppDep,
    door: DoorDep,
    principal: PrincipalDep,
    response: Response,
) -> SpeakerErased:
    """Erase all that is known of a speaker: recordings, results, consents, voice data, progress; their keys end."""
    erased = await records.erase(app, principal, speaker_id)
    door.forget_learner(principal.tenant, speaker_id)
    response.status_code = 202 if erased.erasure_pending else 200
    return erased
