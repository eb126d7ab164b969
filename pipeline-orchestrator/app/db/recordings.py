"""Recordings: received, taken in, looked for, and what their tenant keeps beside them. Each function is one unit of work, or a part of one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from shared.errors import Conflict, Gone, NotFound
from shared.events import RecordingIngestedFact, subject_of

from ..domain.principal import Principal
from ..domain.recordings import (
    FieldSchema,
    FieldValue,
    NewRecording,
    RecordingFilter,
    RecordingRecord,
    Sender,
)
from ..domain.task import TaskStatus
from . import cloud_events
from .erasures import erase_later
from .event_deliveries import Effect
from .models import FieldSchemaRow, RecordingRow, Task, now
from .sight import seen_tasks

NOT_TAKEN = ("waiting", "refused")


def receive(session: Session, principal: Principal, new: NewRecording) -> RecordingRecord:
    """It waits to be taken in, and whoever does that is told. One that was received before is left as it is.

    Raises Conflict where another one has its id.
    """
    if (before := received_before(session, principal, new)) is not None:
        return before
    if (refused := session.get(RecordingRow, (principal.tenant, new.id))) is not None:
        session.delete(refused)
        session.flush()
    row = _row(principal, new, status="waiting")
    session.add(row)
    session.flush()
    told = RecordingIngestedFact(recording_id=new.id, pipeline=new.pipeline, source=new.source)
    cloud_events.tell(session, principal, _subject(new.id), told)
    return _record(row)


def received_before(
    session: Session, principal: Principal, new: NewRecording
) -> RecordingRecord | None:
    """The same, where it was; raises Conflict where another one has its id. One that was not even kept does not count."""
    row = session.get(RecordingRow, (principal.tenant, new.id))
    if row is not None and row.status == "refused" and row.request_hash is None:
        return None
    if row is not None and row.request_hash != new.request_hash:
        raise Conflict(
            "this Idempotency-Key was used for a different request: send a new key",
            field="Idempotency-Key",
        )
    return None if row is None else _record(row)


def is_there(session: Session, principal: Principal, recording_id: UUID) -> bool:
    return session.get(RecordingRow, (principal.tenant, recording_id)) is not None


def receive_refused(
    session: Session, principal: Principal, new: NewRecording, *, reason: str, detail: str
) -> None:
    """One that can't be taken in, whatever its audio is; nothing where it was received before."""
    if session.get(RecordingRow, (principal.tenant, new.id)) is None:
        session.add(_row(principal, new, status="refused", reason=reason, detail=detail))


def _row(principal: Principal, new: NewRecording, **more: Any) -> RecordingRow:
    return RecordingRow(
        tenant=principal.tenant,
        id=new.id,
        source=new.source,
        pipeline=new.pipeline,
        options=dict(new.options),
        speaker_id=new.speaker_id,
        sender=asdict(new.sender),
        sent_by=principal.taught_by,
        name=new.name,
        fields=dict(new.fields),
        n_bytes=new.n_bytes,
        request_hash=new.request_hash,
        is_refused_if_there=new.is_refused_if_there,
        **more,
    )


def n_waiting(session: Session, principal: Principal) -> int:
    query = select(func.count()).where(
        RecordingRow.tenant == principal.tenant, RecordingRow.status == "waiting"
    )
    return session.scalar(query) or 0


def untaken(session: Session, principal: Principal, recording_id: UUID) -> RecordingRecord | None:
    """None where it is gone, or has its task."""
    row = session.get(RecordingRow, (principal.tenant, recording_id))
    return None if row is None or row.task_id is not None else _record(row)


def take(
    session: Session, task: Task, *, audio_sha256: str, duration_s: float, is_received: bool
) -> None:
    """A task that is just stored has this recording. Raises Gone where it was received, and is erased by now."""
    key = (task.tenant, task.id)
    row = session.get(RecordingRow, key, with_for_update=True) if is_received else None
    if row is None and is_received:
        raise Gone("the recording was erased while it was taken in")
    if row is None:
        row = RecordingRow(tenant=task.tenant, id=task.id, source="request", sent_by=task.sent_by)
        row.pipeline, row.created_at = task.pipeline, task.created_at
        row.fields, row.is_refused_if_there = {}, False
        session.add(row)
    row.status, row.task_id, row.taken_at = "taken", task.id, now()
    row.options, row.sender = {}, None
    row.reason = row.detail = None
    row.speaker_id = task.speaker_id
    row.n_bytes = task.options.get("recording_bytes")
    row.duration_s, row.audio_sha256 = duration_s, audio_sha256


