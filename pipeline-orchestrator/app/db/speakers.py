"""Erasing all that is known of a speaker."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from shared.errors import NotFound
from shared.events import SpeakerErasedFact, subject_of
from shared.events.kinds import MOST_TASKS

from ..domain.principal import Principal
from . import classes, cloud_events, training_consents
from .api_keys import forget_learner
from .erasures import erase_later
from .models import ConsentRow, Task
from .recordings import untaken_of
from .tasks import delete_task


def erase(
    session: Session, principal: Principal, speaker_id: str, *, erase_again: Sequence[datetime]
) -> tuple[list[UUID], list[UUID]]:
    """Erase the rows of the speaker's tasks, with all that hangs on them, consents, memberships of classes, and what names the speaker in keys; their objects are erased again
    at the times given. Returns the ids of both. Raises NotFound when nothing is known of them.
    """
    tasks, given = owned(session, principal, speaker_id, lock=True)
    for task_id in tasks:
        delete_task(session, principal, task_id, erase_again=erase_again)
    for consent_id in given:
        erase_later(session, principal, consent_id, erase_again, voice_only=True, of_consent=True)
    session.execute(
        delete(ConsentRow).where(
            ConsentRow.tenant == principal.tenant, ConsentRow.speaker_id == speaker_id
        )
    )
    classes.forget_member(session, principal, speaker_id)
    forget_learner(session, principal, speaker_id)
    training_consents.forget(session, principal, speaker_id)
    told = SpeakerErasedFact(task_ids=tasks[:MOST_TASKS], n_tasks=len(tasks), n_consents=len(given))
    cloud_events.tell(session, principal, subject_of("speaker", uuid4()), told)
    return tasks, given


def owned(
    session: Session, principal: Principal, speaker_id: str, *, lock: bool = False
) -> tuple[list[UUID], list[UUID]]:
    """Ids of the speaker's tasks, and of recordings that have none yet, and of consents. Raises NotFound when there are neither, nor memberships, nor a
    consent to be learnt from."""
    tasks = list(
        session.scalars(
            select(Task.id).where(Task.tenant == principal.tenant, Task.speaker_id == speaker_id)
        )
    )
    tasks += untaken_of(session, principal, speaker_id)
    of_speaker = select(ConsentRow.id).where(
        ConsentRow.tenant == principal.tenant, ConsentRow.speaker_id == speaker_id
    )
    given = list(session.scalars(of_speaker.with_for_update() if lock else of_speaker))
    has_more = classes.memberships(session, principal, speaker_id) or training_consents.is_given(
        session, principal, speaker_id
    )
    if not tasks and not given and not has_more:
        raise NotFound(f"nothing is known of a speaker {speaker_id}", field="speaker_id")
    return tasks, given
