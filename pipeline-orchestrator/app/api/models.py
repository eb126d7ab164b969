"""/models/…: versions of models, tried on a share of the recordings, promoted, rolled back."""

from typing import Annotated

from fastapi import Path, Request

from shared.errors import Conflict, Forbidden, InvalidInput, NotFound, Unavailable
from shared.web import ServiceRouter, problems

from ..access.door import FrontDoor
from ..app import App
from ..db import registry
from ..domain.model import ModelVersion
from ..domain.principal import SYSTEM, Principal
from ..pipelines.catalogue import models_tried
from ..registry.watching import target_of
from ..schemas.registry import (
    AskedTrial,
    DriftDay,
    ModelDrift,
    ModelFigures,
    RegisteredModel,
    ShownModelVersion,
    TrialComparison,
    VersionDrift,
)
from .dependencies import AppDep, DoorDep, PrincipalDep

Name = Annotated[str, Path(max_length=64, description="Name of the model")]
Version = Annotated[str, Path(max_length=64, description="Its version")]
READS = problems(InvalidInput, Forbidden, NotFound, Unavailable)
WRITES = problems(InvalidInput, Forbidden, NotFound, Conflict, Unavailable)
BY_HAND = "by_hand"

router = ServiceRouter(prefix="/models", tags=["administration"])


@router.get("/{name}/versions/{version}", responses=READS)
async def get_model_version(
    name: Name, version: Version, app: AppDep, principal: PrincipalDep
) -> ShownModelVersion:
    """What is known of a version: its card, its figures, what it was taught by, and how far it is let."""
    del principal
    found = await app.database.read(lambda s: registry.find(s, SYSTEM, name, version))
    return ShownModelVersion.model_validate(found, from_attributes=True)


@router.post("/{name}/versions/{version}/canary", responses=WRITES)
async def try_model_version(
    name: Name,
    version: Version,
    asked: AskedTrial,
    app: AppDep,
    door: DoorDep,
    principal: PrincipalDep,
    request: Request,
) -> RegisteredModel:
    """Give a share of the new recordings to a version, by their ids; again, to change the share. A trial that goes wrong ends by
    itself. Needs the scope `tenants`: it is for all of them."""
    await _require_for_all(principal, door)
    if name not in models_tried():
        raise Conflict(f"of {name} no other version can be asked for", field="name")
    tried = await app.database.write(
        lambda s: registry.start_trial(s, SYSTEM, name, version, asked.share)
    )
    return await _changed(app, request, tried)


@router.post("/{name}/versions/{version}/promote", responses=WRITES)
async def promote_model_version(
    name: Name,
    version: Version,
    app: AppDep,
    door: DoorDep,
    principal: PrincipalDep,
    request: Request,
) -> RegisteredModel:
    """Give all new recordings to the version that is tried, in the place of the live one. Needs the scope `tenants`."""
    await _require_for_all(principal, door)
    promoted = await app.database.write(lambda s: registry.promote(s, SYSTEM, name, version))
    return await _changed(app, request, promoted)


@router.post("/{name}/versions/{version}/rollback", responses=WRITES)
async def roll_back_model_version(
    name: Name,
    version: Version,
    app: AppDep,
    door: DoorDep,
    principal: PrincipalDep,
    request: Request,
) -> RegisteredModel:
    """End the trial of a version, or go back from the live one to what was live before it, or else to what the release ships.
    Recordings that wait are judged by what is live then. Needs the scope `tenants`."""
    await _require_for_all(principal, door)
    ended = await app.database.write(
        lambda s: registry.roll_back(s, SYSTEM, name, version, why=BY_HAND)
    )
    return await _changed(app, request, ended)


@router.get("/{name}/comparison", responses=READS)
async def compare_model_versions(
    name: Name, app: AppDep, principal: PrincipalDep
) -> TrialComparison:
    """The version that is tried, or was last, beside the live one: scores, states, issues, refusals, time, of recordings of the same
    time."""
    del principal
    found = await app.models.compare(name)
    seen = found.share_seen
    return TrialComparison(
        model=name,
        stage=found.canary.stage,
        share=found.canary.share,
        share_seen=None if seen is None else round(seen, 4),
        since=found.canary.trial_since,
        canary=ModelFigures.of(found.canary.version, found.of_canary),
        live=ModelFigures.of(found.live, found.of_live),
        fault=found.fault,
        why=found.canary.why,
    )


@router.get("/{name}/drift", responses=READS)
async def get_model_drift(name: Name, app: AppDep, principal: PrincipalDep) -> ModelDrift:
    """How much each day differs from the week before it, by what each version judged. Raises no alarm by itself: the metric
    `orchestrator_model_drift` does."""
    del principal
    if name not in models_tried():
        raise NotFound(f"nothing is counted of a model {name}", field="name")
    found = await app.models.drift(name)
    return ModelDrift(
        model=name,
        versions=[
            VersionDrift(
                version=version,
                days=[DriftDay.model_validate(each, from_attributes=True) for each in days],
            )
            for version, days in sorted(found.items())
        ],
    )


async def _require_for_all(principal: Principal, door: FrontDoor) -> None:
    """Raises Forbidden."""
    if "tenants" not in principal.scopes and not await door.is_open():
        raise Forbidden("models are everybody's: they are changed with the scope 'tenants'")


async def _changed(app: App, request: Request, version: ModelVersion) -> RegisteredModel:
    """Audited by the names that the registry has: what a caller makes up is in no log."""
    request.state.audited_target = target_of(version.name, version.version)
    await app.rollout.refresh()
    return RegisteredModel.of(version)
