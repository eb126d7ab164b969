"""Of a practised recording, how well each group's habits explain it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009_accents"
down_revision = "0008_pipeline"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("practice", sa.Column("accents", JSON, nullable=True))


def downgrade() -> None:
    op.drop_column("practice", "accents")
