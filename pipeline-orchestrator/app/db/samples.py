"""Voice samples kept under a speaker's standing consent. A unit of work of its own."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.errors import Conflict

from ..domain.principal import Principal
from .models import ConsentRow, Task

NEVER_AGAIN = ("succeeded", "cancelled")
"""States of tasks that no stage is run of any more."""


def forget_sample(
    session: Session, principal: Principal, consent_id: UUID, *, key: str, n_bytes: int
) -> None:
    """No task uses the sample from now on: what waits is converted with the others, or with its own recording.

    Raises Conflict while a task that may be using it runs.
    """
    row = session.get(ConsentRow, (principal.tenant, consent_id), with_for_update=True)
    if row is None or key not in row.sample_keys:
        return
    tasks = session.scalars(
        select(Task)
        .where(
            Task.tenant == principal.tenant,
            Task.speaker_id == row.speaker_id,
            Task.consent_id == row.id,
            Task.status.not_in(NEVER_AGAIN),
        )
        .with_for_update()
    ).all()
    if any(task.status == "running" for task in tasks):
        raise Conflict(
            "a recording of this speaker is being worked on: try again when it is done",
            field="sample_id",
        )
    for task in tasks:
        left = [each for each in task.options["sample_keys"] if each != key]
        task.options = task.options | {"sample_keys": left or [task.audio_uri]}
    row.sample_keys = [each for each in row.sample_keys if each != key]
    row.stored_bytes = max(0, row.stored_bytes - n_bytes)
