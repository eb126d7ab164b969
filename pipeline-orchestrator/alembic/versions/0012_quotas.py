"""What tenants and keys may use, what they used, and how much of it is kept. What was stored before counts as nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0012_quotas"
down_revision = "0011_retention"
branch_labels = None
depends_on = None


def _tenant() -> sa.Column[str]:
    return sa.Column("tenant", sa.String(32), nullable=False, server_default="local")


def upgrade() -> None:
    op.create_table(
        "quotas",
        _tenant(),
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("audio_minutes_per_month", sa.Float()),
        sa.Column("recordings_per_day", sa.Integer()),
        sa.Column("stored_mb", sa.Integer()),
        sa.Column("reads_per_minute", sa.Integer()),
        sa.Column("work_per_minute", sa.Integer()),
        sa.UniqueConstraint("tenant", "key_id", name="uq_quotas_tenant_key_id"),
    )
    op.create_table(
        "usage",
        _tenant(),
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n_recordings", sa.Integer(), nullable=False),
        sa.Column("audio_ms", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("tenant", "key_id", "day", name="uq_usage_tenant_key_id_day"),
    )
    op.add_column(
        "tasks", sa.Column("stored_bytes", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.add_column("tasks", sa.Column("charged_ms", sa.Integer()))
    op.add_column("tasks", sa.Column("charged_key", sa.String(16)))
    op.create_index("ix_tasks_tenant_stored_bytes", "tasks", ["tenant", "stored_bytes"])
    op.add_column(
        "consents", sa.Column("stored_bytes", sa.BigInteger(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    op.drop_column("consents", "stored_bytes")
    op.drop_index("ix_tasks_tenant_stored_bytes", "tasks")
    for column in ("charged_key", "charged_ms", "stored_bytes"):
        op.drop_column("tasks", column)
    for table in ("usage", "quotas"):
        op.drop_table(table)
