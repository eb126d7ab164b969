"""Classes and who is in them. Each function is one unit of work or a part of one."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.errors import Conflict, NotFound

from ..domain.classes import ClassRecord, Membership, Share, new_code
from ..domain.principal import Principal
from .models import AssignmentRow, ClassMemberRow, ClassRow, Task
from .sight import taught_classes

MOST_CLASSES = 200
"""Of one teacher."""
MOST_MEMBERS = 500
MOST_LISTED = 1000


def create(
    session: Session, principal: Principal, class_id: UUID, *, name: str, teacher: str
) -> ClassRecord:
    """With a code. Does nothing for one that is stored. Raises Conflict where the teacher has too many."""
    stored = session.get(ClassRow, (principal.tenant, class_id))
    if stored is not None:
        return _record(stored, 0)
    n = select(func.count()).where(ClassRow.tenant == principal.tenant, ClassRow.teacher == teacher)
    if (session.scalar(n) or 0) >= MOST_CLASSES:
        raise Conflict(f"a teacher has at most {MOST_CLASSES} classes: delete one first")
    row = ClassRow(
        tenant=principal.tenant, id=class_id, name=name, teacher=teacher, code=new_code()
    )
    session.add(row)
    session.flush()
    return _record(row, 0)


def managed(
    session: Session, principal: Principal, class_id: UUID, *, lock: bool = False
) -> ClassRow:
    """Raises NotFound, also for another teacher's."""
    row = session.get(ClassRow, (principal.tenant, class_id), with_for_update=lock or None)
    if row is None or principal.taught_by not in (None, row.teacher):
        raise NotFound(f"there is no class {class_id}", field="class_id")
    return row


def get(session: Session, principal: Principal, class_id: UUID) -> ClassRecord:
    """Raises NotFound."""
    row = managed(session, principal, class_id)
    return _record(row, _n_members(session, principal, [row.id]).get(row.id, 0))


def listed(session: Session, principal: Principal) -> list[ClassRecord]:
    """By name."""
    query = (
        select(ClassRow)
        .where(ClassRow.tenant == principal.tenant, ClassRow.id.in_(taught_classes(principal)))
        .order_by(ClassRow.name, ClassRow.id)
        .limit(MOST_LISTED)
    )
    rows = session.scalars(query).all()
    counts = _n_members(session, principal, [row.id for row in rows])
    return [_record(row, counts.get(row.id, 0)) for row in rows]


def rename(session: Session, principal: Principal, class_id: UUID, name: str) -> ClassRecord:
    """Raises NotFound."""
    managed(session, principal, class_id, lock=True).name = name
    return get(session, principal, class_id)


def set_code(
    session: Session, principal: Principal, class_id: UUID, code: str | None
) -> ClassRecord:
    """In place of the one before, with which nobody joins any more. Raises NotFound."""
    managed(session, principal, class_id, lock=True).code = code
    session.flush()
    return get(session, principal, class_id)


def remove(session: Session, principal: Principal, class_id: UUID) -> None:
    """With its members and assignments; recordings are the learners' and stay. Raises NotFound."""
    row = managed(session, principal, class_id, lock=True)
    set_there = select(AssignmentRow.id).where(
        AssignmentRow.tenant == principal.tenant, AssignmentRow.class_id == class_id
    )
    forget_assignment(session, principal, list(session.scalars(set_there)))
    session.delete(row)


def forget_assignment(session: Session, principal: Principal, ids: Sequence[UUID]) -> None:
    """Recordings are not of it any more."""
    session.execute(
        update(Task)
        .where(Task.tenant == principal.tenant, Task.assignment_id.in_(ids))
        .values(assignment_id=None, updated_at=Task.updated_at)
    )


# members


