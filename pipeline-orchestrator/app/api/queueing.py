"""What every route answers that queues a recording: 202 with where it is followed, or why it can't be taken."""

from fastapi import Request, Response

from shared.errors import (
    Busy,
    Conflict,
    QuotaExceeded,
    StorageFull,
    StorageQuotaExceeded,
    Unavailable,
)
from shared.web import AUDIO_PROBLEMS

from ..db.models import now
from ..schemas.tasks import TaskAccepted
from ..tasks.submission import Submitted
from .limit_headers import warn_of_quotas

QUEUEING_PROBLEMS = (
    *AUDIO_PROBLEMS,
    Conflict,
    QuotaExceeded,
    StorageQuotaExceeded,
    Busy,
    Unavailable,
    StorageFull,
)


def told_as_queued(submitted: Submitted, request: Request, response: Response) -> TaskAccepted:
    """Its Location is below the path that was asked; quotas that are nearly used are warned of."""
    task = submitted.task
    warn_of_quotas(response, submitted.near, now())
    request.state.audited_target = f"task:{task.id}"
    response.headers["Location"] = f"{request.url.path.rstrip('/')}/{task.id}"
    return TaskAccepted(task_id=task.id, status=task.status)
