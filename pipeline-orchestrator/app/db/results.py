"""What a run writes down of a task and its stages. Every write asks whether the claim still holds."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..domain.claim import Claim
from ..domain.speaker import CONSENT_REVOKED
from ..domain.task import ArtifactRecord, StageRecord, TaskError, TaskStatus
from ..pipelines.spec import Assessment
from .kept import keep_fact
from .leases import held
from .models import Artifact, EventRow, StageRow
from .tasks import close_task


def start_stage(session: Session, claim: Claim, name: str, *, under_consent: bool) -> bool:
    """Whether it may start: nothing is made under a consent once that is revoked. Raises ClaimLost."""
    task = held(session, claim)
    if under_consent and task.consent_revoked_at is not None:
        return False
    session.merge(StageRow(task_id=claim.task_id, name=name, status="running"))
    session.add(EventRow(task_id=claim.task_id, name="stage_started", fields={"stage": name}))
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
    session.merge(StageRow(task_id=claim.task_id, name=stage.name, **fields))
    if artifact is not None:
        session.execute(
            delete(Artifact).where(
                Artifact.task_id == claim.task_id, Artifact.type == artifact.stage
            )
        )
        details = {name: fields[name] for name in ("engine", "model_version", "mock", "elapsed_ms")}
        session.add(
            Artifact(task_id=claim.task_id, type=artifact.stage, uri=artifact.key, details=details)
        )
    for fact in keep:
        keep_fact(fact, session, task)
    event = {"stage": stage.name} | {
        name: value for name, value in fields.items() if value is not None
    }
    session.add(EventRow(task_id=claim.task_id, name="stage_finished", fields=event))
    session.flush()
    if artifact is not None:
        session.add(
            EventRow(task_id=claim.task_id, name="partial_result", fields={"stage": stage.name})
        )
    return stage


def finish_task(
    session: Session, claim: Claim, *, status: TaskStatus, error: TaskError | None = None
) -> None:
    """Raises ClaimLost."""
    row = held(session, claim)
    close_task(session, row, status=status, unfinished="task_failed", error=error)
