"""Puts a task's answer together from what the stages left in the store."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

import structlog

from shared.contracts import Contract
from shared.contracts.reading import Unreadable, read_stored
from shared.storage import ObjectMissing, ObjectStore

from ..domain.speaker import Consent
from ..domain.task import TaskError, TaskState
from ..schemas.results import UnifiedResult
from ..schemas.tasks import ConsentPart, StageView, TaskFailure
from .catalogue import pipeline_of
from .refusals import problem_of
from .spec import Findings

log = structlog.get_logger(__name__)


UrlOf = Callable[[str], str]
"""From an object's key to an address that plays it; None: a signed one, which plays until it runs out."""
NOTHING_AT_HAND: Mapping[str, Any] = MappingProxyType({})
"""Results by their keys in the store, that need not be read from there."""


async def unified_result(
    state: TaskState,
    store: ObjectStore,
    public_url: str,
    url_of: UrlOf | None = None,
    *,
    at_hand: Mapping[str, Any] = NOTHING_AT_HAND,
) -> UnifiedResult:
    """What POST /process answers."""
    return UnifiedResult(**await _fields(state, store, public_url, url_of, at_hand))


async def task_result(
    state: TaskState, store: ObjectStore, public_url: str, url_of: UrlOf | None = None
) -> Contract:
    """What GET /tasks/{id} answers: the same, also while the task runs or when it failed."""
    task = state.task
    fields = await _fields(state, store, public_url, url_of)
    fields |= {
        "updated_at": task.updated_at,
        "error": _failure(task.error) if task.error else None,
        "consent": _consent(task.consent) if task.consent else None,
    }
    return pipeline_of(task.pipeline).showing.model.model_validate(fields)


async def stage_part(
    state: TaskState,
    stage: str,
    store: ObjectStore,
    public_url: str,
    url_of: UrlOf | None = None,
) -> dict[str, Any]:
    """The fields of the answer that one stage filled."""
    findings, _ = await find(state, store, public_url, stages=(stage,), url_of=url_of)
    return pipeline_of(state.task.pipeline).filled(findings)


async def find(
    state: TaskState,
    store: ObjectStore,
    public_url: str,
    *,
    stages: Collection[str],
    url_of: UrlOf | None = None,
    at_hand: Mapping[str, Any] = NOTHING_AT_HAND,
) -> tuple[Findings, list[str]]:
    """What `stages` gave, and a warning for each whose result can't be shown."""
    results, warnings = await stage_results(state, store, stages=stages, at_hand=at_hand)
    url_of = url_of or partial(store.url, tenant=state.task.tenant)
    return Findings(state.task, results, url_of, public_url), warnings


async def stage_results(
    state: TaskState,
    store: ObjectStore,
    *,
    stages: Collection[str],
    at_hand: Mapping[str, Any] = NOTHING_AT_HAND,
) -> tuple[dict[str, Any], list[str]]:
    """Results of `stages` as far as there are, and a warning for each that is gone or can't be read any more."""
    pipeline = pipeline_of(state.task.pipeline)
    results: dict[str, Any] = {}
    warnings: list[str] = []
    for artifact in state.artifacts:
        if artifact.stage not in stages or artifact.stage not in pipeline.names:
            continue
        if artifact.key in at_hand:
            results[artifact.stage] = at_hand[artifact.key]
            continue
        try:
            content = await store.get(artifact.key)
        except ObjectMissing:
            warnings.append(f"{artifact.stage}: the stored result is no longer there")
            continue
        try:
            results[artifact.stage] = read_stored(pipeline.stage(artifact.stage).result, content)
        except Unreadable as error:
            log.warning("stored_result_unreadable", key=artifact.key, reason=str(error))
            warnings.append(f"{artifact.stage}: the stored result can't be read and is not shown")
    return results, warnings


async def _fields(
    state: TaskState,
    store: ObjectStore,
    public_url: str,
    url_of: UrlOf | None,
    at_hand: Mapping[str, Any] = NOTHING_AT_HAND,
) -> dict[str, Any]:
    task = state.task
    pipeline = pipeline_of(task.pipeline)
    findings, warnings = await find(
        state, store, public_url, stages=pipeline.names, url_of=url_of, at_hand=at_hand
    )
    if await store.exists(task.audio_key):
        findings = replace(findings, recording_url=findings.url_of(task.audio_key))
    warnings += [
        f"{record.name} failed: {record.reason}"
        for record in state.stages
        if record.status == "failed"
    ]
    return {
        "task_id": task.id,
        "status": task.status,
        "created_at": task.created_at,
        "assessable": task.assessable,
        "reason": task.reason,
        "stages": [
            {name: getattr(record, name) for name in StageView.model_fields}
            for record in state.stages
        ],
        "warnings": warnings + pipeline.showing.warnings(findings),
        **pipeline.showing.whole(findings, pipeline.filled(findings)),
    }


def _failure(error: TaskError) -> TaskFailure:
    problem = problem_of(error)
    return TaskFailure(
        type=problem.slug,
        title=problem.title,
        status=problem.status,
        detail=problem.detail,
        **{name: error.members.get(name) for name in ("service", "stage", "field")},
    )


def _consent(consent: Consent) -> ConsentPart:
    return ConsentPart(
        scope=consent.scope,
        given_at=consent.given_at,
        wording_version=consent.wording_version,
        revoked_at=consent.revoked_at,
        expires_at=consent.expires_at,
    )
