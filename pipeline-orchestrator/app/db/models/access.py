"""Who is let in, and what they did."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Json, UtcDateTime, keyed_by


class ApiKeyRow(Base):
    """Stays when it is revoked: that there was a key is why the door asks for one."""

    __tablename__ = "api_keys"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (Index("ix_api_keys_tenant_created_at", "tenant", "created_at"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of 256 random bits, which nobody can guess: a slow hash would add nothing."""
    name: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(16))
    scopes: Mapped[list[str]] = mapped_column(Json, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """To the hour."""


class WebSessionRow(Base):
    """A browser that signed in with a key; it ends with the key."""

    __tablename__ = "web_sessions"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        Index("ix_web_sessions_token_hash", "token_hash", unique=True),
        Index("ix_web_sessions_earlier_hash", "earlier_hash"),
        Index("ix_web_sessions_tenant_subject", "tenant", "subject"),
        Index("ix_web_sessions_expires_at", "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    token_hash: Mapped[str] = mapped_column(String(64))
    earlier_hash: Mapped[str | None] = mapped_column(String(64))
    """Of the token before, for requests that were on their way when it was renewed."""
    key_id: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    renewed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When the token was made."""
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """To the minute."""
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """However often it is used."""


class AuditRow(Base):
    """Who did what when. Nothing of what was said, and no speaker by name: `target` and a learner's subject are
    pseudonyms that only the installation's own key makes again."""

    __tablename__ = "audit"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        Index("ix_audit_at", "at"),
        Index("ix_audit_tenant_id", "tenant", "id"),
        Index("ix_audit_tenant_target_id", "tenant", "target", "id"),
        Index("ix_audit_tenant_action_id", "tenant", "action", "id"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    action: Mapped[str] = mapped_column(String(32))
    status: Mapped[int] = mapped_column(Integer)
    """The HTTP status of the answer."""
    credential: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(16))
    target: Mapped[str | None] = mapped_column(String(100))
    request_id: Mapped[str | None] = mapped_column(String(128))
