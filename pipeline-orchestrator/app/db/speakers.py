"""Erasing all that is known of a speaker."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.errors import NotFound

from .models import ConsentRow, Task
from .repository import delete_task, erase_later


def erase(
    session: Session, speaker_id: str, *, erase_again: Sequence[datetime]
) -> tuple[list[UUID], list[UUID]]:
    """Erase the rows of the speaker's tasks, with all that hangs on them, and consents; their objects are erased again
    at the times given. Returns the ids of both. Raises NotFound when there are none.
    """
    tasks = list(session.scalars(select(Task.id).where(Task.speaker_id == speaker_id)))
    consents = session.scalars(
        select(ConsentRow).where(ConsentRow.speaker_id == speaker_id).with_for_update()
    ).all()
    if not tasks and not consents:
        raise NotFound(f"nothing is known of a speaker {speaker_id}", field="speaker_id")
    for task_id in tasks:
        delete_task(session, task_id, erase_again=erase_again)
    for row in consents:
        erase_later(session, row.id, erase_again, voice_only=True, of_consent=True)
        session.delete(row)
    return tasks, [row.id for row in consents]
