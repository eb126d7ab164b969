"""Recordings that were taken in, with what their tenant knows of them."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, Float, Index, PrimaryKeyConstraint, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Json, UtcDateTime, keyed_by, now


class RecordingRow(Base):
    __tablename__ = "recordings"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        Index("ix_recordings_tenant_created_at", "tenant", "created_at"),
        Index("ix_recordings_tenant_sha256", "tenant", "sha256"),
        Index("ix_recordings_tenant_task_id", "tenant", "task_id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    sha256: Mapped[str] = mapped_column(String(64))
    """Of its samples as they are kept: a file of another format may hold the same."""
    n_bytes: Mapped[int] = mapped_column(BigInteger)
    duration_s: Mapped[float] = mapped_column(Float)
    source: Mapped[str] = mapped_column(String(16))
    """`upload` or `inbox`."""
    name: Mapped[str | None] = mapped_column(String(255))
    """Of the file, as its sender named it."""
    pipeline: Mapped[str] = mapped_column(String(32))
    options: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What its task is asked for."""
    speaker_id: Mapped[str | None] = mapped_column(String(64))
    task_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The task that was made of it; None: not yet."""
    fields: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """The tenant's own, as its schema has them."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class RecordingSchema(Base):
    """What a tenant's own fields of recordings have to be."""

    __tablename__ = "recording_schemas"
    __mapper_args__ = keyed_by()
    __table_args__ = (PrimaryKeyConstraint("tenant"),)

    schema: Mapped[dict[str, Any]] = mapped_column(Json)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
