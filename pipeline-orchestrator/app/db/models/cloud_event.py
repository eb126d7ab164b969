"""Facts to be told of, how far each consumer has come, and what is still to be delivered to one (ADR 77)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Index, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Json, UtcDateTime, keyed_by, now

CONSUMER_CHARS = 64
SUBJECT_CHARS = 160


class CloudEventRow(Base):
    """Written in the transaction of the fact it tells."""

    __tablename__ = "cloud_events"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        UniqueConstraint("event_id", name="uq_cloud_events_event_id"),
        UniqueConstraint("sequence", name="uq_cloud_events_sequence"),
        Index("ix_cloud_events_tenant_subject", "tenant", "subject"),
        Index("ix_cloud_events_occurred_at", "occurred_at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    event_id: Mapped[UUID] = mapped_column(Uuid)
    type: Mapped[str] = mapped_column(String(48))
    subject: Mapped[str] = mapped_column(String(SUBJECT_CHARS))
    """Of what it tells, as `task/<id>`: events of one subject stay in their order."""
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    traceparent: Mapped[str | None] = mapped_column(String(64))
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    sequence: Mapped[int | None] = mapped_column(BigInteger)
    """Its place on the bus; None: not published yet."""
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_by: Mapped[str | None] = mapped_column(String(64))
    """The relay that publishes it, and since when."""


class EventPosition(Base):
    """How far a consumer of the bus in this process has come. NATS keeps that of its own."""

    __tablename__ = "event_positions"
    __mapper_args__ = keyed_by("consumer")

    consumer: Mapped[str] = mapped_column(String(CONSUMER_CHARS), primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
    """The sequence of the last event that was taken over."""
    begun: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    """How often the event after it was begun with."""
    holder: Mapped[str | None] = mapped_column(String(64))
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReceivedEvent(Base):
    """What a consumer has taken over: a bus may deliver twice."""

    __tablename__ = "received_events"
    __mapper_args__ = keyed_by("consumer", "event_id")
    __table_args__ = (Index("ix_received_events_received_at", "received_at"),)

    consumer: Mapped[str] = mapped_column(String(CONSUMER_CHARS), primary_key=True)
    event_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class EventDelivery(Base):
    """An event that a consumer has still to be given: again, in its turn, or because it was asked for."""

    __tablename__ = "event_deliveries"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        UniqueConstraint("consumer", "event_id", name="uq_event_deliveries_consumer_event_id"),
        Index("ix_event_deliveries_due_at", "due_at"),
        Index("ix_event_deliveries_consumer_subject", "consumer", "subject"),
        Index("ix_event_deliveries_tenant_dead_at", "tenant", "dead_at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    consumer: Mapped[str] = mapped_column(String(CONSUMER_CHARS))
    subject: Mapped[str] = mapped_column(String(SUBJECT_CHARS))
    event_id: Mapped[UUID] = mapped_column(Uuid)
    event: Mapped[dict[str, Any]] = mapped_column(Json)
    """The whole of it, as CloudEvents' JSON."""
    n_tries: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    reason: Mapped[str | None] = mapped_column(Text)
    """Why the last try failed."""
    dead_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was given up: a dead letter. Whoever asks for it again sets it back."""
    is_replay: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when somebody is at it."""
