"""How a speaker's recordings went. Each function is one unit of work or a part of one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.contracts import EarlierRecording, Practised

from ..domain.principal import Principal
from ..domain.speaker import EarlierTask
from ..domain.task import TaskRecord
from ..utils.text import text_key
from .models import Artifact, PracticeRow, Task
from .sight import seen_practice


def keep(session: Session, task: Task, practised: Practised) -> None:
    """Of a task of a named speaker; in place of what an earlier run kept."""
    if task.speaker_id is None:
        return
    session.merge(
        PracticeRow(
            tenant=task.tenant,
            task_id=task.id,
            speaker_id=task.speaker_id,
            text_key=text_key(task.reference_text) if task.reference_text else None,
            recorded_at=task.created_at,
            **practised.model_dump(),
        )
    )


def before(
    session: Session,
    principal: Principal,
    task: TaskRecord,
    *,
    text: str | None,
    judged_by: str,
    limit: int,
) -> tuple[list[EarlierRecording], EarlierTask | None]:
    """The newest `limit` recordings of a task's speaker before it, oldest first, and the last one of the same words.

    `judged_by` is the stage whose result that comes with.
    """
    speaker_id = task.options.speaker_id
    if speaker_id is None:
        return [], None
    found = of_speaker(session, principal, speaker_id, limit=limit, before=task.created_at)
    same = (
        last_of_text(
            session, principal, speaker_id, text, judged_by=judged_by, before=task.created_at
        )
        if text
        else None
    )
    return [recording for _, recording in found], same


def of_speaker(
    session: Session,
    principal: Principal,
    speaker_id: str,
    *,
    limit: int,
    before: datetime | None = None,
) -> list[tuple[UUID, EarlierRecording]]:
    """The newest `limit`, oldest first."""
    query = (
        select(PracticeRow)
        .where(
            PracticeRow.tenant == principal.tenant,
            PracticeRow.speaker_id == speaker_id,
            *seen_practice(principal),
        )
        .order_by(PracticeRow.recorded_at.desc(), PracticeRow.task_id)
        .limit(limit)
    )
    if before is not None:
        query = query.where(PracticeRow.recorded_at < before)
    rows = list(session.scalars(query))
    return [(row.task_id, _recording(row)) for row in reversed(rows)]


def last_of_text(
    session: Session,
    principal: Principal,
    speaker_id: str,
    text: str,
    *,
    judged_by: str,
    before: datetime,
) -> EarlierTask | None:
    """The speaker's last judged recording of the same words; `judged_by` is the stage."""
    row = session.execute(
        select(PracticeRow.recorded_at, Artifact.uri)
        .join(Artifact, (Artifact.task_id == PracticeRow.task_id) & (Artifact.type == judged_by))
        .where(
            Artifact.tenant == principal.tenant,
            PracticeRow.tenant == principal.tenant,
            PracticeRow.speaker_id == speaker_id,
            PracticeRow.text_key == text_key(text),
            PracticeRow.recorded_at < before,
        )
        .order_by(PracticeRow.recorded_at.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else EarlierTask(recorded_at=row[0], result_key=row[1])


def _recording(row: PracticeRow) -> EarlierRecording:
    return EarlierRecording.model_validate(
        {
            "recorded_at": row.recorded_at,
            "phones": row.phones,
            "slips": row.slips,
            "accents": row.accents or {},
        }
    )
