"""What happened to a task. Each function is one unit of work."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.task import EventRecord
from .models import EventRow


def events_after(session: Session, task_id: UUID, last_id: int) -> list[EventRecord]:
    """Oldest first."""
    rows = session.scalars(
        select(EventRow)
        .where(EventRow.task_id == task_id, EventRow.id > last_id)
        .order_by(EventRow.id)
    )
    return [EventRecord(row.id, row.name, row.fields) for row in rows]  # pyright: ignore[reportArgumentType]
