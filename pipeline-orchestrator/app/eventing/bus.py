"""What a bus has to do, whichever it is: keep events, and give each consumer all of them, at least once."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from shared.errors import Unavailable
from shared.events import CloudEvent


class BusAway(Unavailable):
    """The bus can't be asked now; nothing that it has is lost."""


@dataclass(frozen=True, slots=True)
class Received:
    """An event that came to a consumer."""

    event: CloudEvent
    n_begun: int
    """How often it came, this time counted: more than once where a process died over it."""
    done: Callable[[], Awaitable[None]]
    """The consumer has it: it need not come again. Raises BusAway; it then comes again."""


class EventBus(Protocol):
    async def publish(self, events: Sequence[CloudEvent]) -> list[UUID]:
        """Ids of those it has kept for good: of each subject the first ones, in their order. The others are given again.

        An event that it has kept before counts as kept. Raises BusAway.
        """
        ...

    def published(self) -> None:
        """They stand in their order in the table of facts, too."""
        ...

    async def receive(self, consumer: str, types: Collection[str]) -> list[Received]:
        """What comes next to a consumer of events of these types, in its order; waits some seconds for it. Nothing that follows comes
        to it, in any process, before all of it is done. Raises BusAway."""
        ...

    async def close(self) -> None: ...
