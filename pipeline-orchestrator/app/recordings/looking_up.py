"""Looking for recordings, and changing what is kept beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.errors import InvalidInput

from ..app import App
from ..db import recordings
from ..domain.erasure import Wish
from ..domain.principal import Principal
from ..domain.recordings import FieldValue, RecordingFilter, RecordingRecord
from . import fields


@dataclass(frozen=True, slots=True)
class ComparedRecording:
    record: RecordingRecord
    same_audio_as: UUID | None
    """The first one that has the very same audio; None: it is the first itself, or its audio isn't known."""


async def listed(
    app: App,
    principal: Principal,
    wanted: RecordingFilter,
    *,
    same_audio_as: UUID | None,
    limit: int,
    after: tuple[datetime, UUID] | None,
) -> tuple[list[ComparedRecording], bool]:
    """A page, newest first, and whether there is another. Raises NotFound for a recording to compare with that isn't there."""
    if same_audio_as is not None:
        one = await app.database.read(lambda s: recordings.get(s, principal, same_audio_as))
        if one.audio_sha256 is None:
            return [], False
        wanted = replace(wanted, audio_sha256=one.audio_sha256)
    unwanted = app.eraser.unwanted(principal)
    found = await app.database.read(
        lambda s: recordings.listed(
            s, principal, wanted, limit=limit + 1, after=after, without=unwanted
        )
    )
    return await _compared(app, principal, found[:limit]), len(found) > limit


async def get(app: App, principal: Principal, recording_id: UUID) -> ComparedRecording:
    """Raises NotFound, Gone while it is being erased."""
    app.eraser.require_task(principal, recording_id)
    record = await app.database.read(lambda s: recordings.get(s, principal, recording_id))
    (found,) = await _compared(app, principal, [record])
    return found


async def set_fields(
    app: App, principal: Principal, recording_id: UUID, changed: Mapping[str, Any]
) -> ComparedRecording:
    """Those named anew, null takes one away; the others stay. Raises InvalidInput and NotFound."""
    before = (await get(app, principal, recording_id)).record.fields
    merged = {name: value for name, value in {**before, **changed}.items() if value is not None}
    kept = await fields.checked(app, principal, merged)
    await app.database.write(lambda s: recordings.set_fields(s, principal, recording_id, kept))
    return await get(app, principal, recording_id)


async def erase(app: App, principal: Principal, recording_id: UUID) -> bool:
    """With its task; whether all of it is done. Raises NotFound, and Unavailable when it can't even be noted."""
    await app.database.read(lambda s: recordings.get(s, principal, recording_id))
    erased = await app.eraser.erase(Wish.of_task(principal, recording_id))
    return not erased.is_pending


async def read_fields(
    app: App, principal: Principal, asked: Sequence[str]
) -> dict[str, FieldValue]:
    """Of `name:value` each. Raises InvalidInput."""
    if not asked:
        return {}
    found = await fields.schema_of(app, principal)
    schema = None if found is None else found.schema
    read: dict[str, FieldValue] = {}
    for each in asked:
        name, colon, value = each.partition(":")
        if not colon:
            raise InvalidInput("ask for a custom field as name:value", field="field")
        read[name] = fields.read_value(name, value, schema)
    return read


async def _compared(
    app: App, principal: Principal, records: Sequence[RecordingRecord]
) -> list[ComparedRecording]:
    hashes = {each.audio_sha256 for each in records} - {None}
    first: Mapping[str, UUID] = {}
    if hashes:
        first = await app.database.read(
            lambda s: recordings.first_with_audio(s, principal, [each for each in hashes if each])
        )
    return [
        ComparedRecording(each, _other(first.get(each.audio_sha256 or ""), each))
        for each in records
    ]


def _other(first: UUID | None, record: RecordingRecord) -> UUID | None:
    return None if first == record.id else first
