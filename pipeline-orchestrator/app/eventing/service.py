"""All that has to go on so that events reach who waits for them."""

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Literal, get_args

import structlog

from shared.tracing import Tracing

from ..db import event_deliveries
from ..db.models import now
from ..db.session import Database
from ..domain.principal import SYSTEM
from ..runs.event_metrics import EventMetrics
from ..runs.maintenance import repeat
from ..runs.metrics import TaskMetrics
from ..runs.notifier import WorkSignal
from ..runs.supervisor import Loop, Pulse, Supervisor
from .bus import EventBus
from .consumer import Consumer, Handling
from .deliverer import Deliverer, Find, deliver_next
from .relay import Relay

log = structlog.get_logger(__name__)


FORGET_EVERY = timedelta(hours=1)
RECEIVED_KEPT = timedelta(days=30)
"""Far above what any bus needs to give again what nobody said is done."""

EventingPart = Literal["relay", "consumers"]
PARTS: tuple[EventingPart, ...] = get_args(EventingPart)


@dataclass(slots=True)
class Eventing:
    """Relay, consumers and deliverer of one process."""

    database: Database
    bus: EventBus
    consumers: Mapping[str, Consumer]
    find: Find
    metrics: EventMetrics
    name: str
    """This process, as others see it."""
    poll_s: float
    tracing: Tracing | None = None
    clock: Callable[[], datetime] = now
    log_days: int = 0
    """So long events are kept to be told again; 0: for good."""
    _parked: dict[str, WorkSignal] = field(default_factory=lambda: defaultdict(WorkSignal))
    """Struck when something is put by for a slow consumer."""
    _forgot_at: datetime | None = None
    _supervisor: Supervisor | None = None
    handling: Handling = field(init=False)
    relay: Relay = field(init=False)
    deliverer: Deliverer = field(init=False)

    def __post_init__(self) -> None:
        self.handling = Handling(self.database, self.metrics, self.tracing, self.clock)
        self.relay = Relay(self.database, self.bus, self.metrics, self.name)
        slow = {name for name, each in self.consumers.items() if each.is_slow}
        self.deliverer = Deliverer(
            self.handling, self.consumers, self.find, but_not=frozenset(slow)
        )

    @asynccontextmanager
    async def working(
        self, metrics: TaskMetrics, parts: Collection[EventingPart] = PARTS
    ) -> AsyncIterator[None]:
        """Until the block ends: all of it, or some parts where others are processes of their own."""
        self._supervisor = Supervisor(metrics)
        loops: list[tuple[str, Loop]] = []
        if "relay" in parts:
            loops.append(("relay", self._publish_whenever))
        if "consumers" in parts:
            loops.append(("deliverer", self._deliver_whenever))
            loops += [
                (f"deliverer {each.name}", partial(self._deliver_slowly, each))
                for each in self.consumers.values()
                if each.is_slow
            ]
            loops += [
                (f"consumer {each.name}", partial(self._consume, each))
                for each in self.consumers.values()
            ]
        try:
            async with self._supervisor.running(loops):
                yield
        finally:
            await self.bus.close()

    async def check(self) -> None:
        """Raises Unavailable when a loop stands still."""
        if self._supervisor is not None:
            await self._supervisor.check()

    async def _publish_whenever(self, pulse: Pulse) -> None:
        async def publish(_: Pulse) -> None:
            await self.relay.publish_all()

        await repeat(publish, pulse, pause_s=self.poll_s)

    async def _deliver_whenever(self, pulse: Pulse) -> None:
        async def deliver(pulse: Pulse) -> None:
            await self.deliverer.deliver_due(pulse.turn)
            await self._forget_old()
            dead = await self.database.read(lambda s: event_deliveries.n_dead(s, SYSTEM))
            self.metrics.dead_letters.set(dead)

        await repeat(deliver, pulse, pause_s=self.poll_s)

    async def _deliver_slowly(self, consumer: Consumer, pulse: Pulse) -> None:
        async def deliver(pulse: Pulse) -> None:
            while await self._deliver_next(consumer, pulse):
                pulse.turn()

        await repeat(deliver, pulse, pause_s=self.poll_s, signal=self._parked[consumer.name])

    async def _deliver_next(self, consumer: Consumer, pulse: Pulse) -> bool:
        """Whether there was one."""
        with pulse.busy():
            return await deliver_next(self.handling, consumer)

    async def _forget_old(self) -> None:
        """Once an hour."""
        at = self.clock()
        if self._forgot_at is not None and at - self._forgot_at < FORGET_EVERY:
            return
        self._forgot_at = at

        told = at - timedelta(days=self.log_days) if self.log_days else None
        await self.database.write(
            lambda s: event_deliveries.forget_old(s, SYSTEM, received=at - RECEIVED_KEPT, told=told)
        )

    async def _consume(self, consumer: Consumer, pulse: Pulse) -> None:
        async def take(pulse: Pulse) -> None:
            while True:
                pulse.turn()
                for received in await self.bus.receive(consumer.name, consumer.types):
                    await self.handling.take_over(consumer, received)
                    if consumer.is_slow:
                        self._parked[consumer.name].notify()
                    pulse.turn()

        await repeat(take, pulse, pause_s=self.poll_s)
