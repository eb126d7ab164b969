"""/usage: what the caller used. /tenants/…/quota, /keys/…/quota: what may be used."""

from datetime import datetime
from typing import Annotated

from fastapi import Path, Request

from shared.errors import Forbidden, InvalidInput, NotFound, Unavailable
from shared.web import ServiceRouter, problems

from ..access.rules import require_tenant
from ..db.models import now
from ..domain.principal import MAX_TENANT_CHARS, TENANT_FORM, Principal
from ..domain.quotas import (
    PERIODS,
    QUOTA_FIELDS,
    UNLIMITED,
    WARNED_FROM,
    Quota,
    QuotaKind,
    Spent,
    reset_of,
)
from ..schemas.quotas import AskedQuota, QuotaFigures, ShownQuota, ShownUsage, UsedQuota
from .dependencies import DoorDep, PrincipalDep
from .keys import KeyId, OfTenant

Tenant = Annotated[str, Path(max_length=MAX_TENANT_CHARS, pattern=TENANT_FORM)]
OF_KEYS = ("audio_minutes", "recordings")
"""What is counted of a key: what is kept is its tenant's."""
PROBLEMS = problems(InvalidInput, Forbidden, NotFound, Unavailable)

router = ServiceRouter(tags=["access"])


@router.get("/usage", responses=problems(Unavailable))
async def get_usage(door: DoorDep, principal: PrincipalDep) -> ShownUsage:
    """What you and your tenant used this month and today, and what may be used."""
    report, at = await door.quotas.used(principal), now()
    key_id, holds = principal.key_id, report.allowance
    return ShownUsage(
        tenant=principal.tenant,
        key_id=key_id,
        of_tenant=[_used(kind, report.of_tenant, holds.tenant, at) for kind in PERIODS],
        of_key=[]
        if report.of_key is None
        else [_used(kind, report.of_key, holds.key, at) for kind in OF_KEYS],
        per_minute=None if key_id is None else _figures(holds.key, none="unlimited"),
    )


@router.get("/tenants/{tenant}/quota", responses=PROBLEMS)
async def get_tenant_quota(tenant: Tenant, door: DoorDep, principal: PrincipalDep) -> ShownQuota:
    """What a tenant may use. Another than your own needs the scope `tenants`."""
    whose = require_tenant(principal, tenant)
    return _shown(whose, None, *await door.quotas.shown(whose))


@router.put("/tenants/{tenant}/quota", responses=PROBLEMS)
async def set_tenant_quota(
    tenant: Tenant, asked: AskedQuota, door: DoorDep, principal: PrincipalDep, request: Request
) -> ShownQuota:
    """Set what a tenant may use, in place of all that was set before. Needs the scope `tenants`, for your own tenant, too."""
    if "tenants" not in principal.scopes and not await door.is_open():
        raise Forbidden("what a tenant may use is set with the scope 'tenants'", field="tenant")
    whose = Principal(tenant, principal.subject, "operator")
    request.state.audited_target = f"tenant:{tenant}"
    return _shown(whose, None, *await door.quotas.set(whose, _quota(asked)))


@router.get("/keys/{key_id}/quota", responses=PROBLEMS)
async def get_key_quota(
    key_id: KeyId, door: DoorDep, principal: PrincipalDep, tenant: OfTenant = None
) -> ShownQuota:
    """What a key may use, within its tenant's quota."""
    whose = require_tenant(principal, tenant or principal.tenant)
    return _shown(whose, key_id, *await door.quotas.shown(whose, key_id))


@router.put("/keys/{key_id}/quota", responses=PROBLEMS)
async def set_key_quota(
    key_id: KeyId,
    asked: AskedQuota,
    door: DoorDep,
    principal: PrincipalDep,
    tenant: OfTenant = None,
) -> ShownQuota:
    """Set what a key may use, in place of all that was set before."""
    whose = require_tenant(principal, tenant or principal.tenant)
    return _shown(whose, key_id, *await door.quotas.set(whose, _quota(asked), key_id))


def _used(kind: QuotaKind, spent: Spent, quota: Quota, at: datetime) -> UsedQuota:
    used, limit = getattr(spent, kind), quota.limit_of(kind)
    return UsedQuota(
        quota=kind,
        used=round(used, 3),
        limit=limit,
        warning=limit is not None and used >= WARNED_FROM * limit,
        resets_at=reset_of(kind, at),
    )


def _quota(asked: AskedQuota) -> Quota:
    sent = {name: getattr(asked, name) for name in QUOTA_FIELDS}
    return Quota(
        **{name: UNLIMITED if each == "unlimited" else each for name, each in sent.items()}
    )


def _shown(whose: Principal, key_id: str | None, own: Quota, in_force: Quota) -> ShownQuota:
    return ShownQuota(
        tenant=whose.tenant,
        key_id=key_id,
        own=_figures(own),
        in_force=_figures(in_force, none="unlimited"),
    )


def _figures(quota: Quota, *, none: str | None = None) -> QuotaFigures:
    """`none`: what a figure that is not there means."""
    shown = {name: getattr(quota, name) for name in QUOTA_FIELDS}
    return QuotaFigures.model_validate(
        {
            name: "unlimited" if each == UNLIMITED else none if each is None else each
            for name, each in shown.items()
        }
    )
