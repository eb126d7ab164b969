"""Facts to be told of, written in the transaction that makes them facts. Each function is one unit of work, or a part of one.

The relay publishes them in the order they were written. Facts of one subject are written under the lock of its row, so that
their order is the one they happened in.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from shared.events import KINDS, CloudEvent, EventType, subject_of
from shared.events.envelope import schema_path
from shared.events.kinds import Fact

from ..domain.principal import Principal, System, acting_for
from .across import across_tenants
from .models import CloudEventRow, EventDelivery, Task, now

RELAY_LEASE_S = 30.0
"""A relay that has not said how its batch went by then is gone, and another takes it."""
_TYPES: dict[type[Fact], EventType] = {kind.data: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """As an operator sees it."""

    event: CloudEvent
    sequence: int | None
    """Its place in the log; None: not published yet."""


def tell(
    session: Session,
    principal: Principal,
    subject: str,
    data: Fact,
    *,
    traceparent: str | None = None,
) -> None:
    """A fact of the transaction at hand."""
    session.add(
        CloudEventRow(
            tenant=principal.tenant,
            event_id=uuid4(),
            type=_TYPES[type(data)],
            subject=subject,
            data=data.model_dump(mode="json", exclude_none=True),
            traceparent=traceparent,
        )
    )


def tell_of_task(session: Session, task: Task, data: Fact) -> None:
    """The same of a task that is stored."""
    whose = acting_for(task.tenant, "events")
    traceparent = task.options.get("traceparent")
    tell(session, whose, subject_of("task", task.id), data, traceparent=traceparent)


def has_unpublished(session: Session, system: System) -> bool:
    waiting = select(CloudEventRow.id).where(CloudEventRow.sequence.is_(None)).limit(1)
    return session.scalar(across_tenants(system, waiting)) is not None


def take_unpublished(
    session: Session, system: System, *, relay: str, limit: int
) -> list[CloudEvent]:
    """The oldest, while no other relay is at them: they are the caller's for RELAY_LEASE_S. In their order."""
    at = now()
    rows = session.scalars(
        across_tenants(
            system,
            select(CloudEventRow)
            .where(CloudEventRow.sequence.is_(None))
            .order_by(CloudEventRow.id)
            .limit(limit)
            .with_for_update(),
        )
    ).all()
    if any(_is_anothers(row, relay, at) for row in rows):
        return []
    for row in rows:
        row.taken_by, row.taken_at = relay, at
    return [as_event(row) for row in rows]


def _is_anothers(row: CloudEventRow, relay: str, at: datetime) -> bool:
    if row.taken_by in {None, relay} or row.taken_at is None:
        return False
    return abs(at - row.taken_at) < timedelta(
        seconds=RELAY_LEASE_S
    )  # a clock may have been set back


def number(session: Session, system: System, event_ids: Sequence[UUID]) -> None:
    """They are published: each gets the next place in the log, in the order given. One that has a place keeps it."""
    last = last_sequence(session, system)
    waiting = set(
        session.scalars(
            across_tenants(
                system,
                select(CloudEventRow.event_id).where(
                    CloudEventRow.event_id.in_(event_ids), CloudEventRow.sequence.is_(None)
                ),
            )
        )
    )
    due = [event_id for event_id in event_ids if event_id in waiting]
    for place, event_id in enumerate(due, last + 1):
        session.execute(
            across_tenants(
                system,
                update(CloudEventRow)
                .where(CloudEventRow.event_id == event_id, CloudEventRow.sequence.is_(None))
                .values(sequence=place, taken_by=None, taken_at=None),
            )
        )


def last_sequence(session: Session, system: System) -> int:
    """0 where nothing was published."""
    return session.scalar(across_tenants(system, select(func.max(CloudEventRow.sequence)))) or 0


def after(session: Session, system: System, position: int, *, limit: int) -> list[ToldEvent]:
    """Published ones behind that place, in their order."""
    rows = session.scalars(
        across_tenants(
            system,
            select(CloudEventRow)
            .where(CloudEventRow.sequence > position)
            .order_by(CloudEventRow.sequence)
            .limit(limit),
        )
    )
    return [ToldEvent(as_event(row), row.sequence) for row in rows]


def of_tenant_after(
    session: Session,
    principal: Principal,
    position: int,
    *,
    since: datetime | None,
    types: Collection[str],
    limit: int,
) -> list[ToldEvent]:
    """Published ones of a tenant behind that place, in their order; of these types, or of all where there are none."""
    query = (
        select(CloudEventRow)
        .where(CloudEventRow.tenant == principal.tenant, CloudEventRow.sequence > position)
        .order_by(CloudEventRow.sequence)
        .limit(limit)
    )
    if since is not None:
        query = query.where(CloudEventRow.occurred_at >= since)
    if types:
        query = query.where(CloudEventRow.type.in_(types))
    return [ToldEvent(as_event(row), row.sequence) for row in session.scalars(query)]


def tenants(session: Session, system: System) -> list[str]:
    """Of whom anything was told."""
    query = select(CloudEventRow.tenant).distinct().order_by(CloudEventRow.tenant)
    return list(session.scalars(across_tenants(system, query)))


def told(
    session: Session,
    principal: Principal,
    *,
    limit: int,
    before: int | None = None,
    types: Collection[str] = (),
    subject: str | None = None,
    since: datetime | None = None,
) -> list[tuple[int, ToldEvent]]:
    """Of a tenant, newest first, each with the number that the next page begins below."""
    query = (
        select(CloudEventRow)
        .where(CloudEventRow.tenant == principal.tenant)
        .order_by(CloudEventRow.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(CloudEventRow.id < before)
    if types:
        query = query.where(CloudEventRow.type.in_(types))
    if subject is not None:
        query = query.where(CloudEventRow.subject == subject)
    if since is not None:
        query = query.where(CloudEventRow.occurred_at >= since)
    return [(row.id, ToldEvent(as_event(row), row.sequence)) for row in session.scalars(query)]


def one(session: Session, principal: Principal, event_id: UUID) -> ToldEvent | None:
    row = session.scalar(
        select(CloudEventRow).where(
            CloudEventRow.tenant == principal.tenant, CloudEventRow.event_id == event_id
        )
    )
    return None if row is None else ToldEvent(as_event(row), row.sequence)


def forget(session: Session, principal: Principal, subject: str) -> None:
    """What was told of a subject that is erased, and what of it nobody could handle. What is not published yet, or on its way, stays
    until it has come."""
    session.execute(
        delete(EventDelivery).where(
            EventDelivery.tenant == principal.tenant,
            EventDelivery.subject == subject,
            EventDelivery.dead_at.is_not(None),
        )
    )
    session.execute(
        delete(CloudEventRow).where(
            CloudEventRow.tenant == principal.tenant,
            CloudEventRow.subject == subject,
            CloudEventRow.sequence.is_not(None),
        )
    )


def forget_old(session: Session, system: System, before: datetime) -> None:
    """Published ones of before then."""
    old = (CloudEventRow.sequence.is_not(None), CloudEventRow.occurred_at < before)
    session.execute(across_tenants(system, delete(CloudEventRow).where(*old)))


def as_event(row: CloudEventRow) -> CloudEvent:
    kind = KINDS.get(row.type)  # pyright: ignore[reportArgumentType, reportCallIssue]
    return CloudEvent(
        id=row.event_id,
        type=row.type,
        subject=row.subject,
        time=row.occurred_at,
        dataschema=schema_path(row.type, kind.version if kind else 1),
        tenant=row.tenant,
        traceparent=row.traceparent,
        data=row.data,
    )
