"""Each claim of a task has a number, its holder a beat, and an erasure its wait: none of them a time of day."""

import sqlalchemy as sa
from alembic import op

revision = "0006_claims"
down_revision = "0005_practice"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # `lease_until` stays, unused: workers of the release before finish their tasks while this one starts.
    for name in ("claims", "beat"):
        op.add_column("tasks", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("erasures", sa.Column("wait_s", sa.Float()))
    op.drop_index("ix_tasks_status_lease_until", "tasks")


def downgrade() -> None:
    op.create_index("ix_tasks_status_lease_until", "tasks", ["status", "lease_until"])
    op.drop_column("erasures", "wait_s")
    for name in ("beat", "claims"):
        op.drop_column("tasks", name)
