"""/status, /models, /consents, /tenants/…/retention: what who runs an installation looks at, and sets."""

from typing import Annotated

from fastapi import Query, Request

from shared.errors import Forbidden, InvalidInput, Unavailable
from shared.models.manifest import known_models
from shared.web import RuntimeDep, ServiceRouter, problems
from shared.web.readiness import Readiness

from ..access.rules import require_tenant
from ..db import consents, registry, retention
from ..domain.principal import SYSTEM, Principal
from ..domain.retention import RETAINED_KINDS
from ..pipelines.recognisers import loaded_recognisers
from ..schemas.operations import (
    AskedRetention,
    DueForPurge,
    DueKind,
    EndingConsent,
    EndingConsentList,
    InstallationStatus,
    KnownModel,
    KnownModelList,
    ShownRetention,
)
from ..schemas.registry import RegisteredModel
from ..tasks.status import installation_status
from .dependencies import AppDep, PrincipalDep
from .keys import OfTenant
from .quotas import Tenant

PROBLEMS = problems(InvalidInput, Forbidden, Unavailable)
MOST_CONSENTS = 200

router = ServiceRouter(tags=["administration"])


@router.get("/status", responses=problems(Forbidden))
async def show_status(
    app: AppDep, principal: PrincipalDep, runtime: RuntimeDep, request: Request
) -> InstallationStatus:
    """How the installation is: services, versions, what waits, room on the disk. Of all tenants together."""
    del principal
    readiness: Readiness = request.app.state.readiness
    failed, _ = await readiness.ask({"storage": runtime.store.check, **runtime.checks}, {})
    return await installation_status(app, failed, runtime.common.data_dir)


@router.get("/models", responses=problems(Forbidden, Unavailable))
async def list_models(app: AppDep, principal: PrincipalDep) -> KnownModelList:
    """The models of this release and under which licences they may be used; which languages are recognised, and how well; which
    versions the registry has, and how far each is let."""
    del principal
    models = [
        KnownModel(
            name=each.name,
            version=each.version,
            about=each.about,
            licence=each.licence,
            homepage=each.homepage,
            n_bytes=each.size_bytes,
        )
        for each in known_models().values()
    ]
    entries = await app.database.read(lambda s: registry.listed(s, SYSTEM))
    return KnownModelList(
        models=models,
        recognisers=await loaded_recognisers(app.upstreams),
        registered=[RegisteredModel.of(each) for each in entries],
    )


@router.get("/consents", responses=PROBLEMS)
async def list_ending_consents(
    app: AppDep,
    principal: PrincipalDep,
    within_days: Annotated[
        int, Query(ge=1, le=3650, description="Only those that end within so many days")
    ] = 30,
    tenant: OfTenant = None,
) -> EndingConsentList:
    """Standing consents to voice cloning that end soon, the soonest first."""
    whose = require_tenant(principal, tenant or principal.tenant)
    found = await app.database.read(
        lambda s: consents.ending(s, whose, within_days=within_days, limit=MOST_CONSENTS)
    )
    return EndingConsentList(
        items=[EndingConsent.model_validate(each, from_attributes=True) for each in found]
    )


@router.get("/tenants/{tenant}/retention", responses=PROBLEMS)
async def get_retention(tenant: Tenant, app: AppDep, principal: PrincipalDep) -> ShownRetention:
    """For how many days what is a tenant's is kept. Another than your own needs the scope `tenants`."""
    return await _shown(app, require_tenant(principal, tenant))


@router.put("/tenants/{tenant}/retention", responses=PROBLEMS)
async def set_retention(
    tenant: Tenant, asked: AskedRetention, app: AppDep, principal: PrincipalDep, request: Request
) -> ShownRetention:
    """Set for how many days what is a tenant's is kept, in place of all that was set before. The next purge goes by it, and
    what it erases does not come back: look at `retention/due` first."""
    whose = require_tenant(principal, tenant)
    request.state.audited_target = f"tenant:{tenant}"
    await app.database.write(
        lambda s: [
            retention.set_days(s, whose, kind, getattr(asked, kind)) for kind in RETAINED_KINDS
        ]
    )
    return await _shown(app, whose)


@router.get("/tenants/{tenant}/retention/due", responses=PROBLEMS)
async def show_due(tenant: Tenant, app: AppDep, principal: PrincipalDep) -> DueForPurge:
    """What the next purge would erase of a tenant's; nothing is erased by asking."""
    whose = require_tenant(principal, tenant)
    due = await app.purger.due(whose.tenant)
    return DueForPurge(
        tenant=whose.tenant,
        items=[DueKind.model_validate(each, from_attributes=True) for each in due],
    )


async def _shown(app: AppDep, whose: Principal) -> ShownRetention:
    rules = await app.purger.rules()
    return ShownRetention(
        tenant=whose.tenant,
        own={
            kind: rule.of_tenants[whose.tenant]
            for kind, rule in rules.items()
            if whose.tenant in rule.of_tenants
        },
        in_force={kind: rule.days_of(whose.tenant) for kind, rule in rules.items()},
    )
