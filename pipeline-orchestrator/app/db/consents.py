"""Consents that a speaker gives once: give, find, revoke, let lapse. Each function is one unit of work."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from shared.errors import Conflict, NotFound

from ..domain.principal import Principal, System, acting_for
from ..domain.quotas import MB, Allowance, Spent
from ..domain.speaker import CONSENT_EXPIRED, CONSENT_SCOPE, CONSENT_WORDING, StandingConsent
from . import usage
from .across import across_tenants
from .erasures import erase_later
from .models import ConsentRow, Task, now
from .records import standing_consent
from .tasks import forget_voice, revoke_consent


def give(
    session: Session,
    principal: Principal,
    consent_id: UUID,
    speaker_id: str,
    *,
    sample_keys: Sequence[str],
    n_bytes: int,
    expires_at: datetime,
    allowance: Allowance,
) -> StandingConsent:
    """Raises Conflict while an earlier one holds, and StorageQuotaExceeded where its samples, `n_bytes` in all, have no room;
    does nothing for one that is stored."""
    earlier = newest(session, principal, speaker_id)
    if earlier is not None and earlier.id == consent_id:
        return earlier
    if earlier is not None and earlier.holds_at(now()):
        raise Conflict(
            "this speaker's consent is already given: revoke it first to give it anew",
            field="speaker_id",
        )
    usage.require(
        session,
        principal,
        allowance,
        asked=Spent(stored_mb=n_bytes / MB),
        at=now(),
    )
    row = ConsentRow(
        tenant=principal.tenant,
        id=consent_id,
        speaker_id=speaker_id,
        scope=CONSENT_SCOPE,
        wording=CONSENT_WORDING,
        sample_keys=list(sample_keys),
        given_at=now(),
        expires_at=expires_at,
        stored_bytes=n_bytes,
    )
    session.add(row)
    session.flush()
    return standing_consent(row)


def newest(session: Session, principal: Principal, speaker_id: str) -> StandingConsent | None:
    """The one given last, whether it still holds or not."""
    row = session.scalar(
        select(ConsentRow)
        .where(ConsentRow.tenant == principal.tenant, ConsentRow.speaker_id == speaker_id)
        .order_by(ConsentRow.given_at.desc())
        .limit(1)
    )
    return None if row is None else standing_consent(row)


def ending(
    session: Session, principal: Principal, *, within_days: int, limit: int
) -> list[StandingConsent]:
    """Those that hold and end within so many days, the soonest first."""
    at = now()
    rows = session.scalars(
        select(ConsentRow)
        .where(
            ConsentRow.tenant == principal.tenant,
            ConsentRow.revoked_at.is_(None),
            ConsentRow.expires_at > at,
            ConsentRow.expires_at <= at + timedelta(days=within_days),
        )
        .order_by(ConsentRow.expires_at, ConsentRow.id)
        .limit(limit)
    )
    return [standing_consent(row) for row in rows]


def n_at_their_end(session: Session, system: System, *, within_days: int) -> tuple[int, int]:
    """Of all tenants: how many hold and end within so many days, and how many have ended whose samples are still there."""
    at = now()
    holds = ConsentRow.revoked_at.is_(None) & (ConsentRow.expires_at > at)
    # Of those that end by then alone: the index has them, and years of others are not looked at.
    counted = select(
        func.count().filter(holds), func.count().filter(ConsentRow.expires_at <= at)
    ).where(
        ConsentRow.expires_at <= at + timedelta(days=within_days), ConsentRow.erased_at.is_(None)
    )
    n_ending, n_lapsed = session.execute(across_tenants(system, counted)).one()
    return n_ending, n_lapsed


def revoke(
    session: Session, principal: Principal, speaker_id: str, *, erase_again: Sequence[datetime]
) -> tuple[list[UUID], list[UUID], datetime]:
    """Revoke every consent of a speaker, standing or given with a request.

    Returns the standing consents and the tasks whose voice data are to be deleted, and when it was. Raises
    NotFound when there is none.
    """
    tasks, _ = given(session, principal, speaker_id)
    standing = session.scalars(
        select(ConsentRow)
        .where(ConsentRow.tenant == principal.tenant, ConsentRow.speaker_id == speaker_id)
        .with_for_update()
    ).all()
    revoked_at = now()
    for row in standing:
        row.revoked_at = row.revoked_at or revoked_at
        row.erased_at = revoked_at
        row.sample_keys, row.stored_bytes = [], 0
        erase_later(session, principal, row.id, erase_again, voice_only=True, of_consent=True)
    for task_id in tasks:
        revoke_consent(session, principal, task_id, erase_again=erase_again)
    return [row.id for row in standing], tasks, revoked_at


def given(session: Session, principal: Principal, speaker_id: str) -> tuple[list[UUID], list[UUID]]:
    """Tasks with a consent, and standing consents. Raises NotFound when there is neither."""
    tasks = session.scalars(
        select(Task.id).where(
            Task.tenant == principal.tenant,
            Task.speaker_id == speaker_id,
            Task.consent_at.is_not(None),
        )
    ).all()
    standing = session.scalars(
        select(ConsentRow.id).where(
            ConsentRow.tenant == principal.tenant, ConsentRow.speaker_id == speaker_id
        )
    ).all()
    if not standing and not tasks:
        raise NotFound(f"speaker {speaker_id} has given no consent", field="speaker_id")
    return list(tasks), list(standing)


def forget(session: Session, principal: Principal, consent_id: UUID) -> None:
    """One that was not kept after all; there may be none."""
    session.execute(
        delete(ConsentRow).where(ConsentRow.tenant == principal.tenant, ConsentRow.id == consent_id)
    )


def lapse(
    session: Session, system: System, at: datetime, *, erase_again: Sequence[datetime]
) -> list[UUID]:
    """The standing consents, of all tenants, that expired and whose samples are still to be deleted; they are marked as deleted."""
    rows = session.scalars(
        across_tenants(
            system,
            select(ConsentRow).where(ConsentRow.expires_at <= at, ConsentRow.erased_at.is_(None)),
        )
    ).all()
    for row in rows:
        row.erased_at = at
        row.sample_keys, row.stored_bytes = [], 0
        owner = acting_for(row.tenant, "maintenance")
        erase_later(session, owner, row.id, erase_again, voice_only=True, of_consent=True)
        _end_conversions(session, owner, row, erase_again)
    return [row.id for row in rows]


def _end_conversions(
    session: Session, owner: Principal, consent: ConsentRow, erase_again: Sequence[datetime]
) -> None:
    """What was made under it goes with it, as when it is taken back."""
    made = session.scalars(
        select(Task).where(
            Task.tenant == owner.tenant,
            Task.speaker_id == consent.speaker_id,
            Task.consent_id == consent.id,
            Task.consent_revoked_at.is_(None),
        )
    ).all()
    for task in made:
        forget_voice(session, task, reason=CONSENT_EXPIRED)
        erase_later(session, owner, task.id, erase_again, voice_only=True)
