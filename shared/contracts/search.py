"""search-service: turns of recordings into an index, and found again by their words and by what they mean.

A recording is known by its tenant and its id, which is its task's. What is sent has been redacted before: the index keeps texts as they come.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, Field

from shared.contracts.base import Contract, JsonRequest, RequestPart, Stamped
from shared.contracts.conversation import MOST_TURNS, Sentiment, SpeakerName, Time, TurnText
from shared.contracts.unknown_words import UnknownAs
from shared.languages import well_formed

TENANT_FORM = r"^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$"
RECORDING_ID_FORM = r"^[A-Za-z0-9_-]{1,64}$"
MOST_HITS = 50
MOST_RECORDINGS = 5_000
"""Of those that one search may be held to."""
MAX_QUESTION = 500
"""Characters; the model reads no more."""

TenantName = Annotated[str, Field(pattern=TENANT_FORM)]
RecordingId = Annotated[str, Field(pattern=RECORDING_ID_FORM)]
Label = Annotated[str, Field(min_length=1, max_length=64)]
"""A name that is compared whole: a speaker's id, a rule, a tag."""
IndexedKind = Literal["call", "transcript"]
MatchedBy = Literal["words", "meaning", "both"]


class TurnToIndex(RequestPart):
    """A turn, already redacted."""

    index: Annotated[int, Field(ge=0, le=1_000_000)]
    """Its place in the recording; no two turns of one have the same."""
    speaker: SpeakerName
    """Who speaks, by role or name: `agent`, `customer`, `speaker_1`."""
    text: TurnText
    """What is said, without what must not be kept. A turn without words is left out of the index."""
    start_s: Time
    """When it begins, in seconds from the start of the recording."""
    end_s: Time
    """When it ends."""
    sentiment: Sentiment | None = None
    """How it felt; null where that isn't known."""


class RecordingToIndex(JsonRequest):
    """All of a recording that can be searched; it takes the place of what was there of the same recording."""

    agent: Label | None = None
    """Speaker id of who answered the call, or whose recording it is; null where nobody's is known."""
    customer: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    """The other side, as the caller's own system names it."""
    started_at: AwareDatetime | None = None
    """When the recording began; null where that isn't known."""
    language: Annotated[str | None, BeforeValidator(well_formed)] = None
    """Language of the speech, ISO 639-1; null where it isn't known."""
    kind: IndexedKind
    """What sort of recording it is."""
    habits: Annotated[list[Label], Field(max_length=100)] = Field(default_factory=list)
    """Rules by which the speaker was heard to differ, `TH_T`."""
    tags: Annotated[list[Label], Field(max_length=50)] = Field(default_factory=list)
    """As the caller gave them."""
    turns: Annotated[list[TurnToIndex], Field(max_length=MOST_TURNS, fail_fast=True)]
    """In any order; none is a recording in which nobody says anything."""


class IndexedRecording(Stamped):
    """What of a recording can be found from now on."""

    n_turns: int
    """Turns in the index; those without words are not."""
    n_replaced: int
    """Turns of the same recording that were there before and are gone."""


class ErasedRecording(Stamped):
    """Nothing of the recording is left in the index."""

    n_turns: int
    """Turns that were there; 0 where there was nothing, which is no error."""


class TurnsToFind(JsonRequest):
    """A question, and what the turns that answer it must be like. What is left out bounds nothing."""

    tenant: TenantName
    """Whose recordings are searched; nobody else's are."""
    q: Annotated[str, Field(min_length=1, max_length=MAX_QUESTION)]
    """Words, or a question in any language that the model knows."""
    agent: Label | None = None
    """Recordings of this agent."""
    customer: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    """Recordings with this customer."""
    started_from: AwareDatetime | None = None
    """Recordings that began then or later."""
    started_to: AwareDatetime | None = None
    """Recordings that began before that."""
    language: Annotated[str | None, BeforeValidator(well_formed)] = None
    """Recordings in this language."""
    kind: IndexedKind | None = None
    """Recordings of this sort."""
    habit: Label | None = None
    """Recordings in which this rule was met."""
    tag: Label | None = None
    """Recordings with this tag."""
    sentiment: Sentiment | None = None
    """Turns that felt so."""
    speaker: SpeakerName | None = None
    """Turns of this role or name."""
    recording_ids: (
        Annotated[list[RecordingId], Field(max_length=MOST_RECORDINGS, fail_fast=True)] | None
    ) = None
    """Only these recordings; an empty list finds nothing."""
    limit: Annotated[int, Field(ge=1, le=MOST_HITS)] = 10
    """How many turns are wanted."""


class FoundTurn(Contract):
    recording_id: str
    """Its recording, by the id of the task."""
    index: int
    """Its place in the recording."""
    speaker: str
    """Who speaks, by role or name."""
    text: str
    """What is said, redacted as it was sent."""
    start_s: float
    """When it begins, in seconds from the start of the recording."""
    end_s: float
    """When it ends."""
    sentiment: Annotated[Sentiment, UnknownAs("neutral")] | None
    """How it felt; null where that isn't known."""
    score: float
    """By which hits are ranked, over 0 and at most 1: reciprocal ranks of both ways to find it, added up. It compares hits of one answer, nothing else."""
    matched: Annotated[MatchedBy, UnknownAs("both")]
    """Whether it has the question's words, is near to it in meaning, or both."""


class FoundTurns(Stamped):
    """The turns that answer a question, best first."""

    hits: Annotated[list[FoundTurn], Field(max_length=MOST_HITS)]
    """At most as many as were asked for. Nearness ranks and never refuses: where few turns are left by the filters, all are told."""
    took_ms: float
    """From the request's beginning to this answer, in milliseconds."""
