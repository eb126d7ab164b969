"""Recordings on the wire."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from shared.contracts import Contract, JsonRequest

from ..domain.recordings import RecordingSource, RecordingStatus
from ..domain.task import TaskStatus

ShownValue = str | int | float | bool


class ShownRecording(Contract):
    recording_id: UUID
    """That of its task, too."""
    status: RecordingStatus
    """`waiting` to be taken in, `taken`: it has its task, `refused`: it can't be taken in as it is."""
    task_id: UUID | None
    """Its task, to be followed; null while it has none."""
    path: str | None
    """Where the task is; null while there is none."""
    task_status: TaskStatus | None
    """How far that is."""
    pipeline: str
    """What it is sent through: `pronunciation`, `transcript` or `calls`."""
    source: RecordingSource
    """`request`: it was sent for its task at once, `upload`: by POST /recordings, `inbox`: it lay in the inbox."""
    speaker_id: str | None
    """Your own name for the speaker; of a call for the agent."""
    name: str | None
    """Of its file, where it was received without waiting."""
    n_bytes: Annotated[int, Field(ge=0)] | None
    """Of its file while it waits, of what is kept of it after that; null: not known."""
    duration_s: Annotated[float, Field(ge=0)] | None
    """Seconds; null until it is taken in."""
    audio_sha256: str | None
    """SHA-256 of the recording as it is kept, 16 kHz and 16 bits: equal audio has an equal one, whatever its file. Null: not known."""
    same_audio_as: UUID | None
    """The first recording of those you see that has the very same audio; null: there is none before it."""
    fields: dict[str, ShownValue]
    """Custom fields, as GET /recording-fields describes them."""
    reason: str | None
    """Of a refused one: the kind of problem, or `duplicate`."""
    detail: str | None
    """Of a refused one: what to do."""
    created_at: datetime
    """When it was received."""
    taken_at: datetime | None
    """When its task was queued."""


class ReceivedRecording(Contract):
    recording_id: UUID
    """Where it is followed: GET /recordings/{recording_id}. Its task will have this id."""
    status: RecordingStatus
    """`waiting`, or what became of it where the same was sent before."""


class RecordingPage(Contract):
    items: list[ShownRecording]
    """Newest first."""
    next_cursor: str | None
    """For the next page; null: this is the last."""


class ChangedRecording(JsonRequest):
    fields: dict[str, ShownValue | None]
    """Custom fields that are set; null takes one away, others stay."""


class NewFieldSchema(JsonRequest):
    json_schema: dict[str, Any]
    """JSON Schema (draft 2020-12) of an object of flat values: `properties` of type string, integer, number or boolean, with `enum`, `const`,
    `minLength`, `maxLength`, `minimum`, `maximum`, `format: date`; and `required`. Of 12 kB and 50 fields at most."""


class ShownFieldSchema(Contract):
    json_schema: dict[str, Any] | None
    """Null: recordings have no custom fields."""
    updated_at: datetime | None
    """When it was set."""
