"""What the rooms of the orchestrator tell each other about events on their way to a consumer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shared.events import CloudEvent

Standing = Literal["new", "received", "behind"]
"""`behind`: an earlier event of its subject is still to be delivered, so that it has to wait."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event that a consumer has still to be given."""

    id: int
    tenant: str
    consumer: str
    event: CloudEvent
    n_tries: int
    """Failed ones, and the one at hand."""
    due_at: datetime
    reason: str | None
    """Why the last try failed."""
    dead_at: datetime | None
    is_replay: bool
    """It was asked for, though it may have been delivered before."""
