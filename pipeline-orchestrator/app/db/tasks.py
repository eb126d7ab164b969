"""What callers do with tasks: make, find, list, cancel, erase. Each function is one unit of work."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.errors import Conflict, NotFound
from shared.events import TaskFinishedFact, subject_of

from ..domain.options import Options
from ..domain.principal import Principal
from ..domain.quotas import Allowance, Standing
from ..domain.speaker import CONSENT_REVOKED, CONSENT_SCOPE, CONSENT_WORDING
from ..domain.task import FINISHED, TaskError, TaskRecord, TaskState, TaskStatus
from ..pipelines.catalogue import indexing_stages, pipeline_of
from ..pipelines.pronunciation.pipeline import PRONUNCIATION
from ..pipelines.refusals import is_ours
from . import assignments, cloud_events, events, observations, recordings, usage
from .erasures import erase_later
from .models import Artifact, ConsentRow, StageRow, Task, now
from .records import OPTION_COLUMNS, artifact_records, stage_records, standing_consent, task_record
from .sight import seen_tasks, sees
from .upsert import put_rows


class UniqueViolation(Exception):
    """Another request with the same idempotency key was quicker."""


@dataclass(frozen=True, slots=True)
class NewTask:
    id: UUID
    options: Options
    audio_key: str
    sample_keys: tuple[str, ...]
    request_id: str | None
    request_hash: str
    idempotency_key: str | None
    traceparent: str | None = None
    is_waited_for: bool = False
    waits_s: float | None = None
    """For so long somebody waits for its end; None: nobody does."""
    standing_consent_id: UUID | None = None
    """The speaker's, that held when the request came."""
    pipeline: str = PRONUNCIATION.name
    audio_ms: int = 0
    """How long the recording is."""
    recording_bytes: int = 0
    sample_bytes: int = 0
    """Of both as they are stored."""
    audio_sha256: str = ""
    """Over the samples of the recording."""
    is_received: bool = False
    """The recording was there before its task."""
    models: Mapping[str, Any] = field(default_factory=dict)
    """Which versions of models it is given, where there is a choice."""


def accept_task(
    session: Session, principal: Principal, new: NewTask, allowance: Allowance
) -> tuple[TaskRecord, list[Standing]]:
    """Store a task, charged to its tenant and key in the same transaction; and how far their quotas are used.

    Raises UniqueViolation, QuotaExceeded, and Conflict where the attempts at an assignment are used up. Does nothing for one
    that is stored: a COMMIT may be cut off after it counted.
    """
    if (stored := session.get(Task, (principal.tenant, new.id))) is not None:
        return task_record(stored), []
    _require_attempt(session, principal, new.options)
    at = now()
    found = usage.take(
        session,
        principal,
        allowance,
        audio_ms=new.audio_ms,
        n_bytes=new.recording_bytes + new.sample_bytes,
        at=at,
    )
    return insert_task(session, principal, new, charged_at=at), found


def _require_attempt(session: Session, principal: Principal, options: Options) -> None:
    assignment_id = getattr(options, "assignment_id", None)
    text = getattr(options, "reference_text", None)
    if assignment_id is not None and options.speaker_id is not None and text is not None:
        assignments.require_attempt(session, principal, assignment_id, options.speaker_id, text)


