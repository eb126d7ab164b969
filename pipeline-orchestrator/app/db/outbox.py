"""What the broker has still to be told of, whichever tenant's it is. Each function is one unit of work."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from ..domain.principal import System
from .across import across_tenants
from .leases import CLOCKS_DIFFER_S, its_time_has_come
from .models import Task, now


def take_unsent(session: Session, system: System, *, stale_s: float, limit: int) -> list[UUID]:
    """Tasks that a worker should be told of, oldest first; they count as sent from now on.

    New ones, those whose time to be tried again has come, and those sent so long ago that the broker must have
    lost them, or at a time that is still to come.
    """
    at = now()
    waiting = (
        select(Task)
        .where(
            Task.status == "queued",
            or_(
                Task.sent_at.is_(None),
                Task.sent_at < at - timedelta(seconds=stale_s),
                Task.sent_at > at + timedelta(seconds=CLOCKS_DIFFER_S),
            ),
            its_time_has_come(at),
        )
        .order_by(Task.created_at, Task.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = session.scalars(across_tenants(system, waiting)).all()
    for row in rows:
        row.sent_at = at
    return [row.id for row in rows]


def put_back(session: Session, system: System, task_ids: Sequence[UUID]) -> None:
    """The broker did not take them."""
    unsent = update(Task).where(Task.id.in_(task_ids)).values(sent_at=None)
    session.execute(across_tenants(system, unsent))
