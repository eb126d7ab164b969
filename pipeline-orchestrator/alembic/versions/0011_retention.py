"""How long things are kept. Going back keeps everything until somebody erases it."""

import sqlalchemy as sa
from alembic import op

revision = "0011_retention"
down_revision = "0010_access"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "retention",
        sa.Column("tenant", sa.String(32), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("set_at", TIME, nullable=False),
    )
    op.add_column("tasks", sa.Column("recording_erased_at", TIME))
    op.create_index("ix_events_created_at", "events", ["created_at"])
    op.create_index("ix_audit_at", "audit", ["at"])


def downgrade() -> None:
    op.drop_index("ix_audit_at", "audit")
    op.drop_index("ix_events_created_at", "events")
    op.drop_column("tasks", "recording_erased_at")
    op.drop_table("retention")
