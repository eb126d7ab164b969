"""Running the failed stages of a task again. A unit of work of its own."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from shared.errors import Conflict

from ..domain.principal import Principal
from ..domain.quotas import Allowance
from ..domain.task import FINISHED, TASK_FAILED, TaskRecord
from ..pipelines.catalogue import pipeline_of
from ..pipelines.spec import because_of
from . import usage
from .events import rename_end
from .models import StageRow, Task
from .records import task_record
from .tasks import existing, result_bytes


def retry_task(
    session: Session, principal: Principal, task_id: UUID, allowance: Allowance
) -> TaskRecord:
    """Have a task wait again, as if the stages that failed, and those left out for it, had never been started.

    What succeeded stays. A task that was given back is charged again, for the day it was sent on. Raises NotFound, Conflict when
    it runs or nothing failed, and QuotaExceeded.
    """
    row = existing(session, principal, task_id, lock=True)
    if row.status not in FINISHED:
        raise Conflict("the task has not finished", field="task_id")
    again = _to_run_again(session, row)
    if row.status not in {"partial", "failed"} or not again:
        raise Conflict("nothing of the task failed", field="task_id")
    if row.recording_erased_at is not None:
        raise Conflict("the recording is no longer kept: send it again", field="task_id")
    _charge(session, principal, row, allowance)
    session.execute(
        delete(StageRow).where(
            StageRow.tenant == row.tenant, StageRow.task_id == row.id, StageRow.name.in_(again)
        )
    )
    row.stored_bytes -= result_bytes(session, row)  # counted when it ends
    row.status = "queued"
    row.error = row.worker_id = row.sent_at = row.retry_at = row.due_at = None
    row.attempts = row.retries = 0
    row.options = row.options | {"is_waited_for": False, "is_tried_again": True}
    rename_end(session, row, "task_retried", stages=sorted(again))
    session.flush()
    return task_record(row)


def _to_run_again(session: Session, row: Task) -> set[str]:
    """Names of stages that failed, and of those that were left out because of it."""
    stages = session.execute(
        select(StageRow.name, StageRow.status, StageRow.reason).where(
            StageRow.tenant == row.tenant, StageRow.task_id == row.id
        )
    )
    reasons = {TASK_FAILED, *map(because_of, pipeline_of(row.pipeline).names)}
    return {
        name
        for name, status, reason in stages
        if status == "failed" or (status == "skipped" and reason in reasons)
    }


def _charge(session: Session, principal: Principal, row: Task, allowance: Allowance) -> None:
    """Nothing where it still is, or where how long it is was not kept."""
    audio_ms = row.options.get("audio_ms")
    if row.charged_ms is not None or audio_ms is None:
        return
    usage.take(session, principal, allowance, audio_ms=audio_ms, n_bytes=0, at=row.created_at)
    row.charged_ms, row.charged_key = audio_ms, principal.key_id
