"""All that has to go on so that events reach who waits for them."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog

from shared.tracing import Tracing

from ..db import event_deliveries
from ..db.models import now
from ..db.session import Database
from ..domain.principal import SYSTEM
from ..runs.maintenance import repeat
from ..runs.metrics import TaskMetrics
from ..runs.supervisor import Loop, Pulse, Supervisor
from .bus import EventBus
from .consumer import Consumer, Handling
from .deliverer import Deliverer, Find
from .metrics import EventMetrics
from .relay import Relay

log = structlog.get_logger(__name__)


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
    _supervisor: Supervisor | None = None
    handling: Handling = field(init=False)
    relay: Relay = field(init=False)
    deliverer: Deliverer = field(init=False)

    def __post_init__(self) -> None:
        self.handling = Handling(self.database, self.metrics, self.tracing, self.clock)
        self.relay = Relay(self.database, self.bus, self.metrics, self.name)
        self.deliverer = Deliverer(self.handling, self.consumers, self.find)

    @asynccontextmanager
    async def working(self, metrics: TaskMetrics) -> AsyncIterator[None]:
        """Until the block ends."""
        self._supervisor = Supervisor(metrics)
        loops: list[tuple[str, Loop]] = [
            ("relay", self._publish_whenever),
            ("deliverer", self._deliver_whenever),
            *[
                (f"consumer {each.name}", partial(self._consume, each))
                for each in self.consumers.values()
            ],
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
            dead = await self.database.read(lambda s: event_deliveries.n_dead(s, SYSTEM))
            self.metrics.dead_letters.set(dead)

        await repeat(deliver, pulse, pause_s=self.poll_s)

    async def _consume(self, consumer: Consumer, pulse: Pulse) -> None:
        async def take(pulse: Pulse) -> None:
            while True:
                pulse.turn()
                for received in await self.bus.receive(consumer.name, consumer.types):
                    await self.handling.take_over(consumer, received)
                    pulse.turn()

        await repeat(take, pulse, pause_s=self.poll_s)
