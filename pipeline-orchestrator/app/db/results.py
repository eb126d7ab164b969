"""What a run writes down of a task and its stages. Every write asks whether the claim still holds."""

from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from shared.contracts import NotAssessable, Practised, StageName

from ..domain.claim import Claim
from ..domain.speaker import CONSENT_REVOKED
from ..domain.task import ArtifactRecord, StageRecord, TaskError, TaskStatus
from . import practice
from .leases import held
from .models import Artifact, EventRow, FeedbackRow, StageRow
from .tasks import close_task


def start_stage(session: Session, claim: Claim, name: StageName) -> bool:
    """Whether it may start: no voice is made once consent is revoked. Raises ClaimLost."""
    task = held(session, claim)
    if name == "vc" and task.consent_revoked_at is not None:
        return False
    session.merge(StageRow(task_id=claim.task_id, name=name, status="running"))
    session.add(EventRow(task_id=claim.task_id, name="stage_started", fields={"stage": name}))
    return True


def settle_stage(
    session: Session,
    claim: Claim,
    stage: StageRecord,
    *,
    artifact: ArtifactRecord | None = None,
    feedback: dict[str, Any] | None = None,
    practised: Practised | None = None,
) -> StageRecord:
    """Store how a stage ended, together with what it made; returns what was stored.

    A voice that was being made while consent was revoked is not kept. Raises ClaimLost.
    """
    task = held(session, claim)
    if stage.name == "vc" and task.consent_revoked_at is not None:
        stage, artifact = StageRecord("vc", "skipped", CONSENT_REVOKED), None
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
    if feedback is not None:
        session.execute(delete(FeedbackRow).where(FeedbackRow.task_id == claim.task_id))
        session.add(FeedbackRow(task_id=claim.task_id, payload=feedback))
    if practised is not None:
        practice.keep(session, task, practised)
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


def judge_task(
    session: Session, claim: Claim, *, assessable: bool, reason: NotAssessable | None
) -> None:
    """Raises ClaimLost."""
    row = held(session, claim)
    row.assessable, row.reason = assessable, reason


def finish_task(
    session: Session, claim: Claim, *, status: TaskStatus, error: TaskError | None = None
) -> None:
    """Raises ClaimLost."""
    row = held(session, claim)
    close_task(session, row, status=status, unfinished="task_failed", error=error)
