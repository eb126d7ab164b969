"""Page cursors: the place of the last item, opaque to callers."""

import base64
import binascii
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from shared.errors import InvalidInput


class Placed(Protocol):
    """What stands in a list by the time it was made."""

    @property
    def created_at(self) -> datetime: ...

    @property
    def id(self) -> UUID: ...


def write_cursor(last: Placed) -> str:
    place = f"{last.created_at.isoformat()} {last.id}"
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[datetime, UUID]:
    """Raises InvalidInput."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        created_at, task_id = base64.urlsafe_b64decode(padded).decode().split(" ")
        at = datetime.fromisoformat(created_at)
        if at.tzinfo is None:
            raise ValueError("a cursor's time has a zone")
        # In UTC here: years 1 and 9999 may be none there.
        place = at.astimezone(UTC), UUID(task_id)
    except (binascii.Error, ValueError, OverflowError) as error:
        raise InvalidInput("send the next_cursor of the page before", field="cursor") from error
    return place