def insert_task(
    session: Session, principal: Principal, new: NewTask, *, charged_at: datetime | None = None
) -> TaskRecord:
    """Raises UniqueViolation. Does nothing for one that is stored. `charged_at`: when it was charged; None: it counts against
    no quota."""
    if charged_at is None and (stored := session.get(Task, (principal.tenant, new.id))) is not None:
        return task_record(stored)
    options = new.options
    came_at = charged_at or now()
    row = Task(
        tenant=principal.tenant,
        id=new.id,
        status="queued",
        audio_uri=new.audio_key,
        pipeline=new.pipeline,
        **{name: getattr(options, name, None) for name in OPTION_COLUMNS},
        options={
            **options.model_dump(mode="json", exclude={*OPTION_COLUMNS, "consent_voice_cloning"}),
            "sample_keys": list(new.sample_keys),
            "request_id": new.request_id,
            "is_waited_for": new.is_waited_for,
            **({"traceparent": new.traceparent} if new.traceparent else {}),
            **({observations.MODELS: dict(new.models)} if new.models else {}),
            "recording_bytes": new.recording_bytes,
            "sample_bytes": new.sample_bytes,
            **({} if charged_at is None else {"audio_ms": new.audio_ms}),
        },
        created_at=came_at,
        due_at=None if new.waits_s is None else came_at + timedelta(seconds=new.waits_s),
        stored_bytes=new.recording_bytes + new.sample_bytes,
        sent_by=principal.taught_by,
        charged_ms=None if charged_at is None else new.audio_ms,
        charged_key=None if charged_at is None else principal.key_id,
        # Who is waited for is worked on here; the broker hears of it only if this process dies.
        sent_at=now() if new.is_waited_for else None,
        retries=0,
        idempotency_key=new.idempotency_key,
        request_hash=new.request_hash,
        attempts=0,
    )
    if new.standing_consent_id is not None:
        # Looked at once more, where a revocation can't come in between.
        standing = session.get(
            ConsentRow, (principal.tenant, new.standing_consent_id), with_for_update=True
        )
        if standing is not None and standing_consent(standing).holds_at(now()):
            row.consent_id, row.consent_expires_at = standing.id, standing.expires_at
            row.consent_scope, row.consent_wording = standing.scope, standing.wording
            row.consent_at = standing.given_at
            row.options = row.options | {"sample_keys": _still_kept(row, standing.sample_keys)}
        else:
            row.options = row.options | {"sample_keys": []}
    elif options.consent_voice_cloning:
        row.consent_scope, row.consent_wording, row.consent_at = (
            CONSENT_SCOPE,
            CONSENT_WORDING,
            now(),
        )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise UniqueViolation from error
    recordings.take(
        session,
        row,
        audio_sha256=new.audio_sha256,
        duration_s=new.audio_ms / 1000,
        is_received=new.is_received,
    )
    return task_record(row)


def _still_kept(row: Task, standing: Sequence[str]) -> list[str]:
    """Samples that were sent with the task, or are kept; its own recording where none is left."""
    own = row.audio_uri.rpartition("/")[0]
    kept = [key for key in row.options["sample_keys"] if key in standing or key.startswith(own)]
    return kept or [row.audio_uri]


def find_repeated(
    session: Session, principal: Principal, key: str, request_hash: str
) -> TaskRecord | None:
    """The task an earlier request with this idempotency key made.

    Raises Conflict when that request was another one.
    """
    row = session.scalar(
        select(Task).where(Task.tenant == principal.tenant, Task.idempotency_key == key)
    )
    if row is None:
        return None
    if row.request_hash != request_hash:
        raise Conflict(
            "this Idempotency-Key was used for a different request: send a new key",
            field="Idempotency-Key",
        )
    return task_record(row)


def get_task(session: Session, principal: Principal, task_id: UUID) -> TaskRecord:
    """Raises NotFound."""
    return task_record(existing(session, principal, task_id))


def get_state(session: Session, principal: Principal, task_id: UUID) -> TaskState:
    """Raises NotFound."""
    row = existing(session, principal, task_id)
    stages = session.scalars(
        select(StageRow).where(StageRow.tenant == principal.tenant, StageRow.task_id == task_id)
    )
    artifacts = session.scalars(
        select(Artifact).where(Artifact.tenant == principal.tenant, Artifact.task_id == task_id)
    )
    return TaskState(
        task_record(row),
        stage_records(row.pipeline, list(stages)),
        artifact_records(list(artifacts)),
    )


def existing(session: Session, principal: Principal, task_id: UUID, *, lock: bool = False) -> Task:
    """Raises NotFound, and for what the principal may not see the very same."""
    row = session.get(Task, (principal.tenant, task_id), with_for_update=lock or None)
    if row is None or not sees(session, principal, row):
        raise NotFound(f"there is no task {task_id}", field="task_id")
    return row