def join(
    session: Session,
    principal: Principal,
    member_id: UUID,
    *,
    code: str | None,
    speaker_id: str,
    called: str,
    share: Share,
) -> Membership:
    """Raises NotFound for a code of no class, and Conflict for who is in it already and where it is full."""
    found = (
        session.scalar(
            select(ClassRow)
            .where(ClassRow.tenant == principal.tenant, ClassRow.code == code)
            .with_for_update()
        )
        if code is not None
        else None
    )
    if found is None:
        raise NotFound("no class has this code: ask your teacher for the one it has now", field="code")  # fmt: skip
    if (stored := session.get(ClassMemberRow, (principal.tenant, member_id))) is not None:
        return _membership(stored, found.name)
    if _n_members(session, principal, [found.id]).get(found.id, 0) >= MOST_MEMBERS:
        raise Conflict(f"this class is full: it has {MOST_MEMBERS} members", field="code")
    row = ClassMemberRow(
        tenant=principal.tenant,
        id=member_id,
        class_id=found.id,
        speaker_id=speaker_id,
        called=called,
        share=share,
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict("this learner is in the class already", field="code") from error
    return _membership(row, found.name)


def memberships(session: Session, principal: Principal, speaker_id: str) -> list[Membership]:
    """Of a speaker, by the names of the classes."""
    query = _with_names(principal).where(ClassMemberRow.speaker_id == speaker_id)
    found = session.execute(query.order_by(ClassRow.name, ClassRow.id).limit(MOST_LISTED))
    return [_membership(row, name) for row, name in found]


def members(session: Session, principal: Principal, class_id: UUID) -> list[Membership]:
    """By what they are called. Raises NotFound."""
    managed(session, principal, class_id)
    query = _with_names(principal).where(ClassMemberRow.class_id == class_id)
    found = session.execute(query.order_by(ClassMemberRow.called, ClassMemberRow.id))
    return [_membership(row, name) for row, name in found]


def member(session: Session, principal: Principal, class_id: UUID, member_id: UUID) -> Membership:
    """Raises NotFound."""
    managed(session, principal, class_id)
    query = _with_names(principal).where(
        ClassMemberRow.class_id == class_id, ClassMemberRow.id == member_id
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound("there is no such member in this class", field="member_id")
    return _membership(found[0], found[1])


def own_membership(
    session: Session, principal: Principal, member_id: UUID, *, share: Share | None = None
) -> Membership:
    """Of the speaker, for themself or who speaks for them; `share`: from now on. Raises NotFound."""
    query = _with_names(principal).where(ClassMemberRow.id == member_id)
    found = session.execute(query).one_or_none()
    if found is None or not principal.sees_speaker(found[0].speaker_id):
        raise NotFound("there is no such membership", field="membership_id")
    row, name = found
    if share is not None:
        row.share = share
    return _membership(row, name)


def leave(session: Session, principal: Principal, member_id: UUID) -> None:
    """Nothing is seen from then on. Raises NotFound."""
    _end(session, principal, own_membership(session, principal, member_id))


def put_out(session: Session, principal: Principal, class_id: UUID, member_id: UUID) -> None:
    """Raises NotFound."""
    _end(session, principal, member(session, principal, class_id, member_id))


def teaches(session: Session, principal: Principal, speaker_id: str) -> bool:
    """Whether the speaker is in a class of theirs."""
    query = select(ClassMemberRow.id).where(
        ClassMemberRow.tenant == principal.tenant,
        ClassMemberRow.speaker_id == speaker_id,
        ClassMemberRow.class_id.in_(taught_classes(principal)),
    )
    return session.scalar(query.limit(1)) is not None


def forget_member(session: Session, principal: Principal, speaker_id: str) -> None:
    """Of every class."""
    session.execute(
        delete(ClassMemberRow).where(
            ClassMemberRow.tenant == principal.tenant, ClassMemberRow.speaker_id == speaker_id
        )
    )


def _end(session: Session, principal: Principal, membership: Membership) -> None:
    session.execute(
        delete(ClassMemberRow).where(
            ClassMemberRow.tenant == principal.tenant, ClassMemberRow.id == membership.id
        )
    )


def _with_names(principal: Principal) -> Select[ClassMemberRow, str]:
    return (
        select(ClassMemberRow, ClassRow.name)
        .join(ClassRow, ClassRow.id == ClassMemberRow.class_id)
        .where(ClassMemberRow.tenant == principal.tenant, ClassRow.tenant == principal.tenant)
    )


def _n_members(session: Session, principal: Principal, ids: Sequence[UUID]) -> dict[UUID, int]:
    query = (
        select(ClassMemberRow.class_id, func.count())
        .where(ClassMemberRow.tenant == principal.tenant, ClassMemberRow.class_id.in_(ids))
        .group_by(ClassMemberRow.class_id)
    )
    return dict(session.execute(query).all())


def _record(row: ClassRow, n_members: int) -> ClassRecord:
    return ClassRecord(row.id, row.name, row.teacher, row.code, row.created_at, n_members)


def _membership(row: ClassMemberRow, class_name: str) -> Membership:
    return Membership(
        id=row.id,
        class_id=row.class_id,
        class_name=class_name,
        speaker_id=row.speaker_id,
        called=row.called,
        share=row.share,  # pyright: ignore[reportArgumentType]
        joined_at=row.joined_at,
    )
