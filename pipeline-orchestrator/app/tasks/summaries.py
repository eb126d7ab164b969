"""What a list tells of a task."""

from ..domain.task import TaskRecord
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
        outcome=None if task.outcome is None else TaskOutcome.model_validate(task.outcome),
        assessable=task.assessable,
        reason=task.reason,
    )
