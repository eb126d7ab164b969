"""Webhooks on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.contracts import Contract, JsonRequest
from shared.events import EventType

EventTypes = Annotated[list[EventType], Field(max_length=50)]


class NewWebhook(JsonRequest):
    url: Annotated[str, Field(min_length=9, max_length=2048)]
    """Where events are sent: https, at a host that the operator allows."""
    types: EventTypes = Field(default_factory=list)
    """Types of events; none: all."""


class ChangedWebhook(JsonRequest):
    disabled: bool
    """Whether it is told of nothing for now."""


class ShownWebhook(Contract):
    id: UUID
    """Its name in addresses."""
    url: str
    """Where events are sent."""
    types: list[str]
    """Types of events; empty: all."""
    created_at: datetime
    """When it was made; it is told of what happened since."""
    disabled_at: datetime | None
    """Since when it is told of nothing; null: it is told."""
    earlier_secret_until: datetime | None
    """Until then what is sent is signed with the secret before as well; null: it is not."""


class MadeWebhook(ShownWebhook):
    secret: str
    """What its messages are signed with, as Standard Webhooks has it (`whsec_…`). It is shown here and nowhere else: keep it."""


class WebhookList(Contract):
    items: list[ShownWebhook]
    """In the order in which they were made."""


class TestedWebhook(Contract):
    accepted: bool
    """Whether it answered 2xx."""
    status: int | None
    """What it answered; null: nothing, or not to be told."""
    reason: str | None
    """Why it counts as not accepted; null where it was."""
