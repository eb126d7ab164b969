"""Speakers: whose recording a task is, and consents that are given once for all of a speaker's tasks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004_speakers"
down_revision = "0003_queue"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("speaker_id", sa.String(64), nullable=False),
        sa.Column("scope", sa.String(32), nullable=False),
        sa.Column("wording", sa.String(32), nullable=False),
        sa.Column("sample_keys", JSON, nullable=False),
        sa.Column("given_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("revoked_at", TIME),
        sa.Column("erased_at", TIME),
    )
    op.create_index("ix_consents_speaker_id", "consents", ["speaker_id"])
    op.create_index("ix_consents_expires_at", "consents", ["expires_at"])
    op.add_column("tasks", sa.Column("speaker_id", sa.String(64)))
    op.add_column("tasks", sa.Column("consent_id", sa.Uuid()))
    op.add_column("tasks", sa.Column("consent_expires_at", TIME))
    op.create_index("ix_tasks_speaker_id_created_at", "tasks", ["speaker_id", "created_at"])
    op.add_column(
        "erasures", sa.Column("of_consent", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column("erasures", "of_consent")
    op.drop_index("ix_tasks_speaker_id_created_at", "tasks")
    for name in ("consent_expires_at", "consent_id", "speaker_id"):
        op.drop_column("tasks", name)
    op.drop_table("consents")
