"""What consumers have taken over, and what is still to be delivered to them. Each function is one unit of work, or a part of one.

What can't be handled waits here, so that the bus goes on: later events of its subject wait behind it, others don't (ADR 77).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from shared.errors import NotFound
from shared.events import CloudEvent

from ..domain.events import Delivery, Standing
from ..domain.principal import LOCAL_TENANT, Principal, System, acting_for
from . import cloud_events
from .across import across_tenants
from .models import CloudEventRow, EventDelivery, EventPosition, ReceivedEvent, now

Effect = Callable[[Session], None]
"""What an event brings about in the database: stored in one transaction with that it was handled, so that it happens once."""


class TakenElsewhere(Exception):
    """Another process was quicker."""


DELIVERY_LEASE_S = 60.0
"""Who has not said how a delivery went by then is gone."""
MOST_REASON_CHARS = 2_000


def standing(session: Session, system: System, consumer: str, event: CloudEvent) -> Standing:
    """How an event stands with a consumer that it has just come to."""
    del system
    received = session.get(ReceivedEvent, (event.tenant, consumer, event.id))
    if received is not None:
        return "received"
    waiting = select(EventDelivery.id).where(
        EventDelivery.tenant == event.tenant,
        EventDelivery.consumer == consumer,
        EventDelivery.subject == event.subject,
        EventDelivery.dead_at.is_(None),
    )
    return "new" if session.scalar(waiting.limit(1)) is None else "behind"


def take_over(
    session: Session,
    system: System,
    consumer: str,
    event: CloudEvent,
    effect: Effect | None = None,
) -> None:
    """The consumer has handled it, and this is what came of it. Raises TakenElsewhere where another process was quicker."""
    del system
    session.add(ReceivedEvent(tenant=event.tenant, consumer=consumer, event_id=event.id))
    try:
        session.flush()
    except IntegrityError as error:
        raise TakenElsewhere from error
    if effect is not None:
        effect(session)


def park(
    session: Session,
    system: System,
    consumer: str,
    event: CloudEvent,
    *,
    due_at: datetime,
    reason: str | None = None,
    n_tries: int = 0,
    is_dead: bool = False,
) -> None:
    """Deliver it later, or keep it as a dead letter; it counts as received. Raises TakenElsewhere where another process was quicker."""
    take_over(session, system, consumer, event)
    row = _add(session, acting_for(event.tenant, consumer), consumer, event, due_at)
    row.reason = None if reason is None else reason[:MOST_REASON_CHARS]
    row.n_tries, row.dead_at = n_tries, now() if is_dead else None


def adding(principal: Principal, consumers: Sequence[str], event: CloudEvent) -> Effect:
    """One more delivery of an event to each of these, who are on no bus; none where there is one."""

    def add(session: Session) -> None:
        at = now()
        for consumer in consumers:
            if _of(session, principal, consumer, event.id) is None:
                _add(session, principal, consumer, event, at)

    return add


def _add(
    session: Session,
    principal: Principal,
    consumer: str,
    event: CloudEvent,
    due_at: datetime,
    *,
    is_replay: bool = False,
) -> EventDelivery:
    row = EventDelivery(
        tenant=principal.tenant,
        consumer=consumer,
        subject=event.subject,
        event_id=event.id,
        event=event.to_json(),
        due_at=due_at,
        is_replay=is_replay,
    )
    session.add(row)
    return row


def ask_again(
    session: Session, principal: Principal, consumer: str, events: Sequence[CloudEvent]
) -> int:
    """Have events delivered (again), in the order given: those of the principal's tenant. How many are on their way now."""
    at, n = now(), 0
    for event in events:
        row = _of(session, principal, consumer, event.id)
        if row is None:
            _add(session, principal, consumer, event, at, is_replay=True)
        elif row.dead_at is None:
            continue
        else:
            _revive(row, at)
        n += 1
    return n


