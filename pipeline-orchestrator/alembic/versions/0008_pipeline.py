"""A task says which pipeline it is of: till now there was one."""

import sqlalchemy as sa
from alembic import op

revision = "0008_pipeline"
down_revision = "0007_tenants"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "tasks",
        sa.Column("pipeline", sa.String(32), nullable=False, server_default="pronunciation"),
    )


def downgrade() -> None:
    op.drop_column("tasks", "pipeline")
