"""Each type of event, with what its `data` holds. A change that a reader could stumble over is a new version."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.contracts.base import Contract

from .envelope import schema_path

MOST_TASKS = 10_000
"""Whose ids are in one event."""

EventType = Literal[
    "recording.ingested",
    "transcription.completed",
    "nlp.postprocessed",
    "task.finished",
    "call.analysed",
    "speaker.erased",
    "model.promoted",
]


class Fact(Contract):
    """Of one type. Ids, keys, counts and states alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class RecordingIngestedFact(Fact):
    """A recording was received that nobody waits for: it is to be taken in, and then has a task with its id."""

    recording_id: UUID
    pipeline: str
    """The pipeline that it was sent for."""
    source: Literal["upload", "inbox"]


class _OfTask(Fact):
    task_id: UUID
    pipeline: str


class TranscriptionCompletedFact(_OfTask):
    """What was said is known."""

    stage: str
    """That told it: its result is under this name."""
    model_version: str | None = None


class PostprocessedFact(_OfTask):
    """What was said was brought into its written form, without what is personal."""

    stage: str
    model_version: str | None = None


class CallAnalysedFact(_OfTask):
    """The moments of a call are known."""

    n_moments: int = Field(ge=0)


class TaskFinishedFact(_OfTask):
    """A task has reached its end, or reached it again after it was tried once more."""

    status: Literal["succeeded", "partial", "failed", "cancelled"]
    assessable: bool | None = None
    reason: str | None = None
    """Why it could not be assessed."""
    error: str | None = None
    """The kind of problem it failed with."""
    is_indexed: bool | None = None
    """Whether what was said may be found; None: nobody asked for that."""


class SpeakerErasedFact(Fact):
    """All that was kept of a speaker was erased: who has a copy of these tasks erases it, too. Nobody is named: nothing of them is left
    here."""

    task_ids: list[UUID] = Field(max_length=MOST_TASKS)
    """The first of them where there were more."""
    n_tasks: int = Field(ge=0)
    n_consents: int = Field(ge=0)


class ModelPromotedFact(Fact):
    """Another version of a model answers from now on."""

    name: str
    version: str
    stage: Literal["canary", "live", "retired"]
    """What it is now."""
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class EventKind:
    version: int
    """Of its schema."""
    data: type[Fact]


KINDS: Mapping[EventType, EventKind] = {
    "recording.ingested": EventKind(1, RecordingIngestedFact),
    "transcription.completed": EventKind(1, TranscriptionCompletedFact),
    "nlp.postprocessed": EventKind(1, PostprocessedFact),
    "task.finished": EventKind(1, TaskFinishedFact),
    "call.analysed": EventKind(1, CallAnalysedFact),
    "speaker.erased": EventKind(1, SpeakerErasedFact),
    "model.promoted": EventKind(1, ModelPromotedFact),
}


def json_schema(event_type: EventType) -> dict[str, Any]:
    """Of the `data` of a type."""
    kind = KINDS[event_type]
    schema = kind.data.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_path(event_type, kind.version),
        **schema,
    }
