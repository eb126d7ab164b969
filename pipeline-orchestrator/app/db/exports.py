"""All rows that are about a speaker, as they are handed out to them. Each function is one unit of work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..domain.principal import Principal
from .models import (
    ApiKeyRow,
    Artifact,
    AuditRow,
    Base,
    ClassMemberRow,
    ConsentRow,
    EventRow,
    FeedbackRow,
    InboxMarkRow,
    IssueVerdictRow,
    PracticeRow,
    RecordingRow,
    ShareRow,
    StageRow,
    Task,
    TaskNoteRow,
    TrainingConsentRow,
    WebSessionRow,
)

OF_TASK: tuple[type[Base], ...] = (
    StageRow,
    EventRow,
    Artifact,
    FeedbackRow,
    PracticeRow,
    TaskNoteRow,
    IssueVerdictRow,
    InboxMarkRow,
    ShareRow,
    RecordingRow,
)
_SECRET = {"secret_hash", "token_hash", "earlier_hash"}
"""Columns that are no information about anybody."""

Exported = dict[str, Any]
"""A row by its columns."""


@dataclass(frozen=True, slots=True)
class ExportedTask:
    id: UUID
    created_at: datetime
    rows: dict[str, list[Exported]]
    """By table."""


def tasks_of(
    session: Session,
    principal: Principal,
    speaker_id: str,
    *,
    after: ExportedTask | None,
    limit: int,
) -> list[ExportedTask]:
    """The oldest after `after`, with all that hangs on them."""
    query = (
        select(Task)
        .where(Task.tenant == principal.tenant, Task.speaker_id == speaker_id)
        .order_by(Task.created_at, Task.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(
            or_(
                Task.created_at > after.created_at,
                (Task.created_at == after.created_at) & (Task.id > after.id),
            )
        )
    return [_exported_task(session, row) for row in session.scalars(query).all()]


def _exported_task(session: Session, task: Task) -> ExportedTask:
    rows = {Task.__tablename__: _exported([task])}
    for table in OF_TASK:
        # Each of them has both columns; that there are such is what makes it one of these.
        columns = table.__table__.c
        found = session.scalars(
            select(table).where(columns.tenant == task.tenant, columns.task_id == task.id)
        )
        rows[table.__tablename__] = _exported(found)
    heard = select(AuditRow).where(
        AuditRow.tenant == task.tenant, AuditRow.target == f"task:{task.id}"
    )
    rows[AuditRow.__tablename__] = _exported(session.scalars(heard.order_by(AuditRow.id)))
    return ExportedTask(task.id, task.created_at, rows)


def rows_of(
    session: Session, principal: Principal, speaker_id: str, *, target: str
) -> dict[str, list[Exported]]:
    """By table, of what hangs on no task: recordings that have none yet, consents, also to be learnt from, classes they are in, keys, sessions, and the audit, where the speaker is `target`, or is
    who did it."""
    tenant = principal.tenant
    keys = session.scalars(
        select(ApiKeyRow).where(
            ApiKeyRow.tenant == tenant,
            ApiKeyRow.role == "learner",
            ApiKeyRow.subject == speaker_id,
        )
    ).all()
    sessions = select(WebSessionRow).where(
        WebSessionRow.tenant == tenant, WebSessionRow.key_id.in_([key.id for key in keys])
    )
    given = select(ConsentRow).where(
        ConsentRow.tenant == tenant, ConsentRow.speaker_id == speaker_id
    )
    member_of = select(ClassMemberRow).where(
        ClassMemberRow.tenant == tenant, ClassMemberRow.speaker_id == speaker_id
    )
    agreed = select(TrainingConsentRow).where(
        TrainingConsentRow.tenant == tenant, TrainingConsentRow.speaker_id == speaker_id
    )
    done = select(AuditRow).where(
        AuditRow.tenant == tenant,
        or_(AuditRow.target == target, AuditRow.subject == target.partition(":")[2]),
    )
    untaken = select(RecordingRow).where(
        RecordingRow.tenant == tenant,
        RecordingRow.speaker_id == speaker_id,
        RecordingRow.task_id.is_(None),
    )
    return {
        RecordingRow.__tablename__: _exported(session.scalars(untaken)),
        ConsentRow.__tablename__: _exported(session.scalars(given)),
        TrainingConsentRow.__tablename__: _exported(session.scalars(agreed)),
        ClassMemberRow.__tablename__: _exported(session.scalars(member_of)),
        ApiKeyRow.__tablename__: _exported(keys),
        WebSessionRow.__tablename__: _exported(session.scalars(sessions)),
        AuditRow.__tablename__: _exported(session.scalars(done.order_by(AuditRow.id))),
    }


def _exported(rows: Iterable[Base]) -> list[Exported]:
    return [
        {
            attribute.columns[0].name: getattr(row, attribute.key)
            for attribute in row.__mapper__.column_attrs
            if attribute.columns[0].name not in _SECRET
        }
        for row in rows
    ]
