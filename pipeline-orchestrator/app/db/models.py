"""The tables, for SQLite and Postgres alike."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    Boolean,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    false,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite stores none of the zone, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    return datetime.now(UTC)


class Base(DeclarativeBase):
    pass


class Task(Base):
    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("idempotency_key", name="uq_tasks_idempotency_key"),
        Index("ix_tasks_created_at", "created_at"),
        Index("ix_tasks_status_created_at", "status", "created_at"),
        Index("ix_tasks_speaker_id_created_at", "speaker_id", "created_at"),
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
    """The rest of the request: speaking_rate, stages, lexicon, say_heard, sample_keys, request_id."""
    assessable: Mapped[bool | None] = mapped_column(Boolean)
    reason: Mapped[str | None] = mapped_column(String(32))
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


def _task_id(**options: Any) -> Mapped[UUID]:
    return mapped_column(Uuid, ForeignKey("tasks.id", ondelete="CASCADE"), **options)


class StageRow(Base):
    __tablename__ = "stages"

    task_id: Mapped[UUID] = _task_id(primary_key=True)
    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    status: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(Text)
    engine: Mapped[str | None] = mapped_column(String(64))
    model_version: Mapped[str | None] = mapped_column(String(128))
    mock: Mapped[bool | None] = mapped_column(Boolean)
    elapsed_ms: Mapped[int | None] = mapped_column(Integer)


class Artifact(Base):
    __tablename__ = "artifacts"
    __table_args__ = (
        UniqueConstraint("task_id", "type", name="uq_artifacts_task_id_type"),
        Index("ix_artifacts_task_id", "task_id"),
        Index("ix_artifacts_created_at", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    task_id: Mapped[UUID] = _task_id()
    type: Mapped[str] = mapped_column(String(16))
    """asr, align, phonemap, diff, tts, vc or feedback."""
    uri: Mapped[str] = mapped_column(String(512))
    details: Mapped[dict[str, Any]] = mapped_column("metadata", Json, default=dict)
    """`metadata` is taken in declarative classes; the column has the name."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class FeedbackRow(Base):
    __tablename__ = "feedback"
    __table_args__ = (
        Index("ix_feedback_task_id", "task_id"),
        Index("ix_feedback_created_at", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    task_id: Mapped[UUID] = _task_id()
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class EventRow(Base):
    __tablename__ = "events"
    __table_args__ = (Index("ix_events_task_id_id", "task_id", "id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    task_id: Mapped[UUID] = _task_id()
    name: Mapped[str] = mapped_column(String(32))
    fields: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class PracticeRow(Base):
    """How a judged recording of a named speaker went; erased with its task."""

    __tablename__ = "practice"
    __table_args__ = (
        Index("ix_practice_speaker_id_recorded_at", "speaker_id", "recorded_at"),
        Index(
            "ix_practice_speaker_id_text_key_recorded_at", "speaker_id", "text_key", "recorded_at"
        ),
    )

    task_id: Mapped[UUID] = _task_id(primary_key=True)
    speaker_id: Mapped[str] = mapped_column(String(64))
    text_key: Mapped[str | None] = mapped_column(String(64))
    """Equal for texts of the same words; None where no text was given."""
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it came: the task's `created_at`."""
    phones: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    slips: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)


class ConsentRow(Base):
    """A speaker's standing consent, for all tasks until it expires or is revoked."""

    __tablename__ = "consents"
    __table_args__ = (
        Index("ix_consents_speaker_id", "speaker_id"),
        Index("ix_consents_expires_at", "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    speaker_id: Mapped[str] = mapped_column(String(64))
    scope: Mapped[str] = mapped_column(String(32))
    wording: Mapped[str] = mapped_column(String(32))
    sample_keys: Mapped[list[str]] = mapped_column(Json, default=list)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its samples and what was measured of them were deleted."""


class ErasureRow(Base):
    """Not tied to `tasks`: it outlives the task, or the consent, it names."""

    __tablename__ = "erasures"
    __table_args__ = (Index("ix_erasures_due_at", "due_at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    task_id: Mapped[UUID] = mapped_column(Uuid)
    voice_only: Mapped[bool] = mapped_column(Boolean)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    wait_s: Mapped[float | None] = mapped_column(Float)
    """How long after the row was made it is due: a clock that is set doesn't change it."""
    of_consent: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Whether `task_id` is that of a speaker's standing consent."""
