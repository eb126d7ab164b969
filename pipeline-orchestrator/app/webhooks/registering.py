"""What tenants do with their webhooks."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from shared.errors import Conflict, Forbidden, InvalidInput
from shared.events import CloudEvent, subject_of
from shared.events.envelope import schema_path

from ..db import webhooks
from ..db.session import Database
from ..domain.principal import Principal
from ..domain.webhooks import Webhook, consumer_of
from .addresses import AllowedHosts
from .sending import NoLongerWanted, NotTold, WebhookTeller
from .telling import unknown_types

EARLIER_SECRET_S = 86_400.0
"""So long the secret before a new one signs as well."""
TEST_EVENT = "webhook.tested"


@dataclass(frozen=True, slots=True)
class TestOutcome:
    accepted: bool
    status: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class WebhookDesk:
    database: Database
    teller: WebhookTeller
    allowed: AllowedHosts
    most: int
    """A tenant may have."""
    clock: Callable[[], datetime]

    async def make(self, principal: Principal, url: str, types: list[str]) -> tuple[Webhook, str]:
        """It and its secret. Raises Forbidden, InvalidInput and Conflict."""
        if not self.allowed.hosts:
            raise Forbidden("no host may be told here: the operator lists them in WEBHOOK_HOSTS", field="url")  # fmt: skip
        if unknown := unknown_types(types):
            raise InvalidInput(f"there are no events of type {unknown[0]}", field="types")
        checked = self.allowed.check_url(url)
        n_made = await self.database.read(lambda s: webhooks.n_made(s, principal))
        if n_made >= self.most:
            raise Conflict(f"there are {n_made} webhooks already, as many as may be")
        made = await self.database.write(
            lambda s: webhooks.make(s, principal, checked, sorted(set(types)))
        )
        return made, self.teller.secret(made)

    async def listed(self, principal: Principal) -> list[Webhook]:
        return await self.database.read(lambda s: webhooks.listed(s, principal))

    async def get(self, principal: Principal, webhook_id: UUID) -> Webhook:
        """Raises NotFound."""
        return await self.database.read(lambda s: webhooks.get(s, principal, webhook_id))

    async def set_disabled(
        self, principal: Principal, webhook_id: UUID, *, is_disabled: bool
    ) -> Webhook:
        """Raises NotFound."""
        return await self.database.write(
            lambda s: webhooks.set_disabled(s, principal, webhook_id, is_disabled=is_disabled)
        )

    async def renew_secret(self, principal: Principal, webhook_id: UUID) -> tuple[Webhook, str]:
        """For a day what is sent is signed with both. Raises NotFound."""
        until = self.clock() + timedelta(seconds=EARLIER_SECRET_S)
        made = await self.database.write(
            lambda s: webhooks.renew_secret(s, principal, webhook_id, earlier_until=until)
        )
        return made, self.teller.secret(made)

    async def delete(self, principal: Principal, webhook_id: UUID) -> None:
        """With what it has still to be told. Raises NotFound."""
        await self.database.write(
            lambda s: webhooks.delete(s, principal, webhook_id, consumer=consumer_of(webhook_id))
        )

    async def test(self, principal: Principal, webhook_id: UUID) -> TestOutcome:
        """Tell it once, now, of nothing. Raises NotFound."""
        webhook = await self.get(principal, webhook_id)
        event = CloudEvent(
            id=uuid4(),
            type=TEST_EVENT,
            subject=subject_of("webhook", webhook_id),
            time=self.clock(),
            dataschema=schema_path(TEST_EVENT, 1),
            tenant=principal.tenant,
            data={},
        )
        try:
            status = await self.teller.tell(replace(webhook, disabled_at=None), event)
        except NotTold as error:
            return TestOutcome(False, None, str(error))
        except NoLongerWanted:
            return TestOutcome(False, 410, "it answered 410")
        return TestOutcome(True, status, None)
