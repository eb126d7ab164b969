"""One who is told of events, and what happens with an event that comes to them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import anyio
import structlog

from shared.events import CloudEvent
from shared.tracing import Tracing, first_span

from ..db import event_deliveries
from ..db.away import DATABASE_AWAY
from ..db.event_deliveries import Effect, TakenElsewhere
from ..db.session import Database
from ..domain.events import Delivery
from ..domain.principal import SYSTEM
from ..runs.event_metrics import EventMetrics
from .bus import Received

log = structlog.get_logger(__name__)

HANDLED_WITHIN_S = 20.0
"""Whatever handles an event; below the leases of the bus and of deliveries."""
MOST_BEGUN = 3
"""An event over which so many processes died is put by, as one that could not be handled."""


class Undeliverable(Exception):
    """No further try would do: what is wrong is told."""


@dataclass(frozen=True, slots=True)
class GivenEvent:
    """An event as it is given to who handles it."""

    event: CloudEvent
    is_replay: bool = False
    """It was asked for: what it brought about before may be gone."""


Handle = Callable[[GivenEvent], Awaitable[Effect | None]]
"""What is done with an event outside the database has to bear being done twice. Raises what it likes: it is then tried again."""


@dataclass(frozen=True, slots=True)
class Retries:
    waits_s: tuple[float, ...] = (1.0, 5.0, 30.0, 120.0)
    """After each failed try; after the last of the tries that follow these it is a dead letter."""

    def due_at(self, n_tries: int, at: datetime) -> datetime | None:
        """When it is tried again after so many failed tries; None: not any more."""
        if n_tries > len(self.waits_s):
            return None
        return at + timedelta(seconds=self.waits_s[n_tries - 1])


@dataclass(frozen=True, slots=True)
class Consumer:
    name: str
    types: frozenset[str]
    handle: Handle
    retries: Retries = Retries()
    within_s: float = HANDLED_WITHIN_S
    """Handling takes no longer. What may take longer than HANDLED_WITHIN_S waits in the database, not at the bus, and is handled one at a
    time in each process, by a loop of its own."""

    @property
    def is_slow(self) -> bool:
        return self.within_s > HANDLED_WITHIN_S


@dataclass(frozen=True, slots=True)
class Handling:
    """How events are handled, whichever way they come."""

    database: Database
    metrics: EventMetrics
    tracing: Tracing | None
    clock: Callable[[], datetime]

    async def take_over(self, consumer: Consumer, received: Received) -> None:
        """An event from the bus: handled at once, or put by. Afterwards the bus need not give it again. Raises Unavailable while the
        database is away, and what the bus raises."""
        event = received.event
        standing = await self.database.read(
            lambda s: event_deliveries.standing(s, SYSTEM, consumer.name, event)
        )
        if standing == "behind" or (standing == "new" and consumer.is_slow):
            await self._park(consumer, event)
        elif standing == "new" and received.n_begun > MOST_BEGUN:
            await self._park(consumer, event, f"{received.n_begun - 1} processes died over it")
        elif standing == "new":
            await self._handle_new(consumer, event)
        await received.done()

    async def _handle_new(self, consumer: Consumer, event: CloudEvent) -> None:
        try:
            effect = await self._handled(consumer, GivenEvent(event))
        except Exception as error:
            if isinstance(error, DATABASE_AWAY):
                raise
            await self._park(consumer, event, reason_of(error), is_final=_is_final(error))
            return

        try:
            await self.database.write(
                lambda s: event_deliveries.take_over(s, SYSTEM, consumer.name, event, effect)
            )
        except TakenElsewhere:
            log.info("event_taken_elsewhere", consumer=consumer.name)
            return
        self.metrics.handled(consumer.name, "done")

    async def deliver(self, consumer: Consumer, delivery: Delivery) -> None:
        """An event that was put by, in its turn; its try is counted already."""
        given = GivenEvent(delivery.event, delivery.is_replay)
        try:
            effect = await self._handled(consumer, given)
        except Exception as error:
            if isinstance(error, DATABASE_AWAY):
                raise  # its lease runs out
            await self._note_failure(consumer, delivery, error)
            return

        await self.database.write(lambda s: event_deliveries.delivered(s, SYSTEM, delivery, effect))
        self.metrics.handled(consumer.name, "done")

    async def _handled(self, consumer: Consumer, given: GivenEvent) -> Effect | None:
        event = given.event
        if event.type not in consumer.types:
            return None  # a replay asks for all that happened
        structlog.contextvars.bind_contextvars(event_id=str(event.id), tenant=event.tenant)
        try:
            name = f"{consumer.name.partition(':')[0]} {event.type}"
            with first_span(self.tracing, name, "consumer", parent=event.traceparent) as opened:
                if opened is not None:
                    opened.tell({"agentforge.consumer": consumer.name})
                with anyio.fail_after(consumer.within_s):
                    return await consumer.handle(given)
        finally:
            structlog.contextvars.unbind_contextvars("event_id", "tenant")

    async def _park(
        self,
        consumer: Consumer,
        event: CloudEvent,
        reason: str | None = None,
        *,
        is_final: bool = False,
    ) -> None:
        """To be delivered in its turn; with a reason, after a try that failed."""
        at = self.clock()
        due_at = at if reason is None else consumer.retries.due_at(1, at)

        is_dead = is_final or due_at is None
        try:
            await self.database.write(
                lambda s: event_deliveries.park(
                    s,
                    SYSTEM,
                    consumer.name,
                    event,
                    due_at=due_at or at,
                    reason=reason,
                    n_tries=0 if reason is None else 1,
                    is_dead=is_dead,
                )
            )
        except TakenElsewhere:
            log.info("event_taken_elsewhere", consumer=consumer.name)
            return
        if reason is not None:
            self._tell_failure(consumer, event, reason, is_dead=is_dead)

    async def _note_failure(self, consumer: Consumer, delivery: Delivery, error: Exception) -> None:
        at = self.clock()
        due_at = None if _is_final(error) else consumer.retries.due_at(delivery.n_tries, at)
        reason = reason_of(error)
        await self.database.write(
            lambda s: event_deliveries.failed(s, SYSTEM, delivery, reason=reason, due_at=due_at)
        )
        self._tell_failure(consumer, delivery.event, reason, is_dead=due_at is None)

    def _tell_failure(
        self, consumer: Consumer, event: CloudEvent, reason: str, *, is_dead: bool
    ) -> None:
        self.metrics.handled(consumer.name, "dead" if is_dead else "failed")
        log.warning(
            "event_given_up" if is_dead else "event_put_by",
            consumer=consumer.name,
            event_id=str(event.id),
            type=event.type,
            reason=reason.partition(":")[0],
        )


def _is_final(error: Exception) -> bool:
    return isinstance(error, Undeliverable)


def reason_of(error: Exception) -> str:
    """For who looks at dead letters."""
    detail = getattr(error, "detail", None) or str(error)
    return f"{type(error).__name__}: {detail}" if detail else type(error).__name__
