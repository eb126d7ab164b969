"""What a class is to record, and what was recorded for it. Each function is one unit of work or a part of one."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from shared.errors import Conflict, NotFound

from ..domain.classes import AssignedTry, AssignmentFields, AssignmentRecord
from ..domain.principal import Principal
from ..domain.task import TaskRecord
from . import classes
from .models import AssignmentRow, ClassMemberRow, ClassRow, Task
from .records import task_record
from .sight import shared

MOST_ASSIGNMENTS = 200
"""Of one class."""
MOST_TRIES_READ = 5_000
"""What is looked at to tell how far a class has come, the newest."""


def create(
    session: Session,
    principal: Principal,
    assignment_id: UUID,
    class_id: UUID,
    fields: AssignmentFields,
) -> AssignmentRecord:
    """Does nothing for one that is stored. Raises NotFound, and Conflict where the class has too many."""
    of_class = classes.managed(session, principal, class_id, lock=True)
    stored = session.get(AssignmentRow, (principal.tenant, assignment_id))
    if stored is not None:
        return _record(stored, of_class.name)
    n = select(func.count()).where(
        AssignmentRow.tenant == principal.tenant, AssignmentRow.class_id == class_id
    )
    if (session.scalar(n) or 0) >= MOST_ASSIGNMENTS:
        raise Conflict(f"a class has at most {MOST_ASSIGNMENTS} assignments: delete one first")
    row = AssignmentRow(
        tenant=principal.tenant, id=assignment_id, class_id=class_id, **_columns(fields)
    )
    session.add(row)
    session.flush()
    return _record(row, of_class.name)


def change(
    session: Session,
    principal: Principal,
    class_id: UUID,
    assignment_id: UUID,
    fields: AssignmentFields,
) -> AssignmentRecord:
    """Raises NotFound."""
    row, name = _existing(session, principal, class_id, assignment_id)
    for column, value in _columns(fields).items():
        setattr(row, column, value)
    return _record(row, name)


def remove(session: Session, principal: Principal, class_id: UUID, assignment_id: UUID) -> None:
    """Its recordings stay, and are of no assignment. Raises NotFound."""
    row, _ = _existing(session, principal, class_id, assignment_id)
    classes.forget_assignment(session, principal, [assignment_id])
    session.delete(row)


def of_class(session: Session, principal: Principal, class_id: UUID) -> list[AssignmentRecord]:
    """The newest first. Raises NotFound."""
    classes.managed(session, principal, class_id)
    return _records(session, principal, AssignmentRow.class_id == class_id)


def of_speaker(session: Session, principal: Principal, speaker_id: str) -> list[AssignmentRecord]:
    """Of all classes that the speaker is in, the newest first."""
    theirs = select(ClassMemberRow.class_id).where(
        ClassMemberRow.tenant == principal.tenant, ClassMemberRow.speaker_id == speaker_id
    )
    return _records(session, principal, AssignmentRow.class_id.in_(theirs))


def for_recording(
    session: Session, principal: Principal, assignment_id: UUID, speaker_id: str
) -> AssignmentRecord:
    """Raises NotFound where there is none for this speaker."""
    for found in of_speaker(session, principal, speaker_id):
        if found.id == assignment_id:
            return found
    raise NotFound("there is no such assignment for this speaker", field="assignment_id")


def require_attempt(
    session: Session, principal: Principal, assignment_id: UUID, speaker_id: str, text: str
) -> None:
    """In the transaction that stores the recording: of several at once only so many get in. Raises NotFound, and Conflict
    where the attempts are used up."""
    found = for_recording(session, principal, assignment_id, speaker_id)
    session.scalar(
        select(ClassMemberRow.id)
        .where(
            ClassMemberRow.tenant == principal.tenant,
            ClassMemberRow.class_id == found.class_id,
            ClassMemberRow.speaker_id == speaker_id,
        )
        .with_for_update()
    )
    most = found.fields.attempts
    if most is None:
        return
    query = select(func.count()).where(
        Task.tenant == principal.tenant,
        Task.assignment_id == assignment_id,
        Task.speaker_id == speaker_id,
        Task.reference_text == text,
    )
    if (session.scalar(query) or 0) >= most:
        raise Conflict(
            f"all {most} attempts at this text are used: practise it without assignment_id",
            field="assignment_id",
        )


def tries_of_speaker(session: Session, principal: Principal, speaker_id: str) -> list[AssignedTry]:
    """What they recorded for assignments, the newest first."""
    return _tries(session, principal, Task.speaker_id == speaker_id)


def tries_of_class(session: Session, principal: Principal, class_id: UUID) -> list[AssignedTry]:
    """What members recorded for the class's assignments, the newest first."""
    in_class = shared(principal, ClassMemberRow.class_id == class_id)
    set_there = select(AssignmentRow.id).where(
        AssignmentRow.tenant == principal.tenant, AssignmentRow.class_id == class_id
    )
    return _tries(session, principal, in_class, Task.assignment_id.in_(set_there))


