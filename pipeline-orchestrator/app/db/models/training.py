"""Training jobs, and who agreed to be learnt from."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Float, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Json, UtcDateTime, keyed_by, now


class TrainingJobRow(Base):
    __tablename__ = "training_jobs"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        Index("ix_training_jobs_tenant_created_at", "tenant", "created_at"),
        Index("ix_training_jobs_state", "state"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    recipe: Mapped[str] = mapped_column(String(32))
    sources: Mapped[list[str]] = mapped_column(Json)
    """Keys of data sets."""
    options: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(16), default="queued")
    steps: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """Those that are done, with their files."""
    n_steps: Mapped[int] = mapped_column(Integer)
    progress: Mapped[float] = mapped_column(Float, default=0.0)
    log: Mapped[list[str]] = mapped_column(Json, default=list)
    """Its last lines; nothing of anybody in them."""
    error: Mapped[dict[str, Any] | None] = mapped_column(Json)
    model: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[str | None] = mapped_column(String(64))
    author: Mapped[str] = mapped_column(String(64))
    holder: Mapped[str | None] = mapped_column(String(64))
    claims: Mapped[int] = mapped_column(Integer, default=0)
    beat: Mapped[int] = mapped_column(Integer, default=0)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TrainingConsentRow(Base):
    """Is there as long as the consent holds."""

    __tablename__ = "training_consents"
    __mapper_args__ = keyed_by("speaker_id")

    tenant: Mapped[str] = mapped_column(String(32), primary_key=True, sort_order=-1)
    speaker_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    wording: Mapped[str] = mapped_column(String(32))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