def list_tasks(
    session: Session,
    principal: Principal,
    *,
    limit: int,
    after: tuple[datetime, UUID] | None,
    status: TaskStatus | None,
    speaker_id: str | None = None,
    pipeline: str | None = None,
    without: Collection[UUID] = (),
) -> list[TaskRecord]:
    """Newest first; `after` is the last one of the page before."""
    query = (
        select(Task)
        .where(Task.tenant == principal.tenant, *seen_tasks(principal))
        .order_by(Task.created_at.desc(), Task.id.desc())
        .limit(limit)
    )
    if speaker_id is not None:
        query = query.where(Task.speaker_id == speaker_id)
    if pipeline is not None:
        query = query.where(Task.pipeline == pipeline)
    if without:
        query = query.where(Task.id.not_in(without))
    if status is not None:
        query = query.where(Task.status == status)
    if after is not None:
        created_at, task_id = after
        query = query.where(
            or_(
                Task.created_at < created_at,
                (Task.created_at == created_at) & (Task.id < task_id),
            )
        )
    return [task_record(row) for row in session.scalars(query)]


def cancel_task(session: Session, principal: Principal, task_id: UUID) -> TaskRecord:
    """Take the task from whoever works on it. Raises NotFound, or Conflict when it has finished."""
    row = existing(session, principal, task_id, lock=True)
    if row.status in FINISHED:
        raise Conflict(f"the task has already {_ended(row.status)}", field="task_id")
    close_task(session, row, status="cancelled", unfinished="cancelled")
    return task_record(row)


def _ended(status: str) -> str:
    return {"cancelled": "been cancelled", "failed": "failed"}.get(status, "finished")


def close_task(
    session: Session,
    row: Task,
    *,
    status: TaskStatus,
    unfinished: str,
    error: TaskError | None = None,
) -> None:
    """Set the final status, end the claim and settle what has not run as skipped: `unfinished`."""
    n_bytes = result_bytes(session, row)
    row.status = status
    row.worker_id = None
    row.error = asdict(error) if error else None
    row.stored_bytes += n_bytes
    if _was_never_judged(row, error):
        usage.refund(session, row)
    stages = session.execute(
        select(StageRow.name, StageRow.status).where(
            StageRow.tenant == row.tenant, StageRow.task_id == row.id
        )
    ).tuples()
    at_end = dict(stages.all())
    settled = {name for name, at in at_end.items() if at != "running"}
    skipped = [
        {"name": name, "status": "skipped", "reason": unfinished}
        for name in row.options["stages"]
        if name not in settled
    ]
    put_rows(session, row, StageRow, skipped)
    observations.note_ending(session, row, status)
    events.add(session, row, "task_finished", status=status)
    _tell_end(session, row, status, at_end, error)


def _tell_end(
    session: Session,
    row: Task,
    status: TaskStatus,
    stages: Mapping[str, str],
    error: TaskError | None,
) -> None:
    told = TaskFinishedFact(
        task_id=row.id,
        pipeline=row.pipeline,
        status=status,  # pyright: ignore[reportArgumentType]
        assessable=row.assessable,
        reason=row.reason,
        error=error.slug if error else None,
        is_indexed=_is_indexed(row, stages),
    )
    cloud_events.tell_of_task(session, row, told)


def _is_indexed(row: Task, stages: Mapping[str, str]) -> bool | None:
    asked = set(indexing_stages(row.pipeline) or ()) & set(row.options["stages"])
    return None if not asked else any(stages.get(name) == "succeeded" for name in asked)


def _was_never_judged(row: Task, error: TaskError | None) -> bool:
    """Whether it ended before anybody worked on it, or by a fault of ours: then nobody pays for it."""
    return row.claims == 0 or (error is not None and is_ours(error))


