"""Who agreed to be learnt from, and what teachers said of them. Each function is one unit of work, or a part of one."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.errors import NotFound

from ..domain.classes import Verdict
from ..domain.principal import Principal
from ..domain.training import TRAINING_WORDING, TrainingConsent
from . import training_jobs
from .models import (
    AssignmentRow,
    ClassMemberRow,
    IssueVerdictRow,
    Task,
    TrainingConsentRow,
    now,
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a teacher said of a finding of a speaker who agreed."""

    task_id: UUID
    issue_id: str
    verdict: Verdict
    speaker_id: str
    teacher: str


def give(session: Session, principal: Principal, speaker_id: str) -> TrainingConsent:
    """Given again it is the one that holds."""
    row = session.get(TrainingConsentRow, (principal.tenant, speaker_id))
    if row is None or row.wording != TRAINING_WORDING:
        row = session.merge(
            TrainingConsentRow(
                tenant=principal.tenant,
                speaker_id=speaker_id,
                wording=TRAINING_WORDING,
                given_at=now(),
            )
        )
        session.flush()
    return TrainingConsent(row.wording, row.given_at)


def find(session: Session, principal: Principal, speaker_id: str) -> TrainingConsent:
    """Raises NotFound."""
    row = session.get(TrainingConsentRow, (principal.tenant, speaker_id))
    if row is None:
        raise NotFound(f"speaker {speaker_id} has not agreed to be learnt from", field="speaker_id")
    return TrainingConsent(row.wording, row.given_at)


def is_given(session: Session, principal: Principal, speaker_id: str) -> bool:
    return session.get(TrainingConsentRow, (principal.tenant, speaker_id)) is not None


def withdraw(session: Session, principal: Principal, speaker_id: str) -> None:
    """From now on nothing of theirs is learnt from; jobs that may hold some begin anew. Raises NotFound."""
    find(session, principal, speaker_id)
    forget(session, principal, speaker_id)


def forget(session: Session, principal: Principal, speaker_id: str) -> None:
    """The same of who may have given none: then nothing of theirs was gathered."""
    row = session.get(TrainingConsentRow, (principal.tenant, speaker_id))
    if row is not None:
        session.delete(row)
        training_jobs.begin_anew(session, principal)


def may_have_taught(session: Session, principal: Principal, task_id: UUID) -> bool:
    """Whether a teacher spoke of one of its findings, so that a job may have gathered it."""
    said = select(IssueVerdictRow.issue_id).where(
        IssueVerdictRow.tenant == principal.tenant, IssueVerdictRow.task_id == task_id
    )
    return session.scalar(said.limit(1)) is not None


def labels(
    session: Session, principal: Principal, *, classes: Collection[UUID] | None
) -> list[Label]:
    """What teachers said of recordings of speakers who agreed, and, with `classes`, are in one of these; in a fixed order."""
    query = (
        select(IssueVerdictRow, Task.speaker_id)
        .join(Task, Task.id == IssueVerdictRow.task_id)
        .join(TrainingConsentRow, TrainingConsentRow.speaker_id == Task.speaker_id)
        .where(
            IssueVerdictRow.tenant == principal.tenant,
            Task.tenant == principal.tenant,
            TrainingConsentRow.tenant == principal.tenant,
        )
        .order_by(IssueVerdictRow.task_id, IssueVerdictRow.issue_id)
    )
    if classes is not None:
        members = select(ClassMemberRow.speaker_id).where(
            ClassMemberRow.tenant == principal.tenant, ClassMemberRow.class_id.in_(classes)
        )
        query = query.where(Task.speaker_id.in_(members))
    return [
        Label(row.task_id, row.issue_id, row.verdict, speaker_id, row.author)  # pyright: ignore[reportArgumentType]
        for row, speaker_id in session.execute(query)
    ]


def assigned_words(
    session: Session, principal: Principal, *, classes: Collection[UUID] | None
) -> dict[str, list[str]]:
    """Word → pronunciations that teachers gave with assignments, in ARPAbet; of several the newest's."""
    query = (
        select(AssignmentRow.lexicon)
        .where(AssignmentRow.tenant == principal.tenant)
        .order_by(AssignmentRow.created_at, AssignmentRow.id)
    )
    if classes is not None:
        query = query.where(AssignmentRow.class_id.in_(classes))
    found: dict[str, list[str]] = {}
    for lexicon in session.scalars(query):
        found |= {word.lower(): list(said) for word, said in lexicon.items()}
    return found
