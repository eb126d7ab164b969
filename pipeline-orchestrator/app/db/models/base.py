"""What all tables have in common, on SQLite and Postgres."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, String, TypeDecorator, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ...domain.principal import LOCAL_TENANT, MAX_TENANT_CHARS

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

MAX_ROW_ID = 2**31 - 1
"""Of tables whose rows are counted: what both databases take in such a column."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite stores none of the zone, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """Every row is a tenant's. The tenant is part of each mapping's primary key, though not of the tables', so that
    whatever the session looks up, changes or deletes by its key names the tenant (ADR 24)."""

    tenant: Mapped[str] = mapped_column(
        String(MAX_TENANT_CHARS), server_default=LOCAL_TENANT, sort_order=-1
    )
    """The default is for processes of releases before tenants, beside which this one may run."""


def keyed_by(*columns: str) -> dict[str, Any]:
    """The arguments of a mapping whose table has this primary key."""
    return {"primary_key": ("tenant", *columns)}


@event.listens_for(Base, "before_insert", propagate=True)
def _require_tenant(_mapper: Any, _connection: Any, row: Base) -> None:
    if row.tenant is None:
        raise ValueError(f"a row of {row.__tablename__} needs a tenant")
