"""Tasks, their stages, artifacts, feedback and events, and what is to be erased."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001_init_schema"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def _task_id() -> sa.ForeignKey:
    return sa.ForeignKey("tasks.id", ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("audio_uri", sa.String(512), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("reference_text", sa.Text()),
        sa.Column("l1", sa.String(8)),
        sa.Column("voice", sa.String(64)),
        sa.Column("options", JSON, nullable=False),
        sa.Column("assessable", sa.Boolean()),
        sa.Column("reason", sa.String(32)),
        sa.Column("error", JSON),
        sa.Column("idempotency_key", sa.String(255)),
        sa.Column("request_hash", sa.String(64)),
        sa.Column("consent_scope", sa.String(32)),
        sa.Column("consent_at", TIME),
        sa.Column("consent_wording", sa.String(32)),
        sa.Column("consent_revoked_at", TIME),
        sa.Column("worker_id", sa.String(64)),
        sa.Column("lease_until", TIME),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.UniqueConstraint("idempotency_key", name="uq_tasks_idempotency_key"),
    )
    op.create_index("ix_tasks_created_at", "tasks", ["created_at"])
    op.create_index("ix_tasks_status_created_at", "tasks", ["status", "created_at"])
    op.create_table(
        "stages",
        sa.Column("task_id", sa.Uuid(), _task_id(), primary_key=True),
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("engine", sa.String(64)),
        sa.Column("model_version", sa.String(128)),
        sa.Column("mock", sa.Boolean()),
        sa.Column("elapsed_ms", sa.Integer()),
    )
    op.create_table(
        "artifacts",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("task_id", sa.Uuid(), _task_id(), nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("uri", sa.String(512), nullable=False),
        sa.Column("metadata", JSON, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.UniqueConstraint("task_id", "type", name="uq_artifacts_task_id_type"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("task_id", sa.Uuid(), _task_id(), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )
    for table in ("artifacts", "feedback"):
        op.create_index(f"ix_{table}_task_id", table, ["task_id"])
        op.create_index(f"ix_{table}_created_at", table, ["created_at"])
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("task_id", sa.Uuid(), _task_id(), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )
    op.create_index("ix_events_task_id_id", "events", ["task_id", "id"])
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("voice_only", sa.Boolean(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
    )
    op.create_index("ix_erasures_due_at", "erasures", ["due_at"])


def downgrade() -> None:
    for table in ("erasures", "events", "feedback", "artifacts", "stages", "tasks"):
        op.drop_table(table)
