"""Where a tenant is told of events."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

_CONSUMER = "webhook:"


def consumer_of(webhook_id: UUID) -> str:
    """The name of the consumer of events that an address is."""
    return f"{_CONSUMER}{webhook_id}"


def webhook_of(consumer: str) -> UUID | None:
    """Of such a name; None for any other."""
    if not consumer.startswith(_CONSUMER):
        return None
    try:
        return UUID(consumer.removeprefix(_CONSUMER))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Webhook:
    tenant: str
    id: UUID
    url: str
    types: tuple[str, ...]
    """Of events; empty: all."""
    secret_number: int
    earlier_until: datetime | None
    """Until then the secret before signs as well."""
    created_at: datetime
    disabled_at: datetime | None

    def wants(self, event_type: str) -> bool:
        return self.disabled_at is None and (not self.types or event_type in self.types)
