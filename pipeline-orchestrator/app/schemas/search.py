"""What GET /search is asked, and what it answers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import Field

from shared.contracts import Contract
from shared.contracts.conversation import Sentiment
from shared.contracts.search import IndexedKind, MatchedBy


@dataclass(frozen=True, slots=True)
class TurnSearch:
    """What is left out bounds nothing."""

    q: str
    agent: str | None = None
    customer: str | None = None
    started_from: datetime | None = None
    started_to: datetime | None = None
    language: str | None = None
    kind: IndexedKind | None = None
    habit: str | None = None
    tag: str | None = None
    sentiment: Sentiment | None = None
    speaker: str | None = None
    tasks: tuple[UUID, ...] = ()
    """Of these alone; empty: of all."""
    limit: int = 10


class TurnHit(Contract):
    task_id: UUID
    """The recording's task."""
    path: str
    """Where its result is, below this service's address."""
    index: int
    """Place of the turn in the recording, from 0."""
    speaker: str
    """Who speaks, by role or name."""
    text: str
    """What is said, redacted."""
    start_s: float
    """When it begins, in seconds from the start of the recording."""
    end_s: float
    """When it ends."""
    play_from_s: float
    """From where to play it: a moment before it begins."""
    sentiment: Sentiment | None
    """How it felt; null where that isn't known."""
    score: float
    """By which hits of one answer are ranked, over 0 and at most 1; it compares nothing else."""
    matched: MatchedBy
    """Whether it has the question's words, is near to it in meaning, or both."""


class TurnHits(Contract):
    """Turns that answer a question, best first."""

    hits: list[TurnHit] = Field(default_factory=list)
    """At most as many as were asked for, of recordings that you see."""
    took_ms: float
    """That search-service took, in milliseconds."""
