"""Events that were put by, given again when their time comes."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import anyio
import structlog

from ..db import event_deliveries
from ..db.away import DATABASE_AWAY
from ..domain.events import Delivery
from ..domain.principal import SYSTEM
from .consumer import Consumer, Handling

log = structlog.get_logger(__name__)

AT_ONCE = 16
SLOW_LEASE_S = 60.0
"""So long after a process died with it, a slow consumer's event is taken up by another; who handles one says so all the while."""

Find = Callable[[str], Consumer | None]
"""From a consumer's name to the consumer; None for one of another release, whose events wait."""


@dataclass(frozen=True, slots=True)
class Deliverer:
    handling: Handling
    consumers: Mapping[str, Consumer]
    find: Find
    """Of those whose name is not in `consumers`: webhooks, one a delivery's consumer."""
    but_not: frozenset[str] = frozenset()
    """Consumers that another one delivers to."""

    @property
    def clock(self) -> Callable[[], datetime]:
        return self.handling.clock

    async def deliver_due(self, turn: Callable[[], None] = lambda: None) -> int:
        """All whose time has come; how many those were. Raises Unavailable while the database is away."""
        n = 0
        unknown: set[str] = set(self.but_not)
        database = self.handling.database
        if not await database.read(lambda s: event_deliveries.has_due(s, SYSTEM, at=self.clock())):
            return n
        while True:
            due = await database.write(
                lambda s: event_deliveries.take_due(
                    s, SYSTEM, at=self.clock(), limit=AT_ONCE, but_not=tuple(unknown)
                )
            )
            if not due:
                return n
            async with anyio.create_task_group() as group:
                for each in due:
                    consumer = self.consumers.get(each.consumer) or self.find(each.consumer)
                    if consumer is None:
                        unknown.add(each.consumer)
                    else:
                        group.start_soon(_deliver, self.handling, consumer, each)
                        n += 1
            turn()


async def deliver_next(handling: Handling, consumer: Consumer) -> bool:
    """The next of a slow consumer's whose time has come; whether there was one. Raises Unavailable while the database is away."""
    due = await handling.database.write(
        lambda s: event_deliveries.take_due(
            s, SYSTEM, at=handling.clock(), limit=1, only=consumer.name, lease_s=SLOW_LEASE_S
        )
    )
    for each in due:
        async with anyio.create_task_group() as group:
            group.start_soon(_hold, handling, each)
            await _deliver(handling, consumer, each)
            group.cancel_scope.cancel()
    return bool(due)


async def _hold(handling: Handling, delivery: Delivery) -> None:
    """Until it is cancelled."""
    while True:
        await anyio.sleep(SLOW_LEASE_S / 4)
        with contextlib.suppress(*DATABASE_AWAY):
            await handling.database.write(
                lambda s: event_deliveries.hold(s, SYSTEM, delivery, at=handling.clock())
            )


async def _deliver(handling: Handling, consumer: Consumer, delivery: Delivery) -> None:
    """Nothing that happens to one may end the others."""
    try:
        await handling.deliver(consumer, delivery)
    except DATABASE_AWAY as error:
        log.warning("delivery_left", error=type(error).__name__)
    except Exception:
        log.exception("delivery_left")
