"""What a run writes down of a task and its stages. Every write asks whether the claim still holds."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..domain.claim import Claim
from ..domain.speaker import CONSENT_REVOKED
from ..domain.task import ArtifactRecord, StageRecord, TaskError, TaskStatus
from ..pipelines.spec import Assessment
from . import events
from .kept import keep_fact
from .leases import held
from .models import Artifact, StageRow, Task
from .tasks import close_task


def start_stage(session: Session, claim: Claim, name: str, *, under_consent: bool) -> bool:
    """Whether it may start: nothing is made under a consent once that is revoked. Raises ClaimLost."""
    task = held(session, claim)
    if under_consent and task.consent_revoked_at is not None:
        return False
    session.merge(_stage_row(task, name, status="running"))
    events.add(session, task, "stage_started", stage=name)
    return True


def settle_stage(
    session: Session,
    claim: Claim,
    stage: StageRecord,
    *,
    under_consent: bool,
    artifact: ArtifactRecord | None = None,
    assessment: Assessment | None = None,
    keep: Sequence[object] = (),
) -> StageRecord:
    """Store how a stage ended, together with what it made and meant; returns what was stored.

    What was being made under a consent while that was revoked is not kept. Raises ClaimLost.
    """
    task = held(session, claim)
    if under_consent and task.consent_revoked_at is not None:
        stage, artifact, keep = StageRecord(stage.name, "skipped", CONSENT_REVOKED), None, ()
    if assessment is not None:
        task.assessable, task.reason = assessment.assessable, assessment.reason
    fields = {
        name: getattr(stage, name)
        for name in ("status", "reason", "engine", "model_version", "mock", "elapsed_ms")
    }
    session.merge(_stage_row(task, stage.name, **fields))
    if artifact is not None:
        session.execute(
            delete(Artifact).where(
                Artifact.tenant == task.tenant,
                Artifact.task_id == task.id,
                Artifact.type == artifact.stage,
            )
        )
        details = {name: fields[name] for name in ("engine", "model_version", "mock", "elapsed_ms")}
        details["n_bytes"] = artifact.n_bytes
        session.add(
            Artifact(
                tenant=task.tenant,
                task_id=task.id,
                type=artifact.stage,
                uri=artifact.key,
                details=details,
            )
        )
    for fact in keep:
        keep_fact(fact, session, task)
    event = {"stage": stage.name} | {
        name: value for name, value in fields.items() if value is not None
    }
    events.add(session, task, "stage_finished", **event)
    session.flush()
    if artifact is not None:
        events.add(session, task, "partial_result", stage=stage.name)
    return stage


def _stage_row(task: Task, name: str, **fields: Any) -> StageRow:
    return StageRow(tenant=task.tenant, task_id=task.id, name=name, **fields)


def finish_task(
    session: Session, claim: Claim, *, status: TaskStatus, error: TaskError | None = None
) -> None:
    """Raises ClaimLost."""
    row = held(session, claim)
    close_task(session, row, status=status, unfinished="task_failed", error=error)
