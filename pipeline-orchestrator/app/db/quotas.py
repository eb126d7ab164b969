"""What was set by hand of quotas and limits. Each function is one unit of work or a part of one."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.errors import NotFound

from ..domain.principal import LOCAL, Principal, System
from ..domain.quotas import QUOTA_FIELDS, Allowance, Quota
from . import api_keys
from .across import across_tenants
from .models import OF_TENANT, QuotaRow

NO_QUOTA = Quota()


def find(session: Session, principal: Principal, key_id: str = OF_TENANT) -> Quota:
    """As it was set for the principal's tenant, or for a key of it."""
    row = _row(session, principal, key_id)
    return NO_QUOTA if row is None else quota_of(row)


def put(session: Session, principal: Principal, quota: Quota, key_id: str = OF_TENANT) -> None:
    """In place of what was set; a Quota that says nothing takes it away."""
    row = _row(session, principal, key_id)
    if row is None:
        row = QuotaRow(tenant=principal.tenant, key_id=key_id)
        session.add(row)
    for name in QUOTA_FIELDS:
        setattr(row, name, getattr(quota, name))
    if quota == NO_QUOTA:
        session.flush()
        session.delete(row)


def find_existing(session: Session, principal: Principal, key_id: str) -> Quota:
    """As `find`. Raises NotFound for a key that the tenant never had."""
    _require_key(session, principal, key_id)
    return find(session, principal, key_id)


def put_existing(session: Session, principal: Principal, quota: Quota, key_id: str) -> None:
    """As `put`. Raises NotFound for a key that the tenant never had."""
    _require_key(session, principal, key_id)
    put(session, principal, quota, key_id)


def _require_key(session: Session, principal: Principal, key_id: str) -> None:
    if key_id != OF_TENANT and not api_keys.is_there(session, principal, key_id):
        raise NotFound(f"there is no key {key_id}", field="key_id")


def allowance(session: Session, principal: Principal, defaults: Allowance) -> Allowance:
    """What holds for a principal. `defaults` are those of callers with a key: without any, only what was set by hand holds."""
    own = {
        row.key_id: quota_of(row)
        for row in session.scalars(
            select(QuotaRow).where(
                QuotaRow.tenant == principal.tenant,
                QuotaRow.key_id.in_([OF_TENANT, principal.key_id or OF_TENANT]),
            )
        )
    }
    if principal == LOCAL:
        defaults = Allowance(NO_QUOTA, NO_QUOTA)
    of_key = own.get(principal.key_id, NO_QUOTA) if principal.key_id else NO_QUOTA
    return Allowance(own.get(OF_TENANT, NO_QUOTA).over(defaults.tenant), of_key.over(defaults.key))


def listed_of_all(session: Session, system: System) -> Sequence[tuple[str, str, Quota]]:
    """Tenant, key (empty: the tenant) and what was set, in order."""
    rows = session.scalars(
        across_tenants(system, select(QuotaRow).order_by(QuotaRow.tenant, QuotaRow.key_id))
    )
    return [(row.tenant, row.key_id, quota_of(row)) for row in rows]


def quota_of(row: QuotaRow) -> Quota:
    return Quota(**{name: getattr(row, name) for name in QUOTA_FIELDS})


def _row(session: Session, principal: Principal, key_id: str) -> QuotaRow | None:
    return session.scalar(
        select(QuotaRow).where(QuotaRow.tenant == principal.tenant, QuotaRow.key_id == key_id)
    )
