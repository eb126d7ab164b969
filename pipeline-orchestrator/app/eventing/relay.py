"""From the table of facts onto the bus, in the order they were written."""

from dataclasses import dataclass

import structlog

from shared.events import CloudEvent

from ..db import cloud_events
from ..db.session import Database
from ..domain.principal import SYSTEM
from ..runs.event_metrics import EventMetrics
from .bus import BusAway, EventBus

log = structlog.get_logger(__name__)

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Relay:
    """Several may be at work; then each event is published by one, or twice where one stood still, and still in its order: whoever
    publishes an event has published, or seen published, all before it."""

    database: Database
    bus: EventBus
    metrics: EventMetrics
    name: str

    async def publish_all(self) -> int:
        """All that waits, as far as the bus takes it. How many those were. Raises BusAway and Unavailable."""
        n = 0
        if not await self.database.read(lambda s: cloud_events.has_unpublished(s, SYSTEM)):
            return n
        while True:
            taken = await self.database.write(
                lambda s: cloud_events.take_unpublished(s, SYSTEM, relay=self.name, limit=AT_ONCE)
            )
            if not taken:
                return n
            n += await self._publish(taken)

    async def _publish(self, taken: list[CloudEvent]) -> int:
        """Raises BusAway where the bus did not take all of them; those it took are noted."""
        kept = await self.bus.publish(taken)
        await self.database.write(lambda s: cloud_events.number(s, SYSTEM, kept))
        self.bus.published()
        for event in taken:
            if event.id in kept:
                self.metrics.published(event.type)
        if len(kept) < len(taken):
            raise BusAway(f"the bus took {len(kept)} of {len(taken)} events")
        return len(kept)
