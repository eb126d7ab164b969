"""Versions of models, and how far each is let. Each function is one unit of work or a part of one.

They are the installation's, not a tenant's: the rows are kept under LOCAL_TENANT.
"""

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.errors import Conflict, NotFound
from shared.events import subject_of
from shared.events.kinds import ModelPromotedFact

from ..domain.access import AuditEntry
from ..domain.model import ModelVersion, NewModel, Rollout, Served, is_lexicon
from ..domain.principal import LOCAL_TENANT, System, acting_for
from . import audit, cloud_events
from .models import ModelVersionRow, now

_NEW = tuple(each.name for each in fields(NewModel))
_ALL = tuple(each.name for each in fields(ModelVersion))


def listed(session: Session, system: System, name: str | None = None) -> list[ModelVersion]:
    """By name, the oldest first."""
    return [_version(row) for row in _rows(session, system, name)]


def find(session: Session, system: System, name: str, version: str) -> ModelVersion:
    """Raises NotFound."""
    return _version(_existing(session, system, name, version))


def rollout(session: Session, system: System) -> Rollout:
    """What is live, and tried beside it."""
    by_name: dict[str, dict[str, ModelVersion]] = {}
    for each in listed(session, system):
        if each.stage in ("live", "canary"):
            by_name.setdefault(each.name, {})[each.stage] = each
    return {
        name: Served(of["live"], of.get("canary")) for name, of in by_name.items() if "live" in of
    }


def add(
    session: Session, system: System, new: NewModel, entry: AuditEntry | None = None
) -> ModelVersion:
    """As a candidate. Raises Conflict for a version that is there with another file; the same one is not added again."""
    row = _row(session, system, new.name, new.version)
    if row is None:
        row = _insert(session, system, new, stage="candidate", is_shipped=False)
        _note(session, system, entry)
    elif row.sha256 != new.sha256:
        raise Conflict(
            f"{new.name} {new.version} is registered with another file: give this one a version of its own",
            field="version",
        )
    return _version(row)


def seed(session: Session, system: System, shipped: Sequence[NewModel]) -> None:
    """Enter what this release ships. Its service works with that and with no older one, so it is live in the place of what an
    earlier release shipped; what somebody promoted stays live."""
    names = {(each.name, each.version) for each in shipped}
    for row in _rows(session, system, None, lock=True):
        if row.is_shipped and (row.name, row.version) not in names:
            row.is_shipped, row.stage, row.share = False, "retired", None
    session.flush()
    for new in shipped:
        live = _at(session, system, new.name, "live")
        row = _row(session, system, new.name, new.version)
        if row is None:
            row = _insert(session, system, new, stage="candidate", is_shipped=True)
        else:
            for field in _NEW:
                setattr(row, field, getattr(new, field))
            row.is_shipped = True
        if live is None:
            row.stage = "live"
        session.flush()


def start_trial(
    session: Session, system: System, name: str, version: str, share: float, entry: AuditEntry | None = None
) -> ModelVersion:  # fmt: skip
    """Give a share of the tasks to it, or another share while it is tried. Raises NotFound, and Conflict where another is tried or
    there is nothing to try it beside."""
    rows = _rows(session, system, name, lock=True)
    row = _among(rows, name, version)
    if row.stage == "live":
        raise Conflict(f"{name} {version} is live already", field="version")
    other = next((each for each in rows if each.stage == "canary" and each is not row), None)
    if other is not None:
        raise Conflict(f"{name} {other.version} is being tried: end that first", field="version")
    if not any(each.stage == "live" for each in rows):
        raise Conflict(f"of {name} nothing is live to try it beside", field="name")
    _require_usable(row)
    is_new = row.stage != "canary"
    if is_new:
        row.trial = 1 + max((each.trial for each in rows), default=0)
        row.trial_since = now()
    row.stage, row.share, row.why = "canary", share, None
    session.flush()
    if is_new:
        _tell(session, system, row)
    _note(session, system, entry)
    return _version(row)


def promote(
    session: Session, system: System, name: str, version: str, entry: AuditEntry | None = None
) -> ModelVersion:
    """The canary is live, and what was live is retired; of a lexicon any version may be. Raises NotFound, and Conflict for one
    that isn't being tried."""
    rows = _rows(session, system, name, lock=True)
    row = _among(rows, name, version)
    if row.stage != "canary" and (row.stage == "live" or not is_lexicon(name)):
        raise Conflict(
            f"{name} {version} is {_said(row.stage)}: only what is being tried is promoted",
            field="version",
        )
    _make_live(rows, row)
    session.flush()
    _tell(session, system, row)
    _note(session, system, entry)
    return _version(row)