def refusing(
    principal: Principal,
    recording_id: UUID,
    *,
    reason: str,
    detail: str,
    audio_sha256: str | None = None,
) -> Effect:
    """One that waits can't be taken in; nothing for another."""

    def refuse(session: Session) -> None:
        row = session.get(RecordingRow, (principal.tenant, recording_id), with_for_update=True)
        if row is not None and row.task_id is None:
            row.status, row.reason, row.detail = "refused", reason[:32], detail
            row.audio_sha256 = audio_sha256

    return refuse


def get(session: Session, principal: Principal, recording_id: UUID) -> RecordingRecord:
    """Raises NotFound, and for what the principal may not see the very same."""
    query = _shown(principal).where(
        RecordingRow.tenant == principal.tenant, RecordingRow.id == recording_id, *_seen(principal)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFound(f"there is no recording {recording_id}", field="recording_id")
    return _record(*found)


def listed(
    session: Session,
    principal: Principal,
    wanted: RecordingFilter,
    *,
    limit: int,
    after: tuple[datetime, UUID] | None,
    without: Collection[UUID] = (),
) -> list[RecordingRecord]:
    """Newest first; `after` is the last one of the page before."""
    query = (
        _shown(principal)
        .where(RecordingRow.tenant == principal.tenant, *_seen(principal), *_wanted(wanted))
        .order_by(RecordingRow.created_at.desc(), RecordingRow.id.desc())
        .limit(limit)
    )
    if without:
        query = query.where(RecordingRow.id.not_in(without))
    if after is not None:
        created_at, recording_id = after
        query = query.where(
            or_(
                RecordingRow.created_at < created_at,
                (RecordingRow.created_at == created_at) & (RecordingRow.id < recording_id),
            )
        )
    return [_record(*found) for found in session.execute(query)]


def first_with_audio(
    session: Session, principal: Principal, hashes: Collection[str]
) -> Mapping[str, UUID]:
    """Hash of audio → the first recording that has it, of those that the principal sees and that are taken in."""
    query = (
        select(RecordingRow.audio_sha256, RecordingRow.id)
        .where(
            RecordingRow.tenant == principal.tenant,
            RecordingRow.audio_sha256.in_(hashes),
            RecordingRow.status == "taken",
            *_seen(principal),
        )
        .order_by(RecordingRow.created_at.desc(), RecordingRow.id.desc())
    )
    return {digest: each for digest, each in session.execute(query) if digest is not None}


def set_fields(
    session: Session,
    principal: Principal,
    recording_id: UUID,
    fields: Mapping[str, FieldValue],
) -> RecordingRecord:
    """All of them anew. Raises NotFound."""
    get(session, principal, recording_id)
    row = session.get(RecordingRow, (principal.tenant, recording_id), with_for_update=True)
    if row is None:
        raise NotFound(f"there is no recording {recording_id}", field="recording_id")
    row.fields = dict(fields)
    session.flush()
    return get(session, principal, recording_id)


# erasing


def forget_untaken(
    session: Session, principal: Principal, recording_id: UUID, *, erase_again: Sequence[datetime]
) -> bool:
    """Erase one that has no task; whether there was such a one. Its objects, which lie where its task's would, are erased again at
    the times given."""
    row = session.get(RecordingRow, (principal.tenant, recording_id), with_for_update=True)
    if row is None or row.task_id is not None:
        return False
    session.delete(row)
    forget_told(session, principal, recording_id)
    erase_later(session, principal, recording_id, erase_again, voice_only=False)
    return True


def forget_told(session: Session, principal: Principal, recording_id: UUID) -> None:
    cloud_events.forget(session, principal, _subject(recording_id))


def untaken_of(session: Session, principal: Principal, speaker_id: str) -> list[UUID]:
    """Ids of a speaker's that have no task."""
    query = select(RecordingRow.id).where(
        RecordingRow.tenant == principal.tenant,
        RecordingRow.speaker_id == speaker_id,
        RecordingRow.task_id.is_(None),
    )
    return list(session.scalars(query))


# custom fields


def field_schema(session: Session, principal: Principal) -> FieldSchema | None:
    row = session.get(FieldSchemaRow, principal.tenant)
    return None if row is None else FieldSchema(row.field_schema, row.updated_at)


def set_field_schema(
    session: Session, principal: Principal, schema: Mapping[str, Any]
) -> FieldSchema:
    row = FieldSchemaRow(tenant=principal.tenant, field_schema=dict(schema), updated_at=now())
    session.merge(row)
    return FieldSchema(row.field_schema, row.updated_at)


def drop_field_schema(session: Session, principal: Principal) -> None:
    """What recordings have of fields stays."""
    row = session.get(FieldSchemaRow, principal.tenant)
    if row is not None:
        session.delete(row)


# parts


def _subject(recording_id: UUID) -> str:
    return subject_of("recording", recording_id)


def _shown(principal: Principal):
    """A recording and how far its task is."""
    task_status = (
        select(Task.status)
        .where(Task.tenant == principal.tenant, Task.id == RecordingRow.task_id)
        .scalar_subquery()
    )
    return select(RecordingRow, task_status)


def _seen(principal: Principal) -> list[ColumnElement[bool]]:
    """As tasks are seen, and what waits by who sent it."""
    if principal.only_speaker is not None:
        return [RecordingRow.speaker_id == principal.only_speaker]
    if principal.taught_by is None:
        return []
    sent_oneself = and_(RecordingRow.task_id.is_(None), RecordingRow.sent_by == principal.taught_by)
    tasks = select(Task.id).where(Task.tenant == principal.tenant, *seen_tasks(principal))
    return [or_(sent_oneself, RecordingRow.task_id.in_(tasks))]


def _wanted(wanted: RecordingFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for column, value in (
        (RecordingRow.status, wanted.status),
        (RecordingRow.source, wanted.source),
        (RecordingRow.pipeline, wanted.pipeline),
        (RecordingRow.speaker_id, wanted.speaker_id),
        (RecordingRow.audio_sha256, wanted.audio_sha256),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.since is not None:
        conditions.append(RecordingRow.created_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(RecordingRow.created_at < wanted.until)
    if wanted.shortest_s is not None:
        conditions.append(RecordingRow.duration_s >= wanted.shortest_s)
    if wanted.longest_s is not None:
        conditions.append(RecordingRow.duration_s <= wanted.longest_s)
    return conditions + [_has(name, value) for name, value in wanted.fields.items()]


def _has(name: str, value: FieldValue) -> ColumnElement[bool]:
    kept: Any = RecordingRow.fields[name]
    match value:
        case bool():
            return kept.as_boolean() == value
        case int():
            return kept.as_integer() == value
        case float():
            return kept.as_float() == value
        case _:
            return kept.as_string() == value


def _record(row: RecordingRow, task_status: TaskStatus | None = None) -> RecordingRecord:
    return RecordingRecord(
        tenant=row.tenant,
        id=row.id,
        status=row.status,  # pyright: ignore[reportArgumentType]
        source=row.source,  # pyright: ignore[reportArgumentType]
        pipeline=row.pipeline,
        options=row.options,
        sender=None if row.sender is None else Sender(**row.sender),
        speaker_id=row.speaker_id,
        name=row.name,
        fields=row.fields,
        n_bytes=row.n_bytes,
        duration_s=row.duration_s,
        audio_sha256=row.audio_sha256,
        reason=row.reason,
        detail=row.detail,
        created_at=row.created_at,
        taken_at=row.taken_at,
        request_hash=row.request_hash,
        is_refused_if_there=row.is_refused_if_there,
        task_status=task_status,
    )
