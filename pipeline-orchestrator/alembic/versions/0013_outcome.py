"""Of a judged task, what a list tells of it. Tasks of before have none."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013_outcome"
down_revision = "0012_quotas"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("tasks", sa.Column("outcome", JSON, nullable=True))


def downgrade() -> None:
    op.drop_column("tasks", "outcome")
