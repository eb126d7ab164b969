"""Keys: make, find, list, revoke. Each function is one unit of work."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shared.errors import NotFound

from ..domain.access import ApiKey
from ..domain.principal import Principal, System
from .across import across_tenants
from .models import ApiKeyRow, WebSessionRow, now


def insert(session: Session, principal: Principal, key: ApiKey, secret_hash: str) -> None:
    """`principal` is who asks with the key. Does nothing for one that is stored."""
    if session.get(ApiKeyRow, (principal.tenant, key.id)) is not None:
        return
    session.add(
        ApiKeyRow(
            tenant=principal.tenant,
            id=key.id,
            secret_hash=secret_hash,
            name=key.name,
            subject=principal.subject,
            role=principal.role,
            scopes=sorted(principal.scopes),
            created_at=key.created_at,
            expires_at=key.expires_at,
        )
    )


def find(session: Session, system: System, key_id: str) -> tuple[ApiKey, str] | None:
    """A key of whichever tenant, with the hash of its secret: who asks is not known before."""
    row = session.scalar(across_tenants(system, select(ApiKeyRow).where(ApiKeyRow.id == key_id)))
    return None if row is None else (api_key(row), row.secret_hash)


def was_any_made(session: Session, system: System) -> bool:
    """Whether there ever was a key, revoked and expired ones with it."""
    return bool(session.scalar(across_tenants(system, select(ApiKeyRow.id).limit(1))))


def listed(session: Session, principal: Principal, *, limit: int) -> list[ApiKey]:
    """Of the principal's tenant, newest first."""
    rows = session.scalars(
        select(ApiKeyRow)
        .where(ApiKeyRow.tenant == principal.tenant)
        .order_by(ApiKeyRow.created_at.desc(), ApiKeyRow.id)
        .limit(limit)
    )
    return [api_key(row) for row in rows]


def listed_of_all(session: Session, system: System) -> list[ApiKey]:
    rows = session.scalars(
        across_tenants(system, select(ApiKeyRow).order_by(ApiKeyRow.tenant, ApiKeyRow.created_at))
    )
    return [api_key(row) for row in rows]


def is_there(session: Session, principal: Principal, key_id: str) -> bool:
    """Whether the tenant has such a key, revoked or not."""
    return session.get(ApiKeyRow, (principal.tenant, key_id)) is not None


def revoke(session: Session, principal: Principal, key_id: str) -> ApiKey:
    """It, and the sessions that it opened, end now. Raises NotFound."""
    row = session.get(ApiKeyRow, (principal.tenant, key_id), with_for_update=True)
    if row is None:
        raise NotFound(f"there is no key {key_id}", field="key_id")
    row.revoked_at = row.revoked_at or now()
    _end_sessions(session, principal, [key_id])
    return api_key(row)


def note_use(session: Session, principal: Principal, key_id: str, at: datetime) -> None:
    session.execute(
        update(ApiKeyRow)
        .where(ApiKeyRow.tenant == principal.tenant, ApiKeyRow.id == key_id)
        .values(used_at=at)
    )


def forget_learner(session: Session, principal: Principal, speaker_id: str) -> None:
    """End the keys of a speaker who is erased, and leave nothing in them that names the speaker."""
    rows = session.scalars(
        select(ApiKeyRow).where(
            ApiKeyRow.tenant == principal.tenant,
            ApiKeyRow.role == "learner",
            ApiKeyRow.subject == speaker_id,
        )
    ).all()
    for row in rows:
        row.subject, row.name = "erased", "of an erased speaker"
        row.revoked_at = row.revoked_at or now()
    _end_sessions(session, principal, [row.id for row in rows])


def _end_sessions(session: Session, principal: Principal, key_ids: Sequence[str]) -> None:
    for row in session.scalars(
        select(WebSessionRow).where(
            WebSessionRow.tenant == principal.tenant, WebSessionRow.key_id.in_(key_ids)
        )
    ):
        session.delete(row)


def api_key(row: ApiKeyRow) -> ApiKey:
    return ApiKey(
        id=row.id,
        name=row.name,
        principal=Principal(
            row.tenant,
            row.subject,
            row.role,  # pyright: ignore[reportArgumentType]
            frozenset(row.scopes),
            row.id,
        ),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        used_at=row.used_at,
    )
