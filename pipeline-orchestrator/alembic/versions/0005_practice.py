"""What is kept of each judged recording of a named speaker, to follow their progress."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005_practice"
down_revision = "0004_speakers"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "practice",
        sa.Column(
            "task_id", sa.Uuid(), sa.ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("speaker_id", sa.String(64), nullable=False),
        sa.Column("text_key", sa.String(64)),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phones", JSON, nullable=False),
        sa.Column("slips", JSON, nullable=False),
    )
    op.create_index("ix_practice_speaker_id_recorded_at", "practice", ["speaker_id", "recorded_at"])
    op.create_index(
        "ix_practice_speaker_id_text_key_recorded_at",
        "practice",
        ["speaker_id", "text_key", "recorded_at"],
    )


def downgrade() -> None:
    op.drop_table("practice")
