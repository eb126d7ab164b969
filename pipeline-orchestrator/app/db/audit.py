"""Who did what. Each function is one unit of work."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.access import AuditEntry
from ..domain.principal import Principal, System
from .models import AuditRow


def add(session: Session, system: System, entries: Sequence[AuditEntry]) -> None:
    """Of all tenants."""
    del system  # each row names its tenant
    session.add_all(
        AuditRow(
            tenant=each.tenant,
            at=each.at,
            action=each.action,
            status=each.status,
            credential=each.credential,
            subject=each.subject,
            role=each.role,
            target=each.target,
            request_id=each.request_id,
        )
        for each in entries
    )


def page(
    session: Session,
    principal: Principal,
    *,
    before: int | None,
    limit: int,
    action: str | None = None,
    target: str | None = None,
) -> list[AuditEntry]:
    """Of the principal's tenant, newest first."""
    query = select(AuditRow).where(AuditRow.tenant == principal.tenant)
    if before is not None:
        query = query.where(AuditRow.id < before)
    if action is not None:
        query = query.where(AuditRow.action == action)
    if target is not None:
        query = query.where(AuditRow.target == target)
    rows = session.scalars(query.order_by(AuditRow.id.desc()).limit(limit))
    return [
        AuditEntry(
            tenant=row.tenant,
            at=row.at,
            action=row.action,
            status=row.status,
            credential=row.credential,
            subject=row.subject,
            role=row.role,
            target=row.target,
            request_id=row.request_id,
            id=row.id,
        )
        for row in rows
    ]
