"""What tenants and keys may use, and what they used."""

import datetime

from sqlalchemy import BigInteger, Date, Float, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, keyed_by

OF_TENANT = ""
"""In place of a key's id: the tenant as a whole."""


class QuotaRow(Base):
    """What was set by hand; -1 in a figure: no limit, None: as the installation has it."""

    __tablename__ = "quotas"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (UniqueConstraint("tenant", "key_id", name="uq_quotas_tenant_key_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    key_id: Mapped[str] = mapped_column(String(16))
    audio_minutes_per_month: Mapped[float | None] = mapped_column(Float)
    recordings_per_day: Mapped[int | None] = mapped_column(Integer)
    stored_mb: Mapped[int | None] = mapped_column(Integer)
    reads_per_minute: Mapped[int | None] = mapped_column(Integer)
    work_per_minute: Mapped[int | None] = mapped_column(Integer)


class UsageRow(Base):
    """What was taken of a tenant, or of one of its keys, in a day of UTC. It outlives the tasks: erasing one gives nothing back."""

    __tablename__ = "usage"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        UniqueConstraint("tenant", "key_id", "day", name="uq_usage_tenant_key_id_day"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    key_id: Mapped[str] = mapped_column(String(16))
    day: Mapped[datetime.date] = mapped_column(Date)
    n_recordings: Mapped[int] = mapped_column(Integer)
    audio_ms: Mapped[int] = mapped_column(BigInteger)
