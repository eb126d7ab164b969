"""GET /audit: who did what."""

from typing import Annotated

from fastapi import Query

from shared.errors import Forbidden, InvalidInput, Unavailable
from shared.web import ServiceRouter, problems

from ..access.rules import require_tenant
from ..db.models import MAX_ROW_ID
from ..domain.options import read_speaker_id
from ..schemas.access import AuditPage, ShownAudit
from .dependencies import DoorDep, PrincipalDep
from .keys import OfTenant

router = ServiceRouter(prefix="/audit", tags=["access"])


@router.get("", responses=problems(InvalidInput, Forbidden, Unavailable))
async def list_audit(
    door: DoorDep,
    principal: PrincipalDep,
    before: Annotated[
        int | None, Query(ge=1, le=MAX_ROW_ID, description="`next_before` of the page before")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    action: Annotated[
        str | None, Query(pattern=r"^[a-z.]{1,32}$", description="Only this action")
    ] = None,
    target: Annotated[
        str | None,
        Query(pattern=r"^[!-~]{1,100}$", description="Only what was done to `task:<id>` or so"),
    ] = None,
    speaker_id: Annotated[
        str | None, Query(description="Only what was done to this speaker")
    ] = None,
    request_id: Annotated[
        str | None, Query(pattern=r"^[!-~]{1,100}$", description="Only what this request did")
    ] = None,
    tenant: OfTenant = None,
) -> AuditPage:
    """Who heard, agreed, took back, erased and made keys, newest first. Nothing of what was said is in it, and no
    speaker by name."""
    whose = require_tenant(principal, tenant or principal.tenant)
    if speaker_id is not None:
        target = door.audit.of_speaker(whose.tenant, read_speaker_id(speaker_id))
    found, more = await door.audit.page(
        whose, before=before, limit=limit, action=action, target=target, request_id=request_id
    )
    return AuditPage(
        items=[ShownAudit.model_validate(each, from_attributes=True) for each in found],
        next_before=found[-1].id if more else None,
    )
