"""Facts to be told of and their deliveries, and webhooks."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017_cloud_events"
down_revision = "0016_indexed"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _tenant() -> sa.Column[str]:
    return sa.Column("tenant", sa.String(32), nullable=False, server_default="local")


def _time(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    _make_events()
    _make_deliveries()
    op.create_table(
        "webhooks",
        _tenant(),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("url", sa.String(2048), nullable=False),
        sa.Column("types", JSON, nullable=False),
        sa.Column("secret_number", sa.Integer(), nullable=False, server_default="1"),
        _time("earlier_until", nullable=True),
        _time("created_at"),
        _time("disabled_at", nullable=True),
    )
    op.create_index("ix_webhooks_tenant", "webhooks", ["tenant"])


def _make_events() -> None:
    op.create_table(
        "cloud_events",
        _tenant(),
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(48), nullable=False),
        sa.Column("subject", sa.String(160), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("traceparent", sa.String(64)),
        _time("occurred_at"),
        sa.Column("sequence", sa.BigInteger()),
        _time("taken_at", nullable=True),
        sa.Column("taken_by", sa.String(64)),
        sa.UniqueConstraint("event_id", name="uq_cloud_events_event_id"),
        sa.UniqueConstraint("sequence", name="uq_cloud_events_sequence"),
    )
    op.create_index("ix_cloud_events_tenant_subject", "cloud_events", ["tenant", "subject"])
    op.create_index("ix_cloud_events_occurred_at", "cloud_events", ["occurred_at"])
    op.create_table(
        "event_positions",
        _tenant(),
        sa.Column("consumer", sa.String(64), primary_key=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("begun", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("holder", sa.String(64)),
        _time("held_until", nullable=True),
    )
    op.create_table(
        "received_events",
        _tenant(),
        sa.Column("consumer", sa.String(64), primary_key=True),
        sa.Column("event_id", sa.Uuid(), primary_key=True),
        _time("received_at"),
    )
    op.create_index("ix_received_events_received_at", "received_events", ["received_at"])


def _make_deliveries() -> None:
    op.create_table(
        "event_deliveries",
        _tenant(),
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("consumer", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(160), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("event", JSON, nullable=False),
        sa.Column("n_tries", sa.Integer(), nullable=False, server_default="0"),
        _time("due_at"),
        sa.Column("reason", sa.Text()),
        _time("dead_at", nullable=True),
        sa.Column("is_replay", sa.Boolean(), nullable=False),
        _time("created_at"),
        _time("taken_at", nullable=True),
        sa.UniqueConstraint("consumer", "event_id", name="uq_event_deliveries_consumer_event_id"),
    )
    for name, columns in (
        ("due_at", ["due_at"]),
        ("consumer_subject", ["consumer", "subject"]),
        ("tenant_dead_at", ["tenant", "dead_at"]),
    ):
        op.create_index(f"ix_event_deliveries_{name}", "event_deliveries", columns)


def downgrade() -> None:
    for table in (
        "webhooks",
        "event_deliveries",
        "received_events",
        "event_positions",
        "cloud_events",
    ):
        op.drop_table(table)
