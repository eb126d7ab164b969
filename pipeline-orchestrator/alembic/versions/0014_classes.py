"""Classes, their members and assignments, what teachers say of recordings, and who sent a recording for what."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014_classes"
down_revision = "0013_outcome"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _tenant() -> sa.Column[str]:
    return sa.Column("tenant", sa.String(32), nullable=False, server_default="local")


def _time(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _of(table: str, name: str, *, key: bool = False) -> sa.Column[UUID]:
    return sa.Column(
        name,
        sa.Uuid(),
        sa.ForeignKey(f"{table}.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=key,
    )


def upgrade() -> None:
    op.create_table(
        "classes",
        _tenant(),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("teacher", sa.String(64), nullable=False),
        sa.Column("code", sa.String(16)),
        _time("created_at"),
        sa.UniqueConstraint("tenant", "code", name="uq_classes_tenant_code"),
    )
    op.create_index("ix_classes_tenant_teacher", "classes", ["tenant", "teacher"])
    op.create_table(
        "class_members",
        _tenant(),
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of("classes", "class_id"),
        sa.Column("speaker_id", sa.String(64), nullable=False),
        sa.Column("called", sa.String(64), nullable=False),
        sa.Column("share", sa.String(16), nullable=False),
        _time("joined_at"),
        sa.UniqueConstraint("class_id", "speaker_id", name="uq_class_members_class_id_speaker_id"),
    )
    op.create_index("ix_class_members_tenant_speaker_id", "class_members", ["tenant", "speaker_id"])
    op.create_table(
        "assignments",
        _tenant(),
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of("classes", "class_id"),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("texts", JSON, nullable=False),
        _time("due_at", nullable=True),
        sa.Column("attempts", sa.Integer()),
        sa.Column("habits", JSON, nullable=False),
        sa.Column("lexicon", JSON, nullable=False),
        _time("created_at"),
    )
    op.create_index("ix_assignments_class_id", "assignments", ["class_id"])
    op.create_table(
        "task_notes",
        _tenant(),
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of("tasks", "task_id"),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("word_index", sa.Integer()),
        sa.Column("text", sa.Text()),
        sa.Column("audio_key", sa.String(512)),
        sa.Column("duration_s", sa.Float()),
        sa.Column("n_bytes", sa.Integer(), nullable=False),
        _time("created_at"),
    )
    op.create_index("ix_task_notes_task_id", "task_notes", ["task_id"])
    op.create_table(
        "issue_verdicts",
        _tenant(),
        _of("tasks", "task_id", key=True),
        sa.Column("issue_id", sa.String(16), primary_key=True),
        sa.Column("tip", sa.String(64), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        _time("set_at"),
    )
    op.create_table(
        "inbox_marks",
        _tenant(),
        _of("tasks", "task_id", key=True),
        sa.Column("teacher", sa.String(64), primary_key=True),
        _time("done_at"),
    )
    op.add_column("tasks", sa.Column("assignment_id", sa.Uuid()))
    op.add_column("tasks", sa.Column("sent_by", sa.String(64)))
    op.create_index(
        "ix_tasks_tenant_assignment_id", "tasks", ["tenant", "assignment_id", "speaker_id"]
    )


def downgrade() -> None:
    op.drop_index("ix_tasks_tenant_assignment_id", "tasks")
    op.drop_column("tasks", "sent_by")
    op.drop_column("tasks", "assignment_id")
    for table in (
        "inbox_marks",
        "issue_verdicts",
        "task_notes",
        "assignments",
        "class_members",
        "classes",
    ):
        op.drop_table(table)
