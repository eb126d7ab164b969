"""The registry of models. Versions and days are the installation's: they are kept under LOCAL_TENANT."""

import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    Float,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Json, UtcDateTime, keyed_by, now
from .task import task_id_column


class ModelVersionRow(Base):
    __tablename__ = "models"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        UniqueConstraint("tenant", "name", "version", name="uq_models_tenant_name_version"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(64))
    stage: Mapped[str] = mapped_column(String(16))
    service: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    object_key: Mapped[str | None] = mapped_column(String(300))
    n_bytes: Mapped[int] = mapped_column(BigInteger)
    card: Mapped[str] = mapped_column(Text)
    figures: Mapped[dict[str, Any]] = mapped_column(Json)
    data: Mapped[str] = mapped_column(Text)
    licence: Mapped[str] = mapped_column(String(200))
    is_shipped: Mapped[bool] = mapped_column(Boolean)
    share: Mapped[float | None] = mapped_column(Float)
    trial: Mapped[int] = mapped_column(Integer, default=0)
    trial_since: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)
    replaces: Mapped[str | None] = mapped_column(String(64))
    why: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime.datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)


class ObservationRow(Base):
    """What a task saw of the model that it was given, until it is counted: seconds."""

    __tablename__ = "model_observations"
    __mapper_args__ = keyed_by("task_id")
    __table_args__ = (Index("ix_model_observations_ended_at", "ended_at"),)

    task_id: Mapped[UUID] = task_id_column(primary_key=True)
    model: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(64))
    trial: Mapped[int] = mapped_column(Integer)
    missed: Mapped[bool] = mapped_column(Boolean)
    elapsed_ms: Mapped[int | None] = mapped_column(Integer)
    shape: Mapped[dict[str, Any] | None] = mapped_column(Json)
    failed: Mapped[bool | None] = mapped_column(Boolean)
    reason: Mapped[str | None] = mapped_column(String(32))
    ended_at: Mapped[datetime.datetime | None] = mapped_column(UtcDateTime)


class ModelDayRow(Base):
    """Sums of a day of UTC."""

    __tablename__ = "model_days"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        UniqueConstraint(
            "tenant", "day", "model", "version", "trial", name="uq_model_days_day_model_version"
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    day: Mapped[datetime.date] = mapped_column(Date)
    model: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(64))
    trial: Mapped[int] = mapped_column(Integer)
    tally: Mapped[dict[str, Any]] = mapped_column(Json)