def result_bytes(session: Session, row: Task) -> int:
    """Of all that its stages made."""
    details = session.scalars(
        select(Artifact.details).where(Artifact.tenant == row.tenant, Artifact.task_id == row.id)
    )
    return sum(each.get("n_bytes", 0) for each in details)


def delete_task(
    session: Session, principal: Principal, task_id: UUID, *, erase_again: Sequence[datetime]
) -> None:
    """Erase the rows, or the recording that waits to have such a task; its objects are erased again at the times given. Raises NotFound."""
    if recordings.forget_untaken(session, principal, task_id, erase_again=erase_again):
        return
    row = existing(session, principal, task_id, lock=True)
    if row.status not in FINISHED and _was_never_judged(row, None):
        usage.refund(session, row)
    session.delete(row)
    cloud_events.forget(session, principal, subject_of("task", task_id))
    recordings.forget_told(session, principal, task_id)
    erase_later(
        session, principal, task_id, erase_again, voice_only=False, in_index=_may_be_indexed(row)
    )


def _may_be_indexed(row: Task) -> bool:
    """Whether it was asked for: a stage may have asked before it was written down that it runs. Of another release's pipeline nobody knows."""
    names = indexing_stages(row.pipeline)
    return names is None or not set(names).isdisjoint(row.options.get("stages", ()))


def visible(session: Session, principal: Principal, task_ids: Collection[UUID]) -> set[UUID]:
    """Those of the tasks that are there and that the principal sees."""
    query = select(Task.id).where(
        Task.tenant == principal.tenant, Task.id.in_(task_ids), *seen_tasks(principal)
    )
    return set(session.scalars(query))


def newest_seen(
    session: Session, principal: Principal, *, pipelines: Collection[str], limit: int
) -> list[UUID]:
    """Ids of the newest tasks of these pipelines that the principal sees."""
    query = (
        select(Task.id)
        .where(
            Task.tenant == principal.tenant, Task.pipeline.in_(pipelines), *seen_tasks(principal)
        )
        .order_by(Task.created_at.desc())
        .limit(limit)
    )
    return list(session.scalars(query))


def consenting(
    session: Session, principal: Principal, task_id: UUID, *, lock: bool = False
) -> Task:
    """A task with a consent, revoked or not. Raises NotFound, or Conflict when none was given."""
    row = existing(session, principal, task_id, lock=lock)
    if row.consent_at is None:
        raise Conflict("no consent was given for this task", field="task_id")
    return row


def revoke_consent(
    session: Session, principal: Principal, task_id: UUID, *, erase_again: Sequence[datetime]
) -> datetime:
    """Returns when it was revoked. Raises NotFound, or Conflict when there is no consent."""
    row = consenting(session, principal, task_id, lock=True)
    revoked_at = row.consent_revoked_at = row.consent_revoked_at or now()
    forget_voice(session, row, reason=CONSENT_REVOKED)
    erase_later(session, principal, task_id, erase_again, voice_only=True)
    return revoked_at


def forget_voice(session: Session, row: Task, *, reason: str) -> None:
    """Forget the samples, and what was made of the voice."""
    row.stored_bytes -= row.options.get("sample_bytes", 0)
    row.options = row.options | {"sample_keys": [], "sample_bytes": 0}
    for name in pipeline_of(row.pipeline).under_consent:
        _forget_stage(session, row, name, reason)


def _forget_stage(session: Session, row: Task, name: str, reason: str) -> None:
    """Forget what a stage made, and that it ran; where it was asked for it is skipped."""
    session.execute(
        delete(Artifact).where(
            Artifact.tenant == row.tenant, Artifact.task_id == row.id, Artifact.type == name
        )
    )
    stage = session.get(StageRow, (row.tenant, row.id, name))
    if stage is not None:
        session.delete(stage)
        session.flush()
    if name in row.options["stages"]:
        session.add(
            StageRow(
                tenant=row.tenant,
                task_id=row.id,
                name=name,
                status="skipped",
                reason=reason,
            )
        )
