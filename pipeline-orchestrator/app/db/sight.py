"""Which tasks somebody sees: a learner their own, a teacher what was shared with a class of theirs, others all of the tenant."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from ..domain.principal import Principal
from .models import AssignmentRow, ClassMemberRow, ClassRow, PracticeRow, Task


def seen_tasks(principal: Principal) -> list[ColumnElement[bool]]:
    """Conditions on `Task`, beside the tenant's; none where all of them are seen."""
    if principal.only_speaker is not None:
        return [Task.speaker_id == principal.only_speaker]
    teacher = principal.taught_by
    if teacher is None:
        return []
    # What a teacher sent for nobody, or for a member however little they share, is the teacher's to see as well.
    is_nobodys = or_(Task.speaker_id.is_(None), _member_of(principal, *_taught(principal)))
    sent_oneself = and_(Task.sent_by == teacher, is_nobodys)
    return [or_(sent_oneself, shared(principal, *_taught(principal)))]


def sees(session: Session, principal: Principal, task: Task) -> bool:
    if not principal.sees_speaker(task.speaker_id):
        return False
    if principal.taught_by is None:
        return True
    query = select(Task.id).where(
        Task.tenant == principal.tenant, Task.id == task.id, *seen_tasks(principal)
    )
    return session.scalar(query) is not None


def seen_practice(principal: Principal) -> list[ColumnElement[bool]]:
    """Conditions on `PracticeRow`: of the tasks that are seen."""
    if principal.taught_by is None:
        return []
    tasks = select(Task.id).where(Task.tenant == principal.tenant, *seen_tasks(principal))
    return [PracticeRow.task_id.in_(tasks)]


def shared(principal: Principal, *of_member: ColumnElement[bool]) -> ColumnElement[bool]:
    """A condition on `Task`: its speaker is a member for whom `of_member` holds, and shares it with that class."""
    set_there = exists(
        select(AssignmentRow.id).where(
            AssignmentRow.tenant == principal.tenant,
            AssignmentRow.id == Task.assignment_id,
            AssignmentRow.class_id == ClassMemberRow.class_id,
        )
    )
    since = Task.created_at >= ClassMemberRow.joined_at
    is_shared = or_(
        ClassMemberRow.share == "everything",
        and_(ClassMemberRow.share == "from_joining", since),
        and_(since, set_there),
    )
    return _member_of(principal, is_shared, *of_member)


def _member_of(principal: Principal, *of_member: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(
        select(ClassMemberRow.id).where(
            ClassMemberRow.tenant == principal.tenant,
            ClassMemberRow.speaker_id == Task.speaker_id,
            *of_member,
        )
    )


def _taught(principal: Principal) -> tuple[ColumnElement[bool], ...]:
    """A condition on `ClassMemberRow`: in a class of the teacher's."""
    return (ClassMemberRow.class_id.in_(taught_classes(principal)),)


def taught_classes(principal: Principal) -> Any:
    """Ids of the classes that they manage: a teacher their own, others all of the tenant's."""
    query = select(ClassRow.id).where(ClassRow.tenant == principal.tenant)
    return query if principal.taught_by is None else query.where(ClassRow.teacher == principal.taught_by)  # fmt: skip
