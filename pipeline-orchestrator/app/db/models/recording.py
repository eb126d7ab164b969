"""Recordings: what is known of each beside its task, and of those that wait for one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Float, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Json, UtcDateTime, keyed_by, now
from .task import task_id_column


class RecordingRow(Base):
    __tablename__ = "recordings"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        Index("ix_recordings_tenant_created_at", "tenant", "created_at"),
        Index("ix_recordings_tenant_status_created_at", "tenant", "status", "created_at"),
        Index("ix_recordings_tenant_audio_sha256", "tenant", "audio_sha256"),
        Index("ix_recordings_tenant_speaker_id", "tenant", "speaker_id"),
        Index("ix_recordings_task_id", "task_id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    """That of its task, too."""
    task_id: Mapped[UUID | None] = task_id_column()
    """None: it has none yet, or can have none."""
    status: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(16))
    pipeline: Mapped[str] = mapped_column(String(32))
    options: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Of the pipeline, while it waits."""
    speaker_id: Mapped[str | None] = mapped_column(String(64))
    sender: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """Who sent what waits: subject, role and key."""
    sent_by: Mapped[str | None] = mapped_column(String(64))
    """Subject of the teacher who did."""
    name: Mapped[str | None] = mapped_column(String(255))
    fields: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    n_bytes: Mapped[int | None] = mapped_column(BigInteger)
    duration_s: Mapped[float | None] = mapped_column(Float)
    audio_sha256: Mapped[str | None] = mapped_column(String(64))
    request_hash: Mapped[str | None] = mapped_column(String(64))
    is_refused_if_there: Mapped[bool] = mapped_column(Boolean, default=False)
    reason: Mapped[str | None] = mapped_column(String(32))
    detail: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FieldSchemaRow(Base):
    """What custom fields a tenant's recordings have."""

    __tablename__ = "field_schemas"
    __mapper_args__ = keyed_by()

    tenant: Mapped[str] = mapped_column(String(32), primary_key=True, sort_order=-1)
    field_schema: Mapped[dict[str, Any]] = mapped_column(Json)
    """JSON Schema."""
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
