"""Links to results: make, list, revoke, find by what is in them. Each function is one unit of work, or a part of one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, delete, select
from sqlalchemy.orm import Session

from shared.errors import Conflict, NotFound

from ..domain.principal import Principal, System
from ..domain.shares import MOST_OF_A_TASK, Share
from .across import across_tenants
from .models import ShareRow, Task, now
from .sight import seen_tasks
from .tasks import existing

SHOWN = ("succeeded", "partial")
"""States of tasks that have a result."""


def create(
    session: Session,
    principal: Principal,
    task_id: UUID,
    share_id: UUID,
    *,
    token_hash: str,
    expires_at: datetime,
) -> Share:
    """Does nothing for one that is stored. Raises NotFound, and Conflict where there is no result to share, or as many links hold as may."""
    task = existing(session, principal, task_id, lock=True)
    if (stored := session.get(ShareRow, (principal.tenant, share_id))) is not None:
        return _share(stored)
    if task.status not in SHOWN or not task.assessable or task.recording_erased_at is not None:
        raise Conflict(
            "only a recording that was judged, and is kept, can be shared", field="task_id"
        )
    at = now()
    holding = [each for each in of_task(session, principal, task_id) if each.holds_at(at)]
    if len(holding) >= MOST_OF_A_TASK:
        raise Conflict(f"{MOST_OF_A_TASK} links to it hold already: revoke one", field="task_id")
    row = ShareRow(
        tenant=principal.tenant,
        id=share_id,
        task_id=task_id,
        token_hash=token_hash,
        created_at=at,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return _share(row)


def of_task(session: Session, principal: Principal, task_id: UUID) -> list[Share]:
    """All, newest first. Raises NotFound."""
    existing(session, principal, task_id)
    rows = session.scalars(
        select(ShareRow)
        .where(ShareRow.tenant == principal.tenant, ShareRow.task_id == task_id)
        .order_by(ShareRow.created_at.desc(), ShareRow.id)
    )
    return [_share(row) for row in rows]


def of_speaker(
    session: Session, principal: Principal, speaker_id: str, *, most: int
) -> list[tuple[Share, str | None]]:
    """Those to the speaker's results that hold now, newest first, each with the text that was to be read."""
    at = now()
    rows = session.execute(
        select(ShareRow, Task.reference_text)
        .join(Task, and_(Task.tenant == ShareRow.tenant, Task.id == ShareRow.task_id))
        .where(
            ShareRow.tenant == principal.tenant,
            Task.tenant == principal.tenant,
            Task.speaker_id == speaker_id,
            Task.status.in_(SHOWN),
            Task.recording_erased_at.is_(None),
            ShareRow.revoked_at.is_(None),
            ShareRow.expires_at > at,
            *seen_tasks(principal),
        )
        .order_by(ShareRow.created_at.desc(), ShareRow.id)
        .limit(most)
    )
    return [(_share(row), text) for row, text in rows]


def revoke(session: Session, principal: Principal, task_id: UUID, share_id: UUID) -> None:
    """For good; it may be revoked already. Raises NotFound."""
    existing(session, principal, task_id)
    row = session.get(ShareRow, (principal.tenant, share_id), with_for_update=True)
    if row is None or row.task_id != task_id:
        raise NotFound(f"there is no link {share_id} to this result", field="share_id")
    row.revoked_at = row.revoked_at or now()


def find(session: Session, system: System, token_hash: str) -> Share | None:
    """The link of whichever tenant that holds now, to a result that is there; whose it is, is not known before."""
    row = session.scalar(
        across_tenants(system, select(ShareRow).where(ShareRow.token_hash == token_hash))
    )
    if row is None or not _share(row).holds_at(now()):
        return None
    task = session.get(Task, (row.tenant, row.task_id))
    if task is None or task.status not in SHOWN or task.recording_erased_at is not None:
        return None
    return _share(row)


def forget(session: Session, task: Task) -> None:
    """There is nothing to be heard any more."""
    session.execute(
        delete(ShareRow).where(ShareRow.tenant == task.tenant, ShareRow.task_id == task.id)
    )


def _share(row: ShareRow) -> Share:
    return Share(
        tenant=row.tenant,
        id=row.id,
        task_id=row.task_id,
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )
