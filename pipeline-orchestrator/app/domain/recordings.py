"""A recording of a tenant's: one that was sent for a task, or one that waits to be taken in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from .principal import Principal, Role
from .task import TaskStatus

RecordingStatus = Literal["waiting", "taken", "refused"]
"""`waiting` to be taken in; `taken`: it has a task; `refused`: it can't be taken in as it is."""
ReceivedFrom = Literal["upload", "inbox"]
RecordingSource = Literal["request", ReceivedFrom]
"""`request`: it was sent for a task at once, as by POST /tasks; `upload`: by POST /recordings."""

FieldValue = str | int | float | bool
DUPLICATE = "duplicate"
"""Why a recording was refused whose audio is there already."""
MOST_NAME_CHARS = 255


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a recording, as it is needed when it is taken in."""

    subject: str
    role: Role
    key_id: str | None = None

    @classmethod
    def of(cls, principal: Principal) -> "Sender":
        return cls(principal.subject, principal.role, principal.key_id)

    def principal(self, tenant: str) -> Principal:
        return Principal(tenant, self.subject, self.role, key_id=self.key_id)


@dataclass(frozen=True, slots=True)
class NewRecording:
    """One that is to be taken in later. Its task will have its id."""

    id: UUID
    pipeline: str
    source: ReceivedFrom
    options: Mapping[str, Any]
    """Of the pipeline, as they are stored."""
    sender: Sender
    speaker_id: str | None = None
    name: str | None = None
    """Of its file."""
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    """What its tenant keeps beside it."""
    n_bytes: int = 0
    """Of its file."""
    request_hash: str | None = None
    """SHA-256 over the file and what was asked for."""
    is_refused_if_there: bool = False
    """Where there is another with the same audio."""


@dataclass(frozen=True, slots=True)
class RecordingRecord:
    tenant: str
    id: UUID
    status: RecordingStatus
    source: RecordingSource
    pipeline: str
    options: Mapping[str, Any]
    sender: Sender | None
    """None: it came with a request."""
    speaker_id: str | None
    name: str | None
    fields: Mapping[str, FieldValue]
    n_bytes: int | None
    """Of its file while it waits; of the audio that is kept once it is taken in. None: not known."""
    duration_s: float | None
    audio_sha256: str | None
    """Over its samples as they were taken in, 16 kHz and 16 bits; None: not known."""
    reason: str | None
    """Why it was refused, as the kind of a problem."""
    detail: str | None
    created_at: datetime
    taken_at: datetime | None
    request_hash: str | None = None
    is_refused_if_there: bool = False
    task_status: TaskStatus | None = None
    """Of its task; None: it has none."""


@dataclass(frozen=True, slots=True)
class RecordingFilter:
    """Which recordings are looked for; None: whichever."""

    status: RecordingStatus | None = None
    source: RecordingSource | None = None
    pipeline: str | None = None
    speaker_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    shortest_s: float | None = None
    longest_s: float | None = None
    audio_sha256: str | None = None
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    """With these values."""


@dataclass(frozen=True, slots=True)
class FieldSchema:
    """What custom fields a tenant's recordings have, as JSON Schema."""

    schema: Mapping[str, Any]
    updated_at: datetime