def shared_tasks(
    session: Session,
    principal: Principal,
    class_id: UUID,
    *,
    member_id: UUID | None = None,
    limit: int,
) -> list[TaskRecord]:
    """What was shared with the class, of one member or all, the newest first. Raises NotFound."""
    classes.managed(session, principal, class_id)
    of_member = [ClassMemberRow.class_id == class_id]
    if member_id is not None:
        of_member.append(ClassMemberRow.id == member_id)
    query = (
        select(Task)
        .where(Task.tenant == principal.tenant, shared(principal, *of_member))
        .order_by(Task.created_at.desc(), Task.id.desc())
        .limit(limit)
    )
    return [task_record(row) for row in session.scalars(query)]


def _tries(session: Session, principal: Principal, *conditions: Any) -> list[AssignedTry]:
    query = (
        select(Task.id, Task.assignment_id, Task.speaker_id, Task.reference_text, Task.created_at)
        .where(Task.tenant == principal.tenant, Task.assignment_id.is_not(None), *conditions)
        .order_by(Task.created_at.desc())
        .limit(MOST_TRIES_READ)
    )
    return [AssignedTry(*row) for row in session.execute(query)]


def _existing(
    session: Session, principal: Principal, class_id: UUID, assignment_id: UUID
) -> tuple[AssignmentRow, str]:
    name = classes.managed(session, principal, class_id).name
    row = session.get(AssignmentRow, (principal.tenant, assignment_id), with_for_update=True)
    if row is None or row.class_id != class_id:
        raise NotFound("there is no such assignment in this class", field="assignment_id")
    return row, name


def _with_names(principal: Principal) -> Select[AssignmentRow, str]:
    return (
        select(AssignmentRow, ClassRow.name)
        .join(ClassRow, ClassRow.id == AssignmentRow.class_id)
        .where(AssignmentRow.tenant == principal.tenant, ClassRow.tenant == principal.tenant)
    )


def _records(
    session: Session, principal: Principal, which: ColumnElement[bool]
) -> list[AssignmentRecord]:
    """Newest first."""
    query = _with_names(principal).where(which)
    found = session.execute(query.order_by(AssignmentRow.created_at.desc(), AssignmentRow.id))
    return [_record(row, name) for row, name in found]


def _columns(fields: AssignmentFields) -> dict[str, Any]:
    kept = asdict(fields)
    return kept | {"texts": list(fields.texts), "habits": list(fields.habits)}


def _record(row: AssignmentRow, class_name: str) -> AssignmentRecord:
    fields = AssignmentFields(
        title=row.title,
        texts=tuple(row.texts),
        due_at=row.due_at,
        attempts=row.attempts,
        habits=tuple(row.habits),
        lexicon=row.lexicon,
    )
    return AssignmentRecord(row.id, row.class_id, class_name, fields, row.created_at)
