"""Rows → records."""

from ..domain.model import picked_of
from ..domain.options import Options
from ..domain.speaker import Consent, StandingConsent
from ..domain.task import (
    ArtifactRecord,
    StageRecord,
    TaskError,
    TaskRecord,
)
from ..pipelines.catalogue import pipeline_of
from .models import Artifact, ConsentRow, StageRow, Task


def task_record(row: Task) -> TaskRecord:
    options = row.options
    return TaskRecord(
        tenant=row.tenant,
        id=row.id,
        status=row.status,  # pyright: ignore[reportArgumentType]
        pipeline=row.pipeline,
        options=_options(row),
        audio_key=row.audio_uri,
        sample_keys=tuple(options["sample_keys"]),
        request_id=options["request_id"],
        consent=_consent(row),
        assessable=row.assessable,
        reason=row.reason,  # pyright: ignore[reportArgumentType]
        error=TaskError(**row.error) if row.error else None,
        created_at=row.created_at,
        updated_at=row.updated_at,
        retries=row.retries,
        outcome=row.outcome,
        is_waited_for=options.get("is_waited_for", False),
        models=picked_of(options.get("models")),
    )


OPTION_COLUMNS = ("reference_text", "l1", "voice", "speaker_id", "assignment_id")
"""Options that have a column; the others are in `options`, where a task of an older release lacks those that came since."""


def _options(row: Task) -> Options:
    columns = {name: getattr(row, name) for name in OPTION_COLUMNS}
    return pipeline_of(row.pipeline).options.model_validate(
        row.options | columns | {"consent_voice_cloning": row.consent_at is not None}
    )


def _consent(row: Task) -> Consent | None:
    if row.consent_at is None or row.consent_scope is None or row.consent_wording is None:
        return None
    return Consent(
        row.consent_scope,
        row.consent_at,
        row.consent_wording,
        row.consent_revoked_at,
        row.consent_expires_at,
        row.consent_id,
    )


def standing_consent(row: ConsentRow) -> StandingConsent:
    return StandingConsent(
        id=row.id,
        speaker_id=row.speaker_id,
        scope=row.scope,
        wording_version=row.wording,
        sample_keys=tuple(row.sample_keys),
        given_at=row.given_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )


def stage_records(pipeline: str, rows: list[StageRow]) -> tuple[StageRecord, ...]:
    """All of the pipeline's, in its order; those without a row are pending."""
    by_name = {row.name: row for row in rows}
    return tuple(
        StageRecord(
            name=name,
            status=row.status,  # pyright: ignore[reportArgumentType]
            reason=row.reason,
            engine=row.engine,
            model_version=row.model_version,
            mock=row.mock,
            elapsed_ms=row.elapsed_ms,
        )
        if (row := by_name.get(name))
        else StageRecord(name)
        for name in pipeline_of(pipeline).names
    )


def artifact_records(rows: list[Artifact]) -> tuple[ArtifactRecord, ...]:
    return tuple(ArtifactRecord(row.type, row.uri) for row in rows)
