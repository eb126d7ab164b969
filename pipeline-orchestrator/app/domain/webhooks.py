"""Where a tenant is told of events."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


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
