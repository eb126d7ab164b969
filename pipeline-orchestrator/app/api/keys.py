"""/keys: what callers show of who they are."""

from datetime import timedelta
from typing import Annotated

from fastapi import Path, Query, Request

from shared.errors import Forbidden, InvalidInput, NotFound, Unavailable
from shared.web import ServiceRouter, problems

from ..access.rules import require_tenant
from ..db.models import now
from ..domain.access import ApiKey
from ..domain.principal import MAX_TENANT_CHARS, TENANT_FORM, Principal
from ..schemas.access import KeyList, MadeKey, NewKey, ShownKey
from .dependencies import DoorDep, PrincipalDep

KeyId = Annotated[str, Path(pattern=r"^[a-z2-7]{16}$", description="Id of a key")]
OfTenant = Annotated[
    str | None,
    Query(
        max_length=MAX_TENANT_CHARS,
        pattern=TENANT_FORM,
        description="Another tenant; needs the scope `tenants`",
    ),
]

router = ServiceRouter(prefix="/keys", tags=["access"])


@router.post(
    "",
    status_code=201,
    responses=problems(InvalidInput, Forbidden, Unavailable),
)
async def create_key(
    asked: NewKey, door: DoorDep, principal: PrincipalDep, request: Request
) -> MadeKey:
    """Make a key. The answer is the only place that has all of it."""
    maker = require_tenant(principal, asked.tenant or principal.tenant)
    if "tenants" in asked.scopes and "tenants" not in maker.scopes and not await door.is_open():
        raise Forbidden("only who has the scope 'tenants' can give it", field="scopes")
    days = asked.expires_in_days
    made, whole = await door.keyring.make(
        asked.name,
        tenant=maker.tenant,
        subject=asked.subject,
        role=asked.role,
        scopes=frozenset(asked.scopes),
        expires_at=None if days is None else now() + timedelta(days=days),
    )
    request.state.audited_target = f"key:{made.id}"
    return MadeKey(**_shown(made).model_dump(), key=whole)


@router.get("", responses=problems(InvalidInput, Forbidden, Unavailable))
async def list_keys(door: DoorDep, principal: PrincipalDep, tenant: OfTenant = None) -> KeyList:
    """The tenant's keys, without their secrets."""
    whose = require_tenant(principal, tenant or principal.tenant)
    return KeyList(items=[_shown(key) for key in await door.keyring.listed(whose)])


@router.delete("/{key_id}", responses=problems(InvalidInput, Forbidden, NotFound, Unavailable))
async def revoke_key(
    key_id: KeyId, door: DoorDep, principal: PrincipalDep, tenant: OfTenant = None
) -> ShownKey:
    """Revoke a key and end its sessions: here at once, in other processes within 5 seconds."""
    whose = require_tenant(principal, tenant or principal.tenant)
    return _shown(await door.revoke(whose, key_id))


def _shown(key: ApiKey) -> ShownKey:
    principal: Principal = key.principal
    return ShownKey(
        id=key.id,
        name=key.name,
        tenant=principal.tenant,
        subject=principal.subject,
        role=principal.role,
        scopes=sorted(principal.scopes),
        created_at=key.created_at,
        expires_at=key.expires_at,
        revoked_at=key.revoked_at,
        used_at=key.used_at,
    )
