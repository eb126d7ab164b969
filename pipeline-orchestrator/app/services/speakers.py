"""What is kept of a speaker: the consent that holds for all their tasks, the samples under it, how they practised."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from shared.errors import ConsentMissing, NotFound

from ..db import consents, practice
from ..db.models import now
from ..schemas.records import StandingConsent
from ..schemas.request_response import (
    PractisedRecording,
    SpeakerConsent,
    SpeakerConsentRevoked,
    SpeakerErased,
    SpeakerProgress,
)
from ..schemas.wishes import Wish
from . import objects
from .logic import Desk


async def give_consent(
    desk: Desk, speaker_id: str, *, agrees: bool, days: int, samples: Sequence[bytes]
) -> SpeakerConsent:
    """Keep the samples, then the consent. Raises ConsentMissing without it, Conflict while another holds."""
    if not agrees:
        raise ConsentMissing(
            "the speaker has to agree: send consent_voice_cloning=true",
            field="consent_voice_cloning",
        )
    desk.eraser.require_speaker(speaker_id, for_new=True)
    consent_id = uuid4()
    keys = [objects.standing_sample_key(consent_id, index) for index in range(len(samples))]
    try:
        for key, sample in zip(keys, samples, strict=True):
            await desk.store.put(key, sample, content_type=objects.WAV_TYPE)
        expires_at = now() + timedelta(days=days)
        given = await desk.database.write(
            lambda s: consents.give(
                s, consent_id, speaker_id, sample_keys=keys, expires_at=expires_at
            )
        )
    except BaseException as error:
        unkept = Wish(kind="consent", id=str(consent_id), consents=(consent_id,))
        await desk.eraser.undo(unkept, error)
        raise
    return _shown(given)


async def get_consent(desk: Desk, speaker_id: str) -> SpeakerConsent:
    """The newest. Raises NotFound."""
    desk.eraser.require_speaker(speaker_id)
    found = await desk.database.read(lambda s: consents.newest(s, speaker_id))
    if found is None:
        raise NotFound(f"speaker {speaker_id} has given no consent", field="speaker_id")
    return _shown(found)


async def holding_consent(desk: Desk, speaker_id: str | None) -> StandingConsent | None:
    """The one that counts for a task of this speaker now."""
    if speaker_id is None or desk.eraser.is_revoking(speaker_id):
        return None
    found = await desk.database.read(lambda s: consents.newest(s, speaker_id))
    return found if found is not None and found.holds_at(now()) else None


async def revoke_consent(desk: Desk, speaker_id: str) -> SpeakerConsentRevoked:
    """Erase the speaker's samples, what was measured of them, and every conversion. Raises NotFound."""
    erased = await desk.eraser.erase(Wish(kind="speaker_consent", id=speaker_id))
    counts = objects.of_voice(erased.keys)
    return SpeakerConsentRevoked(
        speaker_id=speaker_id,
        revoked_at=erased.at,
        n_tasks=len(erased.tasks),
        erased_objects=counts.objects,
        erased=counts,
        erasure_pending=erased.is_pending,
    )


async def get_progress(desk: Desk, speaker_id: str, *, limit: int) -> SpeakerProgress:
    """Raises NotFound where no recording of the speaker was judged."""
    desk.eraser.require_speaker(speaker_id)
    kept = await desk.database.read(lambda s: practice.of_speaker(s, speaker_id, limit=limit))
    if not kept:
        raise NotFound(f"no recording of speaker {speaker_id} was judged", field="speaker_id")
    return SpeakerProgress(
        speaker_id=speaker_id,
        recordings=[
            PractisedRecording(task_id=task_id, **recording.model_dump())
            for task_id, recording in kept
        ],
    )


async def erase(desk: Desk, speaker_id: str) -> SpeakerErased:
    """Erase every task of the speaker with all that was made of it, every consent, all progress. Raises NotFound."""
    erased = await desk.eraser.erase(Wish(kind="speaker", id=speaker_id))
    return SpeakerErased(
        speaker_id=speaker_id,
        n_tasks=len(erased.tasks),
        n_consents=len(erased.consents),
        erased_objects=len(erased.keys),
        erasure_pending=erased.is_pending,
    )


def _shown(consent: StandingConsent) -> SpeakerConsent:
    return SpeakerConsent(
        speaker_id=consent.speaker_id,
        scope=consent.scope,
        wording_version=consent.wording_version,
        given_at=consent.given_at,
        expires_at=consent.expires_at,
        revoked_at=consent.revoked_at,
        holds=consent.holds_at(now()),
        n_samples=len(consent.sample_keys),
    )
