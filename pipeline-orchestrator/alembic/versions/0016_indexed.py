"""Which erasures are to reach the search index, too."""

import sqlalchemy as sa
from alembic import op

revision = "0016_indexed"
down_revision = "0015_shares"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "erasures", sa.Column("in_index", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    with op.batch_alter_table("erasures") as table:
        table.drop_column("in_index")
