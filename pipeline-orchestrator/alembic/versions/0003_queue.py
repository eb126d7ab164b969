"""When a waiting task was handed to the broker, when it may be tried again, and how often it was put off."""

import sqlalchemy as sa
from alembic import op

revision = "0003_queue"
down_revision = "0002_seed_sample"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    # One by one: a table copied anew, as batches do on SQLite, would take its stages with it.
    op.add_column("tasks", sa.Column("sent_at", TIME))
    op.add_column("tasks", sa.Column("retry_at", TIME))
    op.add_column("tasks", sa.Column("retries", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_tasks_status_lease_until", "tasks", ["status", "lease_until"])


def downgrade() -> None:
    op.drop_index("ix_tasks_status_lease_until", "tasks")
    for name in ("retries", "retry_at", "sent_at"):
        op.drop_column("tasks", name)
