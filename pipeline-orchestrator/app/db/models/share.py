"""Links by which results are shown to who has no key."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, UtcDateTime, keyed_by, now
from .task import task_id_column


class ShareRow(Base):
    """Erased with its task, and when the recording goes."""

    __tablename__ = "shares"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        UniqueConstraint("token_hash", name="uq_shares_token_hash"),
        Index("ix_shares_task_id", "task_id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    task_id: Mapped[UUID] = task_id_column()
    token_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of what is in the link; the token itself is shown once and kept nowhere."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
