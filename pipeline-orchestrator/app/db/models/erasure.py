"""What is to be erased."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, Float, Index, Integer, Uuid, false
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, UtcDateTime, keyed_by


class ErasureRow(Base):
    """Not tied to `tasks`: it outlives the task, or the consent, it names."""

    __tablename__ = "erasures"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (Index("ix_erasures_due_at", "due_at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    task_id: Mapped[UUID] = mapped_column(Uuid)
    voice_only: Mapped[bool] = mapped_column(Boolean)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    wait_s: Mapped[float | None] = mapped_column(Float)
    """How long after the row was made it is due: a clock that is set doesn't change it."""
    in_index: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Whether what was said in it may be found by search-service."""
    of_consent: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Whether `task_id` is that of a speaker's standing consent."""
