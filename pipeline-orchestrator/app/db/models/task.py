"""A task, and what hangs on it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    Boolean,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Json, UtcDateTime, keyed_by, now


class Task(Base):
    __tablename__ = "tasks"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        UniqueConstraint("tenant", "idempotency_key", name="uq_tasks_tenant_idempotency_key"),
        Index("ix_tasks_tenant_created_at", "tenant", "created_at"),
        Index("ix_tasks_tenant_status_created_at", "tenant", "status", "created_at"),
        Index("ix_tasks_status_created_at", "status", "created_at"),  # what workers look for
        Index("ix_tasks_status_due_at", "status", "due_at"),
        Index("ix_tasks_tenant_speaker_id_created_at", "tenant", "speaker_id", "created_at"),
        Index("ix_tasks_tenant_assignment_id", "tenant", "assignment_id", "speaker_id"),
        Index("ix_tasks_tenant_stored_bytes", "tenant", "stored_bytes"),  # summed from it alone
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    status: Mapped[str] = mapped_column(String(16))
    audio_uri: Mapped[str] = mapped_column(String(512))
    """Key of the recording in the object store."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
    reference_text: Mapped[str | None] = mapped_column(Text)
    l1: Mapped[str | None] = mapped_column(String(8))
    voice: Mapped[str | None] = mapped_column(String(64))
    options: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """The rest of the request as the pipeline's options have it, and sample_keys, request_id, is_waited_for, is_tried_again, traceparent."""
    pipeline: Mapped[str] = mapped_column(
        String(32), default="pronunciation", server_default="pronunciation"
    )
    assessable: Mapped[bool | None] = mapped_column(Boolean)
    reason: Mapped[str | None] = mapped_column(String(32))
    outcome: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """How it was judged, in short: what a list shows without reading the result."""
    error: Mapped[dict[str, Any] | None] = mapped_column(Json)
    idempotency_key: Mapped[str | None] = mapped_column(String(255))
    request_hash: Mapped[str | None] = mapped_column(String(64))
    consent_scope: Mapped[str | None] = mapped_column(String(32))
    consent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consent_wording: Mapped[str | None] = mapped_column(String(32))
    consent_revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consent_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The speaker's standing consent that the task runs under; None for one given with the request."""
    consent_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    speaker_id: Mapped[str | None] = mapped_column(String(64))
    """The caller's own name for the speaker."""
    assignment_id: Mapped[UUID | None] = mapped_column(Uuid)
    """What it was recorded for; None: nothing that was set, or not any more."""
    sent_by: Mapped[str | None] = mapped_column(String(64))
    """Subject of the teacher who sent it; None: no teacher did."""
    recording_erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the recording went, and what was made of the voice in it: results are kept longer."""
    worker_id: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Of releases before `claims` and `beat`; not used any more."""
    claims: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """How often it was claimed. It is the number of the last claim, the only one that may write."""
    beat: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """Rises while its holder is at work."""
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    """Processes that died with it, and the one that holds it."""
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was last handed to the broker; None: not yet, or again."""
    retry_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Put off until then: what it needs was down."""
    retries: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Until when somebody waits for its end; None: nobody does."""
    stored_bytes: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """Of its recording and samples, and of its results once it has ended."""
    charged_ms: Mapped[int | None] = mapped_column(Integer)
    """Milliseconds of audio that count against quotas, on the day of `created_at`; None: nothing does, or not any more."""
    charged_key: Mapped[str | None] = mapped_column(String(16))
    """The key whose quotas they count against beside the tenant's."""


def task_id_column(**options: Any) -> Mapped[UUID]:
    return mapped_column(Uuid, ForeignKey("tasks.id", ondelete="CASCADE"), **options)


class StageRow(Base):
    __tablename__ = "stages"
    __mapper_args__ = keyed_by("task_id", "name")

    task_id: Mapped[UUID] = task_id_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    status: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(Text)
    engine: Mapped[str | None] = mapped_column(String(64))
    model_version: Mapped[str | None] = mapped_column(String(128))
    mock: Mapped[bool | None] = mapped_column(Boolean)
    elapsed_ms: Mapped[int | None] = mapped_column(Integer)


class Artifact(Base):
    __tablename__ = "artifacts"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        UniqueConstraint("task_id", "type", name="uq_artifacts_task_id_type"),
        Index("ix_artifacts_task_id", "task_id"),
        Index("ix_artifacts_created_at", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    task_id: Mapped[UUID] = task_id_column()
    type: Mapped[str] = mapped_column(String(16))
    """The name of its stage."""
    uri: Mapped[str] = mapped_column(String(512))
    details: Mapped[dict[str, Any]] = mapped_column("metadata", Json, default=dict)
    """`metadata` is taken in declarative classes; the column has the name."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class FeedbackRow(Base):
    __tablename__ = "feedback"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        Index("ix_feedback_task_id", "task_id"),
        Index("ix_feedback_created_at", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    task_id: Mapped[UUID] = task_id_column()
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class EventRow(Base):
    __tablename__ = "events"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        Index("ix_events_task_id_id", "task_id", "id"),
        Index("ix_events_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    task_id: Mapped[UUID] = task_id_column()
    name: Mapped[str] = mapped_column(String(32))
    fields: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