def take_due(
    session: Session,
    system: System,
    *,
    at: datetime,
    limit: int,
    but_not: Collection[str] = (),
    only: str | None = None,
    lease_s: float = DELIVERY_LEASE_S,
) -> list[Delivery]:
    """The oldest whose time has come, of each subject only the first; theirs is a try, for so long. `only`: of this consumer."""
    earlier = aliased(EventDelivery)
    is_first = ~exists().where(
        earlier.tenant == EventDelivery.tenant,
        earlier.consumer == EventDelivery.consumer,
        earlier.subject == EventDelivery.subject,
        earlier.dead_at.is_(None),
        earlier.id < EventDelivery.id,
    )
    query = (
        select(EventDelivery)
        .where(_is_due(at, lease_s), is_first, EventDelivery.consumer.not_in(but_not))
        .order_by(EventDelivery.due_at, EventDelivery.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=EventDelivery)
    )
    if only is not None:
        query = query.where(EventDelivery.consumer == only)
    rows = session.scalars(across_tenants(system, query)).all()
    for row in rows:
        row.taken_at = at
        row.n_tries += 1
    return [as_delivery(row) for row in rows]


def hold(session: Session, system: System, delivery: Delivery, *, at: datetime) -> None:
    """Whoever has taken it is still at it."""
    query = (
        update(EventDelivery)
        .where(
            EventDelivery.tenant == delivery.tenant,
            EventDelivery.id == delivery.id,
            EventDelivery.taken_at.is_not(None),
        )
        .values(taken_at=at)
    )
    session.execute(across_tenants(system, query))


def has_due(session: Session, system: System, *, at: datetime) -> bool:
    due = select(EventDelivery.id).where(_is_due(at)).limit(1)
    return session.scalar(across_tenants(system, due)) is not None


def _is_due(at: datetime, lease_s: float = DELIVERY_LEASE_S) -> ColumnElement[bool]:
    lease = timedelta(seconds=lease_s)
    return (
        EventDelivery.dead_at.is_(None)
        & (EventDelivery.due_at <= at)
        & or_(
            EventDelivery.taken_at.is_(None),
            EventDelivery.taken_at < at - lease,
            EventDelivery.taken_at > at + lease,  # a clock was set back
        )
    )


def delivered(
    session: Session, system: System, delivery: Delivery, effect: Effect | None = None
) -> None:
    """It has been handled, and this is what came of it, unless it was handled meanwhile."""
    query = delete(EventDelivery).where(
        EventDelivery.tenant == delivery.tenant, EventDelivery.id == delivery.id
    )
    done = session.execute(across_tenants(system, query))
    if done.rowcount and effect is not None:  # pyright: ignore[reportAttributeAccessIssue]
        effect(session)


def failed(
    session: Session, system: System, delivery: Delivery, *, reason: str, due_at: datetime | None
) -> None:
    """It is tried again then; None: it is given up."""
    values = {
        "reason": reason[:MOST_REASON_CHARS],
        "taken_at": None,
        **({"dead_at": now()} if due_at is None else {"due_at": due_at}),
    }
    query = (
        update(EventDelivery)
        .where(EventDelivery.tenant == delivery.tenant, EventDelivery.id == delivery.id)
        .values(**values)
    )
    session.execute(across_tenants(system, query))


def forget_old(
    session: Session, system: System, *, received: datetime, told: datetime | None
) -> None:
    """What was taken over before then, which no bus gives again, and what was told before then; None: nothing of that."""
    taken_over = delete(ReceivedEvent).where(ReceivedEvent.received_at < received)
    session.execute(across_tenants(system, taken_over))
    if told is not None:
        cloud_events.forget_old(session, system, told)


