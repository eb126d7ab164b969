"""The bus of an installation without one: the table of facts, read in its order by every process that shares the database."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import anyio

from shared.events import CloudEvent

from ..db import cloud_events, event_deliveries
from ..db.cloud_events import ToldEvent
from ..db.session import Database
from ..domain.principal import SYSTEM
from ..runs.notifier import WorkSignal
from .bus import Received

AT_ONCE = 50
LEASE_S = 30.0
"""A process that has not come back by then leaves its events to another."""
WAIT_S = 10.0
"""For news of this process; what another published is seen then."""


@dataclass(slots=True)
class InProcessBus:
    database: Database
    holder: str
    """This process, as others see it."""
    wait_s: float = WAIT_S
    lease_s: float = LEASE_S
    _signal: WorkSignal = field(default_factory=WorkSignal)

    async def publish(self, events: Sequence[CloudEvent]) -> list[UUID]:
        """All of them: they are kept where they stand, and come to consumers once they have their places."""
        return [event.id for event in events]

    def published(self) -> None:
        self._signal.notify()

    async def receive(self, consumer: str, types: Collection[str]) -> list[Received]:
        news = self._signal.news
        found = await self._next(consumer, types)
        if not found:
            with anyio.move_on_after(self.wait_s):
                await news.wait()
        return found

    async def _next(self, consumer: str, types: Collection[str]) -> list[Received]:
        """Those of the next events that the consumer is told of; what lies before them is passed over."""
        while await self.database.read(lambda s: event_deliveries.is_behind(s, SYSTEM, consumer)):
            held = await self.database.write(
                lambda s: event_deliveries.hold_position(
                    s, SYSTEM, consumer, holder=self.holder, lease_s=self.lease_s
                )
            )
            if held is None:
                return []
            told = await self._after(held.position)
            wanted = [each for each in told if each.event.type in types]
            if wanted:
                n_begun = [held.n_begun, *[1] * len(wanted)]
                return [
                    Received(each.event, n, self._done(consumer, each))
                    for each, n in zip(wanted, n_begun, strict=False)
                ]
            await self._advance(consumer, max(each.sequence or 0 for each in told))
        return []

    async def _after(self, position: int) -> list[ToldEvent]:
        return await self.database.read(
            lambda s: cloud_events.after(s, SYSTEM, position, limit=AT_ONCE)
        )

    def _done(self, consumer: str, told: ToldEvent) -> Callable[[], Awaitable[None]]:
        async def done() -> None:
            await self._advance(consumer, told.sequence or 0)

        return done

    async def _advance(self, consumer: str, position: int) -> None:
        await self.database.write(lambda s: event_deliveries.advance(s, SYSTEM, consumer, position))

    async def close(self) -> None:
        """Nothing is open."""
