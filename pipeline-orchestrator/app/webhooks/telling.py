"""Webhooks as consumers of events: one finds whom to tell, and each address is a consumer of its own, with its own tries."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from shared.events import KINDS

from ..db import event_deliveries, webhooks
from ..db.event_deliveries import Effect
from ..db.session import Database
from ..domain.principal import Principal, acting_for
from ..domain.webhooks import consumer_of, webhook_of
from ..eventing.consumer import Consumer, GivenEvent, Retries, Undeliverable
from .sending import NoLongerWanted, WebhookTeller

NAME = "webhooks"
RETRIES = Retries((5, 60, 300, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 36_000))
"""A day, all together."""


@dataclass(frozen=True, slots=True)
class Webhooks:
    database: Database
    teller: WebhookTeller

    def consumer(self) -> Consumer:
        return Consumer(NAME, frozenset(KINDS), self._find_whom)

    async def _find_whom(self, given: GivenEvent) -> Effect | None:
        event = given.event
        whose = acting_for(event.tenant, NAME)
        made = await self.database.read(lambda s: webhooks.listed(s, whose))
        due = [each.id for each in made if each.wants(event.type) and each.created_at <= event.time]

        names = [consumer_of(each) for each in due]
        return event_deliveries.adding(whose, names, event) if due else None

    def find(self, name: str) -> Consumer | None:
        """The consumer that an address is; None for any other name."""
        webhook_id = webhook_of(name)
        if webhook_id is None:
            return None
        return Consumer(name, frozenset(KINDS), partial(self._tell, webhook_id), RETRIES)

    async def _tell(self, webhook_id: UUID, given: GivenEvent) -> Effect | None:
        whose = acting_for(given.event.tenant, NAME)
        webhook = await self.database.read(lambda s: webhooks.find(s, whose, webhook_id))
        if webhook is None:
            return None  # it was deleted meanwhile: nobody waits for this
        if webhook.disabled_at is not None:
            raise Undeliverable("the webhook is disabled")
        try:
            await self.teller.tell(webhook, given.event)
        except NoLongerWanted as error:
            await self._disable(whose, webhook_id)
            raise Undeliverable("it answered 410: the webhook is disabled") from error
        return None

    async def _disable(self, whose: Principal, webhook_id: UUID) -> None:
        await self.database.write(
            lambda s: webhooks.set_disabled(s, whose, webhook_id, is_disabled=True)
        )


def unknown_types(types: Collection[str]) -> list[str]:
    """Those of `types` that nobody tells of."""
    return sorted(set(types) - set(KINDS))
