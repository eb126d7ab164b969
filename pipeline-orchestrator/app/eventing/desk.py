"""What operators do with events: look, have them told again, let dead letters go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.errors import InvalidInput, NotFound

from ..db import cloud_events, event_deliveries, webhooks
from ..db.cloud_events import ToldEvent
from ..db.session import Database
from ..domain.events import Delivery
from ..domain.principal import Principal
from ..domain.webhooks import webhook_of

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class EventDesk:
    database: Database
    consumers: Collection[str]
    """Names of those of this release; beside them there are those of webhooks."""

    async def told(
        self,
        principal: Principal,
        *,
        limit: int,
        before: int | None = None,
        types: Collection[str] = (),
        subject: str | None = None,
        since: datetime | None = None,
    ) -> list[tuple[int, ToldEvent]]:
        """Newest first, each with what the next page begins below."""
        return await self.database.read(
            lambda s: cloud_events.told(
                s, principal, limit=limit, before=before, types=types, subject=subject, since=since
            )
        )

    async def one(self, principal: Principal, event_id: UUID) -> ToldEvent:
        """Raises NotFound."""
        found = await self.database.read(lambda s: cloud_events.one(s, principal, event_id))
        if found is None:
            raise NotFound(f"there is no event {event_id}", field="event_id")
        return found

    async def dead_letters(
        self,
        principal: Principal,
        *,
        limit: int,
        before: int | None = None,
        consumer: str | None = None,
    ) -> list[Delivery]:
        return await self.database.read(
            lambda s: event_deliveries.dead_letters(
                s, principal, limit=limit, before=before, consumer=consumer
            )
        )

    async def revive(self, principal: Principal, letter_id: int) -> Delivery:
        """Raises NotFound."""
        return await self.database.write(lambda s: event_deliveries.revive(s, principal, letter_id))

    async def drop(self, principal: Principal, letter_id: int) -> Delivery:
        """Raises NotFound."""
        return await self.database.write(lambda s: event_deliveries.drop(s, principal, letter_id))

    async def replay(
        self,
        principal: Principal,
        consumer: str,
        *,
        since: datetime | None = None,
        from_sequence: int | None = None,
        types: Collection[str] = (),
    ) -> int:
        """Have the tenant's events told again, in their order; how many. Raises InvalidInput."""
        if not await self._is_known(principal, consumer):
            known = ", ".join(sorted(self.consumers))
            raise InvalidInput(
                f"there is no consumer {consumer}: there are {known} and webhook:<id>",
                field="consumer",
            )
        n, position = 0, (from_sequence or 1) - 1
        while found := await self._after(principal, position, since, types):
            events = [each.event for each in found]
            n += await self.database.write(
                lambda s, events=events: event_deliveries.ask_again(s, principal, consumer, events)
            )
            position = found[-1].sequence or position
        return n

    async def _is_known(self, principal: Principal, consumer: str) -> bool:
        if consumer in self.consumers:
            return True
        webhook_id = webhook_of(consumer)
        if webhook_id is None:
            return False
        found = await self.database.read(lambda s: webhooks.find(s, principal, webhook_id))
        return found is not None

    async def _after(
        self, principal: Principal, position: int, since: datetime | None, types: Collection[str]
    ) -> Sequence[ToldEvent]:
        return await self.database.read(
            lambda s: cloud_events.of_tenant_after(
                s, principal, position, since=since, types=types, limit=AT_ONCE
            )
        )
