"""How long a tenant's things are kept, where it is not as long as everybody's."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, UtcDateTime, keyed_by


class RetentionRow(Base):
    __tablename__ = "retention"
    __mapper_args__ = keyed_by("kind")

    tenant: Mapped[str] = mapped_column(String(32), primary_key=True, sort_order=-1)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    days: Mapped[int] = mapped_column(Integer)
    """0: until somebody erases it."""
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
