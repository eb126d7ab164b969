"""What is kept of a speaker."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Json, UtcDateTime, keyed_by
from .task import task_id_column


class PracticeRow(Base):
    """How a judged recording of a named speaker went; erased with its task."""

    __tablename__ = "practice"
    __mapper_args__ = keyed_by("task_id")
    __table_args__ = (
        Index("ix_practice_tenant_speaker_id_recorded_at", "tenant", "speaker_id", "recorded_at"),
        Index(
            "ix_practice_tenant_speaker_id_text_key_recorded_at",
            "tenant",
            "speaker_id",
            "text_key",
            "recorded_at",
        ),
    )

    task_id: Mapped[UUID] = task_id_column(primary_key=True)
    speaker_id: Mapped[str] = mapped_column(String(64))
    text_key: Mapped[str | None] = mapped_column(String(64))
    """Equal for texts of the same words; None where no text was given."""
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it came: the task's `created_at`."""
    phones: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    slips: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    accents: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """None of recordings from before they were kept."""


class ConsentRow(Base):
    """A speaker's standing consent, for all tasks until it expires or is revoked."""

    __tablename__ = "consents"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        Index("ix_consents_tenant_speaker_id", "tenant", "speaker_id"),
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
    stored_bytes: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """Of its samples."""