def dead_letters(
    session: Session,
    principal: Principal,
    *,
    limit: int,
    before: int | None = None,
    consumer: str | None = None,
) -> list[Delivery]:
    """Of a tenant, newest first."""
    query = (
        select(EventDelivery)
        .where(EventDelivery.tenant == principal.tenant, EventDelivery.dead_at.is_not(None))
        .order_by(EventDelivery.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(EventDelivery.id < before)
    if consumer is not None:
        query = query.where(EventDelivery.consumer == consumer)
    return [as_delivery(row) for row in session.scalars(query)]


def one(session: Session, principal: Principal, delivery_id: int) -> Delivery:
    """Raises NotFound."""
    return as_delivery(_existing(session, principal, delivery_id))


def revive(session: Session, principal: Principal, delivery_id: int) -> Delivery:
    """Deliver a dead letter after all, from now on with all its tries. Raises NotFound."""
    row = _existing(session, principal, delivery_id)
    _revive(row, now())
    return as_delivery(row)


def drop(session: Session, principal: Principal, delivery_id: int) -> Delivery:
    """It is not delivered any more. Raises NotFound."""
    row = _existing(session, principal, delivery_id)
    session.delete(row)
    return as_delivery(row)


def drop_all(session: Session, principal: Principal, consumer: str) -> None:
    """Of a consumer that there is no more."""
    session.execute(
        delete(EventDelivery).where(
            EventDelivery.tenant == principal.tenant, EventDelivery.consumer == consumer
        )
    )


def _revive(row: EventDelivery, at: datetime) -> None:
    row.dead_at = row.taken_at = None
    row.n_tries, row.due_at = 0, at


def n_dead(session: Session, system: System) -> int:
    """Of all tenants."""
    query = (
        select(func.count()).select_from(EventDelivery).where(EventDelivery.dead_at.is_not(None))
    )
    return session.execute(across_tenants(system, query)).scalar_one()


def _existing(session: Session, principal: Principal, delivery_id: int) -> EventDelivery:
    row = session.get(EventDelivery, (principal.tenant, delivery_id))
    if row is None or row.dead_at is None:
        raise NotFound(f"there is no dead letter {delivery_id}", field="id")
    return row


def _of(
    session: Session, principal: Principal, consumer: str, event_id: UUID
) -> EventDelivery | None:
    return session.scalar(
        select(EventDelivery).where(
            EventDelivery.tenant == principal.tenant,
            EventDelivery.consumer == consumer,
            EventDelivery.event_id == event_id,
        )
    )


def as_delivery(row: EventDelivery) -> Delivery:
    return Delivery(
        row.id,
        row.tenant,
        row.consumer,
        CloudEvent.model_validate(row.event),
        row.n_tries,
        row.due_at,
        row.reason,
        row.dead_at,
        row.is_replay,
    )


@dataclass(frozen=True, slots=True)
class HeldPosition:
    position: int
    """The consumer has all events up to there."""
    n_begun: int
    """How often it has begun with what follows, this time counted."""


def is_behind(session: Session, system: System, consumer: str) -> bool:
    """Whether there are events that a consumer of this process's bus has not taken over."""
    position = select(EventPosition.position).where(EventPosition.consumer == consumer)
    at = session.scalar(across_tenants(system, position)) or 0
    ahead = select(CloudEventRow.id).where(CloudEventRow.sequence > at).limit(1)
    return session.scalar(across_tenants(system, ahead)) is not None


def hold_position(
    session: Session, system: System, consumer: str, *, holder: str, lease_s: float
) -> HeldPosition | None:
    """None while another process has it."""
    row = session.scalar(
        across_tenants(
            system,
            select(EventPosition).where(EventPosition.consumer == consumer).with_for_update(),
        )
    )
    at = now()
    if row is None:
        row = EventPosition(tenant=LOCAL_TENANT, consumer=consumer, position=0, begun=0)
        session.add(row)
    elif row.holder not in {None, holder} and row.held_until is not None:
        ahead_s = (row.held_until - at).total_seconds()
        if 0 < ahead_s <= lease_s:  # else it is over, or a clock was set back
            return None
    row.holder, row.held_until = holder, at + timedelta(seconds=lease_s)
    row.begun += 1
    return HeldPosition(row.position, row.begun)


def advance(session: Session, system: System, consumer: str, position: int) -> None:
    """All up to there is taken over."""
    query = (
        update(EventPosition)
        .where(EventPosition.consumer == consumer, EventPosition.position < position)
        .values(position=position, begun=0)
    )
    session.execute(across_tenants(system, query))
