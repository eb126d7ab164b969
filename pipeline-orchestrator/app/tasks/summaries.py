"""What a list tells of a task."""

from ..domain.task import TaskRecord
from ..pipelines.calls.pipeline import CALLS
from ..pipelines.calls.result import facts_of
from ..schemas.calls import CallOutcome, CallSummary
from ..schemas.tasks import TaskOutcome, TaskSummary


def summary_of(task: TaskRecord) -> TaskSummary:
    return TaskSummary(
        task_id=task.id,
        status=task.status,
        created_at=task.created_at,
        updated_at=task.updated_at,
        speaker_id=task.options.speaker_id,
        reference_text=getattr(task.options, "reference_text", None),
        assignment_id=getattr(task.options, "assignment_id", None),
        outcome=_outcome(task),
        assessable=task.assessable,
        reason=task.reason,
    )


def call_summary_of(task: TaskRecord) -> CallSummary:
    """Of a task of the calls pipeline."""
    return CallSummary(
        task_id=task.id,
        status=task.status,
        speaker_id=task.options.speaker_id,
        facts=facts_of(task),
        outcome=None if task.outcome is None else CallOutcome.model_validate(task.outcome),
        created_at=task.created_at,
        updated_at=task.updated_at,
    )


def _outcome(task: TaskRecord) -> TaskOutcome | None:
    """A call has another: GET /calls tells it."""
    if task.outcome is None or task.pipeline == CALLS.name:
        return None
    return TaskOutcome.model_validate(task.outcome)
