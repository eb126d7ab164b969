"""The registry of models: versions, what tasks saw of them, and that by day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018_models"
down_revision = "0017_cloud_events"
branch_labels = None
depends_on = None

_Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def _tenant() -> sa.Column:
    return sa.Column("tenant", sa.String(32), nullable=False, server_default="local")


def upgrade() -> None:
    op.create_table(
        "models",
        _tenant(),
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("service", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("object_key", sa.String(300)),
        sa.Column("n_bytes", sa.BigInteger(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("figures", _Json, nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("licence", sa.String(200), nullable=False),
        sa.Column("is_shipped", sa.Boolean(), nullable=False),
        sa.Column("share", sa.Float()),
        sa.Column("trial", sa.Integer(), nullable=False),
        sa.Column("trial_since", sa.DateTime(timezone=True)),
        sa.Column("replaces", sa.String(64)),
        sa.Column("why", sa.String(32)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("tenant", "name", "version", name="uq_models_tenant_name_version"),
    )
    op.create_table(
        "model_observations",
        _tenant(),
        sa.Column(
            "task_id", sa.Uuid(), sa.ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("model", sa.String(64), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("trial", sa.Integer(), nullable=False),
        sa.Column("missed", sa.Boolean(), nullable=False),
        sa.Column("elapsed_ms", sa.Integer()),
        sa.Column("shape", _Json),
        sa.Column("failed", sa.Boolean()),
        sa.Column("reason", sa.String(32)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_model_observations_ended_at", "model_observations", ["ended_at"])
    op.create_table(
        "model_days",
        _tenant(),
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("model", sa.String(64), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("trial", sa.Integer(), nullable=False),
        sa.Column("tally", _Json, nullable=False),
        sa.UniqueConstraint(
            "tenant", "day", "model", "version", "trial", name="uq_model_days_day_model_version"
        ),
    )


def downgrade() -> None:
    op.drop_table("model_days")
    op.drop_table("model_observations")
    op.drop_table("models")
