"""What teachers say of recordings: notes, verdicts on findings, and what they are done with. Each function is one unit of work."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from shared.errors import Conflict, NotFound

from ..domain.classes import IssueVerdict, TaskNote, Verdict, VerdictCount
from ..domain.principal import Principal
from ..domain.quotas import MB, Allowance, Spent
from . import usage
from .models import InboxMarkRow, IssueVerdictRow, Task, TaskNoteRow, now
from .tasks import existing

MOST_NOTES = 200
"""Of one recording."""


def notes(session: Session, principal: Principal, task_id: UUID) -> list[TaskNote]:
    """In the order in which they were made. Raises NotFound."""
    existing(session, principal, task_id)
    query = (
        select(TaskNoteRow)
        .where(TaskNoteRow.tenant == principal.tenant, TaskNoteRow.task_id == task_id)
        .order_by(TaskNoteRow.created_at, TaskNoteRow.id)
    )
    return [_note(row) for row in session.scalars(query)]


def add_note(
    session: Session,
    principal: Principal,
    note: TaskNote,
    *,
    n_bytes: int = 0,
    allowance: Allowance | None = None,
) -> None:
    """Does nothing for one that is stored. Raises NotFound, Conflict where there are too many, and StorageQuotaExceeded
    where its sound has no room."""
    task = existing(session, principal, note.task_id, lock=True)
    if session.get(TaskNoteRow, (principal.tenant, note.id)) is not None:
        return
    n = select(func.count()).where(
        TaskNoteRow.tenant == principal.tenant, TaskNoteRow.task_id == note.task_id
    )
    if (session.scalar(n) or 0) >= MOST_NOTES:
        raise Conflict(f"a recording has at most {MOST_NOTES} notes: delete one first")
    if allowance is not None:
        asked = Spent(stored_mb=n_bytes / MB)
        usage.require(session, principal, allowance, asked=asked, at=now())
    task.stored_bytes += n_bytes
    session.add(
        TaskNoteRow(
            tenant=principal.tenant,
            id=note.id,
            task_id=note.task_id,
            author=note.author,
            word_index=note.word_index,
            text=note.text,
            audio_key=note.audio_key,
            duration_s=note.duration_s,
            n_bytes=n_bytes,
            created_at=note.created_at,
        )
    )
    session.flush()


def own_sound(session: Session, principal: Principal, task_id: UUID, note_id: UUID) -> str | None:
    """The key of a note's sound. Raises NotFound, also for another teacher's."""
    existing(session, principal, task_id)
    return _own(session, principal, task_id, note_id).audio_key


def delete_note(session: Session, principal: Principal, task_id: UUID, note_id: UUID) -> None:
    """Raises NotFound, also for another teacher's."""
    task = existing(session, principal, task_id, lock=True)
    row = _own(session, principal, task_id, note_id)
    task.stored_bytes -= row.n_bytes
    session.delete(row)


def _own(session: Session, principal: Principal, task_id: UUID, note_id: UUID) -> TaskNoteRow:
    row = session.get(TaskNoteRow, (principal.tenant, note_id))
    is_ones_own = row is not None and principal.taught_by in (None, row.author)
    if row is None or row.task_id != task_id or not is_ones_own:
        raise NotFound("there is no such note of yours", field="note_id")
    return row


def forget_sound(session: Session, task: Task) -> None:
    """Of all voice notes of a task, whose objects go: what was written stays."""
    at_task = (TaskNoteRow.tenant == task.tenant, TaskNoteRow.task_id == task.id)
    task.stored_bytes -= session.scalar(select(func.sum(TaskNoteRow.n_bytes)).where(*at_task)) or 0
    session.execute(
        update(TaskNoteRow).where(*at_task).values(audio_key=None, duration_s=None, n_bytes=0)
    )


def verdicts(session: Session, principal: Principal, task_id: UUID) -> list[IssueVerdict]:
    """Raises NotFound."""
    existing(session, principal, task_id)
    query = select(IssueVerdictRow).where(
        IssueVerdictRow.tenant == principal.tenant, IssueVerdictRow.task_id == task_id
    )
    return [_verdict(row) for row in session.scalars(query.order_by(IssueVerdictRow.set_at))]


def set_verdict(session: Session, principal: Principal, verdict: IssueVerdict) -> None:
    """In place of the one before. Raises NotFound."""
    existing(session, principal, verdict.task_id)
    session.merge(
        IssueVerdictRow(
            tenant=principal.tenant,
            task_id=verdict.task_id,
            issue_id=verdict.issue_id,
            tip=verdict.tip,
            verdict=verdict.verdict,
            author=verdict.author,
            set_at=verdict.set_at,
        )
    )


def withdraw_verdict(session: Session, principal: Principal, task_id: UUID, issue_id: str) -> None:
    """Raises NotFound."""
    existing(session, principal, task_id)
    row = session.get(IssueVerdictRow, (principal.tenant, task_id, issue_id))
    if row is None:
        raise NotFound("nothing was said of this finding", field="issue_id")
    session.delete(row)


def count_verdicts(
    session: Session, principal: Principal, task_ids: Sequence[UUID]
) -> list[VerdictCount]:
    """By habit, on the findings of these recordings."""

    def n(verdict: Verdict):
        return func.sum(case((IssueVerdictRow.verdict == verdict, 1), else_=0))

    query = (
        select(IssueVerdictRow.tip, n("accepted"), n("overruled"))
        .where(IssueVerdictRow.tenant == principal.tenant, IssueVerdictRow.task_id.in_(task_ids))
        .group_by(IssueVerdictRow.tip)
        .order_by(IssueVerdictRow.tip)
    )
    return [VerdictCount(*row) for row in session.execute(query)]


def done_with(session: Session, principal: Principal, task_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the tasks that the principal marked."""
    query = select(InboxMarkRow.task_id).where(
        InboxMarkRow.tenant == principal.tenant,
        InboxMarkRow.teacher == principal.subject,
        InboxMarkRow.task_id.in_(task_ids),
    )
    return set(session.scalars(query))


def mark_done(session: Session, principal: Principal, task_id: UUID, *, is_done: bool) -> None:
    """Raises NotFound."""
    existing(session, principal, task_id)
    row = session.get(InboxMarkRow, (principal.tenant, task_id, principal.subject))
    if is_done and row is None:
        session.add(
            InboxMarkRow(tenant=principal.tenant, task_id=task_id, teacher=principal.subject)
        )
    elif row is not None and not is_done:
        session.delete(row)


def _note(row: TaskNoteRow) -> TaskNote:
    return TaskNote(
        id=row.id,
        task_id=row.task_id,
        author=row.author,
        word_index=row.word_index,
        text=row.text,
        audio_key=row.audio_key,
        duration_s=row.duration_s,
        created_at=row.created_at,
    )


def _verdict(row: IssueVerdictRow) -> IssueVerdict:
    return IssueVerdict(
        task_id=row.task_id,
        issue_id=row.issue_id,
        tip=row.tip,
        verdict=row.verdict,  # pyright: ignore[reportArgumentType]
        author=row.author,
        set_at=row.set_at,
    )
