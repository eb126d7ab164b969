"""Recordings beside their tasks, those that wait to be taken in, and the custom fields of a tenant's.

Recordings of tasks that are there get a row each, without the size and hash of their audio. What a process of the release before
takes in beside this one gets none: it has a task, and is in no list of recordings.
"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019_recordings"
down_revision = "0018_models"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _tenant() -> sa.Column[str]:
    return sa.Column("tenant", sa.String(32), nullable=False, server_default="local")


def _time(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "recordings",
        _tenant(),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("task_id", sa.Uuid(), sa.ForeignKey("tasks.id", ondelete="CASCADE")),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("pipeline", sa.String(32), nullable=False),
        sa.Column("options", JSON, nullable=False),
        sa.Column("speaker_id", sa.String(64)),
        sa.Column("sender", JSON),
        sa.Column("sent_by", sa.String(64)),
        sa.Column("name", sa.String(255)),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("n_bytes", sa.BigInteger()),
        sa.Column("duration_s", sa.Float()),
        sa.Column("audio_sha256", sa.String(64)),
        sa.Column("request_hash", sa.String(64)),
        sa.Column("is_refused_if_there", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("detail", sa.Text()),
        _time("created_at"),
        _time("taken_at", nullable=True),
    )
    for name, columns in (
        ("tenant_created_at", ["tenant", "created_at"]),
        ("tenant_status_created_at", ["tenant", "status", "created_at"]),
        ("tenant_audio_sha256", ["tenant", "audio_sha256"]),
        ("tenant_speaker_id", ["tenant", "speaker_id"]),
        ("task_id", ["task_id"]),
    ):
        op.create_index(f"ix_recordings_{name}", "recordings", columns)
    _enter_recordings_of_tasks()
    op.create_table(
        "field_schemas",
        sa.Column("tenant", sa.String(32), primary_key=True),
        sa.Column("field_schema", JSON, nullable=False),
        _time("updated_at"),
    )


def _enter_recordings_of_tasks() -> None:
    tasks = sa.table(
        "tasks",
        *map(sa.column, ("tenant", "id", "pipeline", "speaker_id", "sent_by", "created_at")),
        sa.column("charged_ms", sa.Integer()),
    )
    nothing = sa.literal({}, JSON)
    values = {
        "tenant": tasks.c.tenant,
        "id": tasks.c.id,
        "task_id": tasks.c.id,
        "status": sa.literal("taken"),
        "source": sa.literal("request"),
        "pipeline": tasks.c.pipeline,
        "options": nothing,
        "fields": nothing,
        "speaker_id": tasks.c.speaker_id,
        "sent_by": tasks.c.sent_by,
        "duration_s": tasks.c.charged_ms / sa.literal(1000.0),
        "is_refused_if_there": sa.false(),
        "created_at": tasks.c.created_at,
        "taken_at": tasks.c.created_at,
    }
    recordings = sa.table("recordings", *map(sa.column, values))
    op.execute(recordings.insert().from_select(list(values), sa.select(*values.values())))


def downgrade() -> None:
    _require_nothing_waits()
    op.drop_table("field_schemas")
    op.drop_table("recordings")


def _require_nothing_waits() -> None:
    """The release before has no name for what was received and has no task yet: it would be lost, and never erased."""
    recordings = sa.table("recordings", sa.column("status"))
    waiting = sa.select(sa.func.count()).where(recordings.c.status == "waiting")
    n_waiting = op.get_bind().execute(waiting).scalar_one()
    if n_waiting:
        raise RuntimeError(
            f"{n_waiting} recordings wait to be taken in: the release before would neither take them in nor erase them. "
            "Wait until GET /recordings?status=waiting is empty, or erase them"
        )
