"""Who works on a task."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from .principal import Principal, acting_for


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a task, until it is taken away. No two claims are equal, not even of one worker."""

    tenant: str
    task_id: UUID
    worker_id: str
    number: int
    """Rises with each claim of the task."""
    request_id: str | None = field(default=None, compare=False)
    """Of the request that brought the task."""
    traceparent: str | None = field(default=None, compare=False)
    """Of the span in which it was queued; the task's are its children."""
    audio_ms: int | None = field(default=None, compare=False)
    """How long the recording is; None: not known, or the task was tried again, so that its time says nothing of ours."""
    came_at: datetime | None = field(default=None, compare=False)

    @property
    def principal(self) -> Principal:
        return acting_for(self.tenant, self.worker_id)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A task that was being worked on, as one look found it."""

    claim: Claim
    beat: int
