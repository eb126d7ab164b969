"""Where tenants want to be told of events. Each function is one unit of work, or a part of one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.errors import NotFound

from ..domain.principal import Principal
from ..domain.webhooks import Webhook
from .event_deliveries import drop_all
from .models import WebhookRow, now


def make(session: Session, principal: Principal, url: str, types: list[str]) -> Webhook:
    row = WebhookRow(tenant=principal.tenant, url=url, types=types)
    session.add(row)
    session.flush()
    return _webhook(row)


def listed(session: Session, principal: Principal) -> list[Webhook]:
    rows = session.scalars(
        select(WebhookRow)
        .where(WebhookRow.tenant == principal.tenant)
        .order_by(WebhookRow.created_at)
    )
    return [_webhook(row) for row in rows]


def n_made(session: Session, principal: Principal) -> int:
    query = (
        select(func.count()).select_from(WebhookRow).where(WebhookRow.tenant == principal.tenant)
    )
    return session.execute(query).scalar_one()


def get(session: Session, principal: Principal, webhook_id: UUID) -> Webhook:
    """Raises NotFound."""
    return _webhook(_existing(session, principal, webhook_id))


def find(session: Session, principal: Principal, webhook_id: UUID) -> Webhook | None:
    row = session.get(WebhookRow, (principal.tenant, webhook_id))
    return None if row is None else _webhook(row)


def renew_secret(
    session: Session, principal: Principal, webhook_id: UUID, *, earlier_until: datetime
) -> Webhook:
    """From now on the next secret signs, and until then this one as well. Raises NotFound."""
    row = _existing(session, principal, webhook_id)
    row.secret_number += 1
    row.earlier_until = earlier_until
    return _webhook(row)


def set_disabled(
    session: Session, principal: Principal, webhook_id: UUID, *, is_disabled: bool
) -> Webhook:
    """Raises NotFound."""
    row = _existing(session, principal, webhook_id)
    row.disabled_at = (row.disabled_at or now()) if is_disabled else None
    return _webhook(row)


def delete(session: Session, principal: Principal, webhook_id: UUID, *, consumer: str) -> None:
    """With what the consumer that it is has still to be told. Raises NotFound."""
    session.delete(_existing(session, principal, webhook_id))
    drop_all(session, principal, consumer)


def _existing(session: Session, principal: Principal, webhook_id: UUID) -> WebhookRow:
    row = session.get(WebhookRow, (principal.tenant, webhook_id))
    if row is None:
        raise NotFound(f"there is no webhook {webhook_id}", field="webhook_id")
    return row


def _webhook(row: WebhookRow) -> Webhook:
    return Webhook(
        row.tenant,
        row.id,
        row.url,
        tuple(row.types),
        row.secret_number,
        row.earlier_until,
        row.created_at,
        row.disabled_at,
    )
