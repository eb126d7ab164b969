"""Rows of what somebody wants erased: delete them, and have their objects erased after them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from shared.errors import Conflict, NotFound

from ..domain import keys
from ..domain.erasure import VOICE_ONLY, Wish
from . import consents, erasures, speakers, tasks, training_consents, training_jobs
from .models import now


def delete_rows(session: Session, wish: Wish, again: Sequence[datetime]) -> tuple[Wish, datetime]:
    """What was found, and when it was; its objects are erased again at the times given.

    Raises NotFound, or Conflict where no consent was given.
    """
    at, principal = now(), wish.principal
    task_ids, consent_ids = list(wish.tasks), list(wish.consents)
    match wish.kind:
        case "task":
            was_learnt_from = training_consents.may_have_taught(session, principal, wish.tasks[0])
            tasks.delete_task(session, principal, wish.tasks[0], erase_again=again)
            if was_learnt_from:  # else who deletes tasks all the time would have no job end
                training_jobs.begin_anew(session, principal)
        case "task_consent":
            at = tasks.revoke_consent(session, principal, wish.tasks[0], erase_again=again)
        case "consent":
            consents.forget(session, principal, wish.consents[0])
        case "speaker":
            task_ids, consent_ids = speakers.erase(session, principal, wish.id, erase_again=again)
            spoken_for = [keys.speech_owner(wish.tenant, wish.id)]
            _erase_owners_later(session, wish, spoken_for, again)
        case "speaker_consent":
            consent_ids, task_ids, at = consents.revoke(
                session, principal, wish.id, erase_again=again
            )
    indexed = erasures.indexed(session, principal, task_ids)
    found = {"tasks": tuple(task_ids), "consents": tuple(consent_ids), "indexed": indexed}
    return wish.model_copy(update=found), at


def carry_out(session: Session, wish: Wish, again: Sequence[datetime]) -> None:
    """The same later on: what is gone already, or was never there, is erased."""
    try:
        with session.begin_nested():
            found, _ = delete_rows(session, wish, again)
    except (NotFound, Conflict):
        found = wish
    erase_later(session, found, [now(), *again])


def meant(session: Session, wish: Wish) -> tuple[Sequence[UUID], Sequence[UUID]]:
    """Tasks and consents that a wish is about. Raises NotFound or Conflict."""
    match wish.kind:
        case "speaker":
            return speakers.owned(session, wish.principal, wish.id)
        case "speaker_consent":
            return consents.given(session, wish.principal, wish.id)
        case "task_consent":
            tasks.consenting(session, wish.principal, wish.tasks[0])
        case _:
            tasks.existing(session, wish.principal, wish.tasks[0])
    return wish.tasks, ()


def erase_later(session: Session, wish: Wish, times: Sequence[datetime]) -> None:
    """Have the objects that a wish names erased at these times."""
    voice_only = wish.kind in VOICE_ONLY
    for task_id in wish.tasks:
        erasures.erase_later(
            session,
            wish.principal,
            task_id,
            times,
            voice_only=voice_only,
            in_index=task_id in wish.indexed,
        )
    _erase_owners_later(session, wish, wish.owners, times)


def _erase_owners_later(
    session: Session, wish: Wish, owners: Sequence[UUID], times: Sequence[datetime]
) -> None:
    for owner_id in owners:
        erasures.erase_later(
            session, wish.principal, owner_id, times, voice_only=True, of_consent=True
        )
