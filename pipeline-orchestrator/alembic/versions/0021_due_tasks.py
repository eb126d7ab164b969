"""Until when somebody waits for a task.

Nobody waits for those that are there, as far as is known: they go by age, as all do in a process of the release before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021_due_tasks"
down_revision = "0020_training"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tasks", sa.Column("due_at", sa.DateTime(timezone=True)))
    op.create_index("ix_tasks_status_due_at", "tasks", ["status", "due_at"])


def downgrade() -> None:
    op.drop_index("ix_tasks_status_due_at", "tasks")
    op.drop_column("tasks", "due_at")
