"""Training jobs, and consents to be learnt from."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020_training"
down_revision = "0019_recordings"
branch_labels = None
depends_on = None

_Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "training_jobs",
        sa.Column("tenant", sa.String(32), nullable=False, server_default="local"),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("recipe", sa.String(32), nullable=False),
        sa.Column("sources", _Json, nullable=False),
        sa.Column("options", _Json, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("steps", _Json, nullable=False),
        sa.Column("n_steps", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("log", _Json, nullable=False),
        sa.Column("error", _Json),
        sa.Column("model", sa.String(64)),
        sa.Column("version", sa.String(64)),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("holder", sa.String(64)),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_training_jobs_tenant_created_at", "training_jobs", ["tenant", "created_at"])
    op.create_index("ix_training_jobs_state", "training_jobs", ["state"])
    op.create_table(
        "training_consents",
        sa.Column("tenant", sa.String(32), primary_key=True),
        sa.Column("speaker_id", sa.String(64), primary_key=True),
        sa.Column("wording", sa.String(32), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    _require_no_job_has_files()
    op.drop_table("training_consents")
    op.drop_table("training_jobs")


def _require_no_job_has_files() -> None:
    """An unfinished job keeps what it has of people in the store, which goes with its end: the release before knows of neither."""
    jobs = sa.table("training_jobs", sa.column("state"))
    unfinished = sa.select(sa.func.count()).where(jobs.c.state.in_(("queued", "running")))
    n_unfinished = op.get_bind().execute(unfinished).scalar_one()
    if n_unfinished:
        raise RuntimeError(
            f"{n_unfinished} training jobs are unfinished: the release before would not erase their files. "
            "Cancel them first (POST /training/jobs/{id}/cancel), or wait for their end"
        )
