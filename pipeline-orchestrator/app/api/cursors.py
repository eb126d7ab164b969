"""Page cursors: the place of the last item, opaque to callers."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from shared.errors import InvalidInput

from ..schemas.records import TaskRecord


def write_cursor(task: TaskRecord) -> str:
    place = f"{task.created_at.isoformat()} {task.id}"
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[datetime, UUID]:
    """Raises InvalidInput."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        created_at, task_id = base64.urlsafe_b64decode(padded).decode().split(" ")
        place = datetime.fromisoformat(created_at), UUID(task_id)
        if place[0].tzinfo is None:
            raise ValueError("a cursor's time has a zone")
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("send the next_cursor of the page before", field="cursor") from error
    return place
