"""Classes, who is in them, what is set, and what a teacher says of a recording."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Json, UtcDateTime, keyed_by, now
from .task import task_id_column


class ClassRow(Base):
    __tablename__ = "classes"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        UniqueConstraint("tenant", "code", name="uq_classes_tenant_code"),
        Index("ix_classes_tenant_teacher", "tenant", "teacher"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(100))
    teacher: Mapped[str] = mapped_column(String(64))
    """Subject of the teacher."""
    code: Mapped[str | None] = mapped_column(String(16))
    """With which learners join; not hashed, since the teacher has to see it again."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


def class_id_column() -> Mapped[UUID]:
    return mapped_column(Uuid, ForeignKey("classes.id", ondelete="CASCADE"))


class ClassMemberRow(Base):
    """There as long as the learner is in the class: whoever leaves, or is erased, has no row."""

    __tablename__ = "class_members"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (
        UniqueConstraint("class_id", "speaker_id", name="uq_class_members_class_id_speaker_id"),
        Index("ix_class_members_tenant_speaker_id", "tenant", "speaker_id"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    class_id: Mapped[UUID] = class_id_column()
    speaker_id: Mapped[str] = mapped_column(String(64))
    called: Mapped[str] = mapped_column(String(64))
    """What the learner wants to be called in this class."""
    share: Mapped[str] = mapped_column(String(16))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class AssignmentRow(Base):
    __tablename__ = "assignments"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (Index("ix_assignments_class_id", "class_id"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    class_id: Mapped[UUID] = class_id_column()
    title: Mapped[str] = mapped_column(String(100))
    texts: Mapped[list[str]] = mapped_column(Json, default=list)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int | None] = mapped_column(Integer)
    """Recordings of each text; None: as many as one likes."""
    habits: Mapped[list[str]] = mapped_column(Json, default=list)
    lexicon: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class TaskNoteRow(Base):
    """What a teacher says of a recording; erased with its task."""

    __tablename__ = "task_notes"
    __mapper_args__ = keyed_by("id")
    __table_args__ = (Index("ix_task_notes_task_id", "task_id"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    task_id: Mapped[UUID] = task_id_column()
    author: Mapped[str] = mapped_column(String(64))
    """Subject of the teacher."""
    word_index: Mapped[int | None] = mapped_column(Integer)
    text: Mapped[str | None] = mapped_column(Text)
    audio_key: Mapped[str | None] = mapped_column(String(512))
    """Of a voice note, below the task's folder."""
    duration_s: Mapped[float | None] = mapped_column(Float)
    n_bytes: Mapped[int] = mapped_column(Integer, default=0)
    """Of its sound, which are among the task's `stored_bytes`."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class IssueVerdictRow(Base):
    """What a teacher says of a finding, beside what was found: that stays as it is, and so do scores."""

    __tablename__ = "issue_verdicts"
    __mapper_args__ = keyed_by("task_id", "issue_id")

    task_id: Mapped[UUID] = task_id_column(primary_key=True)
    issue_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    tip: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[str] = mapped_column(String(16))
    author: Mapped[str] = mapped_column(String(64))
    set_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class InboxMarkRow(Base):
    """A recording that a teacher is done with."""

    __tablename__ = "inbox_marks"
    __mapper_args__ = keyed_by("task_id", "teacher")

    task_id: Mapped[UUID] = task_id_column(primary_key=True)
    teacher: Mapped[str] = mapped_column(String(64), primary_key=True)
    done_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
