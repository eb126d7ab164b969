"""Where a tenant wants to be told of events."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Json, UtcDateTime, keyed_by, now


class WebhookRow(Base):
    __tablename__ = "webhooks"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (Index("ix_webhooks_tenant", "tenant"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    url: Mapped[str] = mapped_column(String(2048))
    types: Mapped[list[Any]] = mapped_column(Json)
    """Types of events; empty: all."""
    secret_number: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    """Its secret is derived from it, and is not stored; a new one has the next number."""
    earlier_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Until then what is sent is signed with the secret before as well."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
