"""Facts with a table of their own, that a stage's success brings. Each is known by its type: a new one is registered here."""

from functools import singledispatch

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shared.contracts import Feedback, Practised, Stamped

from ..domain.tally import JudgedShape
from ..schemas.calls import CallOutcome
from ..schemas.tasks import TaskOutcome
from . import observations, practice
from .models import FeedbackRow, Task

_STAMP = set(Stamped.model_fields)


@singledispatch
def keep_fact(fact: object, session: Session, task: Task) -> None:
    """In place of what an earlier run kept. Raises TypeError for a fact that has no table."""
    raise TypeError(f"{type(fact).__name__} has no table")


@keep_fact.register
def _feedback(fact: Feedback, session: Session, task: Task) -> None:
    session.execute(
        delete(FeedbackRow).where(FeedbackRow.tenant == task.tenant, FeedbackRow.task_id == task.id)
    )
    payload = fact.model_dump(mode="json", exclude=_STAMP)
    session.add(FeedbackRow(tenant=task.tenant, task_id=task.id, payload=payload))


@keep_fact.register
def _call_outcome(fact: CallOutcome, session: Session, task: Task) -> None:
    del session
    task.outcome = fact.model_dump(mode="json")


@keep_fact.register
def _outcome(fact: TaskOutcome, session: Session, task: Task) -> None:
    del session
    task.outcome = fact.model_dump(mode="json")


@keep_fact.register
def _practised(fact: Practised, session: Session, task: Task) -> None:
    practice.keep(session, task, fact)


@keep_fact.register
def _shape(fact: JudgedShape, session: Session, task: Task) -> None:
    observations.note_shape(session, task, fact)
