"""Who did what. Each function is one unit of work."""

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.access import AuditEntry
from ..domain.principal import Principal, System
from .models import AuditRow

COLUMNS = tuple(each.name for each in fields(AuditEntry))
"""An entry is a row: what one has, the other has by the same name."""


def add(session: Session, system: System, entries: Sequence[AuditEntry]) -> None:
    """Of all tenants."""
    del system  # each row names its tenant
    session.add_all(
        AuditRow(**{name: getattr(each, name) for name in COLUMNS if name != "id"})
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
    request_id: str | None = None,
) -> list[AuditEntry]:
    """Of the principal's tenant, newest first."""
    query = select(AuditRow).where(AuditRow.tenant == principal.tenant)
    if before is not None:
        query = query.where(AuditRow.id < before)
    if action is not None:
        query = query.where(AuditRow.action == action)
    if target is not None:
        query = query.where(AuditRow.target == target)
    if request_id is not None:
        query = query.where(AuditRow.request_id == request_id)
    rows = session.scalars(query.order_by(AuditRow.id.desc()).limit(limit))
    return [AuditEntry(**{name: getattr(row, name) for name in COLUMNS}) for row in rows]