def roll_back(
    session: Session,
    system: System,
    name: str,
    version: str,
    *,
    why: str,
    trial: int | None = None,
    entry: AuditEntry | None = None,
) -> ModelVersion:
    """End a trial, or go back from what is live to what was before it, or to what the release ships. `trial`: only while it is this
    one's. Raises NotFound, and Conflict where there is nothing to go back from or to."""
    rows = _rows(session, system, name, lock=True)
    row = _among(rows, name, version)
    if row.stage not in ("canary", "live") or (trial is not None and row.trial != trial):
        raise Conflict(f"{name} {version} is {_said(row.stage)}: nothing is rolled back", field="version")  # fmt: skip
    before = _before(rows, row) if row.stage == "live" else None
    if before is None and row.stage == "live" and not is_lexicon(name):
        raise Conflict(f"before {name} {version} there was none", field="version")
    if before is not None:
        _make_live(rows, before)
    row.stage, row.share, row.why = "retired", None, why
    session.flush()
    _tell(session, system, row)
    if before is not None:
        _tell(session, system, before)
    _note(session, system, entry)
    return _version(row)


def _before(rows: Sequence[ModelVersionRow], live: ModelVersionRow) -> ModelVersionRow | None:
    others = [each for each in rows if each is not live and (each.object_key or each.is_shipped)]
    found = next((each for each in others if each.version == live.replaces), None)
    return found or next((each for each in others if each.is_shipped), None)


def _make_live(rows: Sequence[ModelVersionRow], row: ModelVersionRow) -> None:
    _require_usable(row)
    live = next((each for each in rows if each.stage == "live"), None)
    if live is not None:
        live.stage, live.share = "retired", None
        # Going back is no replacement: one could go to and fro for ever.
        if row.stage == "canary" or (is_lexicon(row.name) and row.stage == "candidate"):
            row.replaces = live.version
    row.stage, row.share, row.why = "live", None, None


def _require_usable(row: ModelVersionRow) -> None:
    """Raises Conflict."""
    if row.object_key is None and not row.is_shipped:
        raise Conflict(
            f"{row.name} {row.version} was shipped by another release: its file is not here",
            field="version",
        )


def _said(stage: str) -> str:
    return {"candidate": "a candidate", "canary": "being tried"}.get(stage, stage)


def _tell(session: Session, system: System, row: ModelVersionRow) -> None:
    """Who listens: what answers, or does no more, from now on."""
    del system
    told = ModelPromotedFact(
        name=row.name,
        version=row.version,
        stage=row.stage,  # pyright: ignore[reportArgumentType]
        replaces=row.replaces if row.stage == "live" else None,
    )
    subject = subject_of("model", row.name)
    cloud_events.tell(session, acting_for(LOCAL_TENANT, "registrar"), subject, told)


def _note(session: Session, system: System, entry: AuditEntry | None) -> None:
    """In the same transaction: what was done to a model is known whenever it was done."""
    if entry is not None:
        audit.add(session, system, [entry])


def _insert(
    session: Session, system: System, new: NewModel, *, stage: str, is_shipped: bool
) -> ModelVersionRow:
    row = ModelVersionRow(
        tenant=LOCAL_TENANT,
        **{name: getattr(new, name) for name in _NEW},
        stage=stage,
        is_shipped=is_shipped,
        trial=0,
    )
    row.figures = dict(new.figures)
    session.add(row)
    session.flush()
    return row


def _rows(
    session: Session, system: System, name: str | None, *, lock: bool = False
) -> list[ModelVersionRow]:
    del system  # they are the installation's
    query = select(ModelVersionRow).where(ModelVersionRow.tenant == LOCAL_TENANT)
    if name is not None:
        query = query.where(ModelVersionRow.name == name)
    if lock:
        query = query.with_for_update()
    return list(session.scalars(query.order_by(ModelVersionRow.name, ModelVersionRow.id)))


def _row(session: Session, system: System, name: str, version: str) -> ModelVersionRow | None:
    return next((row for row in _rows(session, system, name) if row.version == version), None)


def _at(session: Session, system: System, name: str, stage: str) -> ModelVersionRow | None:
    return next((row for row in _rows(session, system, name) if row.stage == stage), None)


def _existing(session: Session, system: System, name: str, version: str) -> ModelVersionRow:
    return _among(_rows(session, system, name), name, version)


def _among(rows: Sequence[ModelVersionRow], name: str, version: str) -> ModelVersionRow:
    """Raises NotFound."""
    row = next((each for each in rows if each.version == version), None)
    if row is None:
        raise NotFound(f"there is no version {version} of a model {name}", field="version")
    return row


def _version(row: ModelVersionRow) -> ModelVersion:
    return ModelVersion(**{name: getattr(row, name) for name in _ALL})
