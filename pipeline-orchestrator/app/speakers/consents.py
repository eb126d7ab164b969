"""A speaker's standing consent: given once, holding for all their tasks until it lapses or is taken back."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from shared.errors import ConsentMissing, NotFound

from ..app import App
from ..db import consents
from ..db.models import now
from ..domain import keys
from ..domain.erasure import Wish
from ..domain.principal import Principal
from ..domain.speaker import StandingConsent
from ..erasing import objects
from ..schemas.speakers import SpeakerConsent, SpeakerConsentRevoked


async def give_consent(
    app: App,
    principal: Principal,
    speaker_id: str,
    *,
    agrees: bool,
    days: int,
    samples: Sequence[bytes],
) -> SpeakerConsent:
    """Keep the samples, then the consent. Raises ConsentMissing without it, Conflict while another holds, and
    StorageQuotaExceeded."""
    if not agrees:
        raise ConsentMissing(
            "the speaker has to agree: send consent_voice_cloning=true",
            field="consent_voice_cloning",
        )
    app.eraser.require_speaker(principal, speaker_id, for_new=True)
    allowance = await app.allowance(principal)
    consent_id = uuid4()
    sample_keys = [
        keys.standing_sample_key(principal.tenant, consent_id, index)
        for index in range(len(samples))
    ]
    try:
        for key, sample in zip(sample_keys, samples, strict=True):
            await app.store.put(key, sample, content_type=keys.WAV_TYPE)
        expires_at = now() + timedelta(days=days)
        with app.metrics.refusals():
            given = await app.database.write(
                lambda s: consents.give(
                    s,
                    principal,
                    consent_id,
                    speaker_id,
                    sample_keys=sample_keys,
                    n_bytes=sum(map(len, samples)),
                    expires_at=expires_at,
                    allowance=allowance,
                )
            )
    except BaseException as error:
        unkept = Wish(
            tenant=principal.tenant, kind="consent", id=str(consent_id), consents=(consent_id,)
        )
        await app.eraser.undo(unkept, error)
        raise
    return _shown(given)


async def get_consent(app: App, principal: Principal, speaker_id: str) -> SpeakerConsent:
    """The newest. Raises NotFound."""
    app.eraser.require_speaker(principal, speaker_id)
    found = await app.database.read(lambda s: consents.newest(s, principal, speaker_id))
    if found is None:
        raise NotFound(f"speaker {speaker_id} has given no consent", field="speaker_id")
    return _shown(found)


async def holding_consent(
    app: App, principal: Principal, speaker_id: str | None
) -> StandingConsent | None:
    """The one that counts for a task of this speaker now."""
    if speaker_id is None or app.eraser.is_revoking(principal, speaker_id):
        return None
    found = await app.database.read(lambda s: consents.newest(s, principal, speaker_id))
    return found if found is not None and found.holds_at(now()) else None


async def revoke_consent(app: App, principal: Principal, speaker_id: str) -> SpeakerConsentRevoked:
    """Erase the speaker's samples, what was measured of them, and every conversion. Raises NotFound."""
    erased = await app.eraser.erase(Wish.of_speaker(principal, speaker_id, "speaker_consent"))
    counts = objects.of_voice(erased.keys)
    return SpeakerConsentRevoked(
        speaker_id=speaker_id,
        revoked_at=erased.at,
        n_tasks=len(erased.tasks),
        erased_objects=counts.objects,
        erased=counts,
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
