"""Receiving a recording that nobody waits for: it is kept as it was sent, and taken in when its turn comes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO
from uuid import UUID, uuid4, uuid5

import anyio.to_thread
from pydantic import TypeAdapter, ValidationError

from shared.errors import Busy, InvalidInput, UploadTooLarge
from shared.settings import CommonSettings

from ..app import App
from ..db import recordings
from ..domain import keys
from ..domain.options import Options, fields_of, how_sent
from ..domain.principal import Principal
from ..domain.recordings import (
    MOST_NAME_CHARS,
    FieldValue,
    NewRecording,
    ReceivedFrom,
    RecordingRecord,
    Sender,
)
from ..pipelines.catalogue import PIPELINES
from ..pipelines.spec import Pipeline
from ..tasks.intake import of_principal, read_options

FULL_RETRY_S = 60
OCTETS = "application/octet-stream"
_CONSENT = "consent_voice_cloning"
_OF_KEYS = UUID("0d4c7a52-5d5c-4b0e-9d5b-6a0b0c3d1f77")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done with a recording, and kept beside it."""

    pipeline: Pipeline
    options: Options
    fields: Mapping[str, FieldValue]
    is_refused_if_there: bool = False


def pipeline_called(name: str) -> Pipeline:
    """Raises InvalidInput."""
    if name not in PIPELINES:
        raise InvalidInput(
            f"there is no such pipeline: choose one of {', '.join(PIPELINES)}", field="pipeline"
        )
    return PIPELINES[name]


def read_wanted_options(
    pipeline: Pipeline, sent: Mapping[str, Any], principal: Principal
) -> Options:
    """Of an object in JSON. Raises what names the field that is wrong, below `options`."""
    try:
        if sent.get(_CONSENT):
            raise InvalidInput(
                "the speaker agrees to that once, for all their recordings: POST /speakers/{speaker_id}/consent",
                field=_CONSENT,
            )
        return of_principal(read_options(_as_in_a_form(pipeline, sent), pipeline), principal)
    except InvalidInput as error:
        error.members["field"] = f"options.{error.members.get('field', '')}".rstrip(".")
        raise


def _as_in_a_form(pipeline: Pipeline, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Raises InvalidInput."""
    known = fields_of(pipeline.options)
    read: dict[str, Any] = {}
    for name, value in sent.items():
        if name not in known:
            raise InvalidInput(f"{pipeline.name} has no such option", field=name[:64])
        try:
            read[name] = TypeAdapter(how_sent(known[name]).kind).validate_python(_text(value))
        except ValidationError as error:
            raise InvalidInput("it can't be read as what this option is", field=name) from error
    return read


def _text(value: Any) -> str | None:
    """As a form would have it."""
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case list():
            return ",".join(str(each) for each in value)
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


async def receive(
    app: App,
    common: CommonSettings,
    principal: Principal,
    wanted: Wanted,
    file: BinaryIO,
    *,
    name: str | None,
    source: ReceivedFrom,
    recording_id: UUID | None = None,
    idempotency_key: str | None = None,
) -> RecordingRecord:
    """Keep the file and have it taken in; the same again, by its key or its id, is received once.

    Raises InvalidInput, UploadTooLarge, Conflict where the key was used for another, Busy where too many wait, and StorageFull
    or Unavailable when it can't be kept.
    """
    app.eraser.require_speaker(principal, wanted.options.speaker_id, for_new=True)
    n_bytes = await anyio.to_thread.run_sync(file.seek, 0, 2)
    require_size(n_bytes, wanted.pipeline, common)
    new = NewRecording(
        id=recording_id or _id_of(principal, idempotency_key),
        pipeline=wanted.pipeline.name,
        source=source,
        options=wanted.options.model_dump(mode="json", exclude={_CONSENT}),
        sender=Sender.of(principal),
        speaker_id=wanted.options.speaker_id,
        name=(name or "")[-MOST_NAME_CHARS:] or None,
        fields=wanted.fields,
        n_bytes=n_bytes,
        is_refused_if_there=wanted.is_refused_if_there,
    )
    new = replace(new, request_hash=await anyio.to_thread.run_sync(_hash, new, file))
    kept = await _kept(app, principal, new)
    return kept if kept is not None else await _keep(app, principal, new, file)


def require_size(n_bytes: int, pipeline: Pipeline, common: CommonSettings) -> None:
    """Raises UploadTooLarge, and InvalidInput for nothing."""
    most = common.max_long_upload_mb if pipeline.long_recordings else common.max_upload_mb
    if n_bytes > most * 1_000_000:
        setting = "MAX_LONG_UPLOAD_MB" if pipeline.long_recordings else "MAX_UPLOAD_MB"
        raise UploadTooLarge(f"the file is larger than {most} MB ({setting})", field="file")
    if n_bytes == 0:
        raise InvalidInput("the file is empty: record something", field="file")


async def _kept(app: App, principal: Principal, new: NewRecording) -> RecordingRecord | None:
    """What was received before. Raises Conflict."""
    return await app.database.read(lambda s: recordings.received_before(s, principal, new))


async def _keep(
    app: App, principal: Principal, new: NewRecording, file: BinaryIO
) -> RecordingRecord:
    n_waiting = await app.database.read(lambda s: recordings.n_waiting(s, principal))
    if n_waiting >= app.settings.most_waiting_recordings:
        raise Busy(
            f"{n_waiting} recordings wait to be taken in already, as many as may",
            retry_after_s=FULL_RETRY_S,
        )
    key = keys.upload_key(principal.tenant, new.id)
    file.seek(0)
    await app.store.put_file(key, file, content_type=OCTETS)
    try:
        return await app.database.write(lambda s: recordings.receive(s, principal, new))
    except BaseException:
        with anyio.CancelScope(shield=True):
            await _take_back(app, principal, new)
        raise


async def _take_back(app: App, principal: Principal, new: NewRecording) -> None:
    """A file without a row, as far as can be told: a COMMIT may be cut off after it counted."""
    try:
        if await app.database.read(lambda s: recordings.is_there(s, principal, new.id)):
            return
        await app.store.delete(keys.upload_key(principal.tenant, new.id))
    except Exception:
        return


def _id_of(principal: Principal, idempotency_key: str | None) -> UUID:
    if idempotency_key is None:
        return uuid4()
    return uuid5(_OF_KEYS, f"{principal.tenant}\n{idempotency_key}")


def _hash(new: NewRecording, file: BinaryIO) -> str:
    asked = [new.pipeline, dict(new.options), dict(new.fields), new.is_refused_if_there]
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode())
    file.seek(0)
    of_file = hashlib.file_digest(file, "sha256")  # pyright: ignore[reportArgumentType]
    digest.update(of_file.digest())
    return digest.hexdigest()
