"""Events and dead letters on the wire."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from shared.contracts import Contract, JsonRequest

from .webhooks import EventTypes


class ShownEvent(Contract):
    sequence: int | None
    """Its place in the log; null: not on the bus yet."""
    event: dict[str, Any]
    """The event, as CloudEvents' JSON."""


class EventPage(Contract):
    items: list[ShownEvent]
    """Newest first."""
    next_before: int | None
    """For the next page; null: there is none."""


class DeadLetter(Contract):
    id: int
    """Its name in addresses."""
    consumer: str
    """Who could not handle it; `webhook:<id>` is one of the tenant's webhooks."""
    n_tries: int
    """How often that was tried."""
    reason: str | None
    """What the last try failed with."""
    dead_at: datetime
    """When it was given up."""
    event: dict[str, Any]
    """The event, as CloudEvents' JSON."""


class DeadLetterPage(Contract):
    items: list[DeadLetter]
    """Newest first."""
    next_before: int | None
    """For the next page; null: there is none."""


class ReplayOfEvents(JsonRequest):
    consumer: Annotated[str, Field(min_length=1, max_length=64)]
    """Who is told again: `search-index`, `webhooks`, or `webhook:<id>`."""
    since: AwareDatetime | None = None
    """Of what happened since then, with time zone; null: from the first that is kept."""
    from_sequence: Annotated[int, Field(ge=1)] | None = None
    """Or of what stands in the log from this place on."""
    types: EventTypes = Field(default_factory=list)
    """Of these types alone; none: of all."""


class ReplayedEvents(Contract):
    consumer: str
    """Who is told again."""
    n_events: int
    """How many are on their way; those that are on it already are not counted."""
