"""Sessions of browsers: open, find, renew, close. Each function is one unit of work."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from ..domain.access import WebSession
from ..domain.principal import Principal, System
from .across import across_tenants
from .api_keys import api_key
from .models import ApiKeyRow, WebSessionRow, now


def insert(session: Session, principal: Principal, opened: WebSession, token_hash: str) -> None:
    """Does nothing for one that is stored."""
    if session.get(WebSessionRow, (principal.tenant, opened.id)) is not None:
        return
    session.add(
        WebSessionRow(
            tenant=principal.tenant,
            id=opened.id,
            token_hash=token_hash,
            key_id=opened.key.id,
            subject=principal.subject,
            created_at=opened.renewed_at,
            renewed_at=opened.renewed_at,
            seen_at=opened.seen_at,
            expires_at=opened.expires_at,
        )
    )


def find(session: Session, system: System, token_hash: str) -> tuple[WebSession, bool] | None:
    """Of whichever tenant, by its present token or the one before; and whether that one is to go now that the present one
    has arrived."""
    query = _with_their_keys()
    hashes = or_(WebSessionRow.token_hash == token_hash, WebSessionRow.earlier_hash == token_hash)
    found = session.execute(across_tenants(system, query.where(hashes))).first()
    if found is None:
        return None
    row, key = found
    shown = _web_session(row, key)
    return shown, row.token_hash == token_hash and row.earlier_hash is not None


def get(session: Session, principal: Principal, session_id: UUID) -> WebSession | None:
    found = session.execute(
        _with_their_keys().where(
            WebSessionRow.tenant == principal.tenant,
            ApiKeyRow.tenant == principal.tenant,
            WebSessionRow.id == session_id,
        )
    ).first()
    return None if found is None else _web_session(*found)


def _with_their_keys() -> Select[WebSessionRow, ApiKeyRow]:
    return select(WebSessionRow, ApiKeyRow).join(
        ApiKeyRow,
        (ApiKeyRow.tenant == WebSessionRow.tenant) & (ApiKeyRow.id == WebSessionRow.key_id),
    )


def _web_session(row: WebSessionRow, key: ApiKeyRow) -> WebSession:
    return WebSession(row.id, api_key(key), row.renewed_at, row.seen_at, row.expires_at)


def renew(
    session: Session, principal: Principal, session_id: UUID, *, shown: str, token_hash: str
) -> bool:
    """Give it another token; `shown` stays good until that arrives. Whether it is still one of its tokens."""
    row = session.get(WebSessionRow, (principal.tenant, session_id), with_for_update=True)
    if row is None or shown not in (row.token_hash, row.earlier_hash):
        return False
    row.token_hash, row.earlier_hash, row.renewed_at = token_hash, shown, now()
    return True


def drop_earlier(session: Session, principal: Principal, session_id: UUID) -> None:
    """Only the present token is good from now on."""
    session.execute(
        update(WebSessionRow)
        .where(WebSessionRow.tenant == principal.tenant, WebSessionRow.id == session_id)
        .values(earlier_hash=None)
    )


def note_use(session: Session, principal: Principal, session_id: UUID, at: datetime) -> None:
    session.execute(
        update(WebSessionRow)
        .where(WebSessionRow.tenant == principal.tenant, WebSessionRow.id == session_id)
        .values(seen_at=at)
    )


def close(session: Session, principal: Principal, session_id: UUID) -> None:
    session.execute(
        delete(WebSessionRow).where(
            WebSessionRow.tenant == principal.tenant, WebSessionRow.id == session_id
        )
    )


def close_all(session: Session, principal: Principal) -> int:
    """All of the principal's, whichever key opened them; how many there were."""
    found = session.scalars(
        select(WebSessionRow).where(
            WebSessionRow.tenant == principal.tenant, WebSessionRow.subject == principal.subject
        )
    ).all()
    for row in found:
        session.delete(row)
    return len(found)


def drop_ended(session: Session, system: System, *, idle_since: datetime) -> None:
    """Those of all tenants that nobody can use any more."""
    ended = or_(WebSessionRow.expires_at <= now(), WebSessionRow.seen_at <= idle_since)
    session.execute(across_tenants(system, delete(WebSessionRow).where(ended)))
