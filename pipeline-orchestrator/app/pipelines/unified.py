"""Puts the unified JSON together from what the stages left in the store."""

from typing import Any
from uuid import UUID

import structlog

from shared.contracts import (
    Alignment,
    Conversion,
    Diff,
    Feedback,
    PhonemeMap,
    StageName,
    Stamped,
    Transcript,
)
from shared.contracts.reading import Unreadable, read_stored
from shared.storage import ObjectMissing, ObjectStore

from ..domain.task import TaskError, TaskState
from ..schemas.request_response import (
    AudioLink,
    AudioPart,
    Coaching,
    ConsentPart,
    OwnVoiceAudio,
    ProsodyPart,
    ReferenceAudio,
    StagePart,
    TaskFailure,
    TaskResult,
    TranscriptPart,
    UnifiedResult,
)
from .pipeline import PIPELINE
from .refusals import problem_of
from .slices import word_slices
from .stages import Reference

log = structlog.get_logger(__name__)

RESULTS: dict[StageName, type[Stamped]] = {stage.name: stage.result for stage in PIPELINE}
WEAKER_PHONE_SCORES = (
    "no reference text: phone scores are weaker, and sounds in words that were recognised with doubt are "
    "uncertain; send reference_text for stronger ones"
)
SHOWN: tuple[StageName, ...] = ("asr", "align", "phonemap", "diff", "tts", "vc", "feedback")
"""The stages whose results are part of the answer; the phones of an alignment are seen through its diff."""


async def unified_result(state: TaskState, store: ObjectStore, public_url: str) -> UnifiedResult:
    """What POST /process answers."""
    return UnifiedResult(**await _fields(state, store, public_url))


async def task_result(state: TaskState, store: ObjectStore, public_url: str) -> TaskResult:
    """What GET /tasks/{id} answers: the same, also while the task runs or when it failed."""
    task = state.task
    consent = task.consent
    return TaskResult(
        **await _fields(state, store, public_url),
        updated_at=task.updated_at,
        error=_failure(task.error) if task.error else None,
        consent=ConsentPart(
            scope=consent.scope,
            given_at=consent.given_at,
            wording_version=consent.wording_version,
            revoked_at=consent.revoked_at,
            expires_at=consent.expires_at,
        )
        if consent
        else None,
    )


async def stage_part(
    state: TaskState, stage: StageName, store: ObjectStore, public_url: str
) -> dict[str, Any]:
    """The fields of the unified JSON that one stage filled."""
    results, _ = await stage_results(state, store, stages=(stage,))
    return _parts(state.task.id, results, store, public_url)


async def _fields(state: TaskState, store: ObjectStore, public_url: str) -> dict[str, Any]:
    task = state.task
    results, warnings = await stage_results(state, store)
    parts = _parts(task.id, results, store, public_url)
    audio = parts.pop("audio", AudioPart())
    if await store.exists(task.audio_key):
        audio = audio.model_copy(update={"recording": AudioLink(url=store.url(task.audio_key))})
    return {
        "task_id": task.id,
        "status": task.status,
        "created_at": task.created_at,
        "assessable": task.assessable,
        "reason": task.reason,
        "reference_text": task.options.reference_text,
        "text_source": "reference" if task.options.reference_text else "transcript",
        "phone_scores_weaker": not task.options.reference_text,
        "audio": audio,
        "stages": [
            StagePart(**{name: getattr(record, name) for name in StagePart.model_fields})
            for record in state.stages
        ],
        "warnings": warnings + _warnings(state, results),
        **parts,
    }


async def stage_results(
    state: TaskState, store: ObjectStore, *, stages: tuple[StageName, ...] = SHOWN
) -> tuple[dict[StageName, Any], list[str]]:
    """Results of `stages` as far as there are, and a warning for each that is gone or can't be read any more."""
    results: dict[StageName, Any] = {}
    warnings: list[str] = []
    for artifact in state.artifacts:
        if artifact.stage not in stages:
            continue
        try:
            content = await store.get(artifact.key)
        except ObjectMissing:
            warnings.append(f"{artifact.stage}: the stored result is no longer there")
            continue
        try:
            results[artifact.stage] = read_stored(RESULTS[artifact.stage], content)
        except Unreadable as error:
            log.warning("stored_result_unreadable", key=artifact.key, reason=str(error))
            warnings.append(f"{artifact.stage}: the stored result can't be read and is not shown")
    return results, warnings


def _parts(
    task_id: UUID, results: dict[StageName, Any], store: ObjectStore, public_url: str
) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    transcript: Transcript | None = results.get("asr")
    if transcript is not None:
        parts["transcript"] = TranscriptPart(
            text=transcript.text, language=transcript.language, words=transcript.words
        )
    diff: Diff | None = results.get("diff")
    if diff is not None:
        parts |= {"scores": diff.scores, "words": diff.words, "issues": diff.issues}
    alignment: Alignment | None = results.get("align")
    if alignment is not None:
        parts["timing"] = alignment.timing
    feedback: Feedback | None = results.get("feedback")
    if feedback is not None:
        parts["feedback"] = Coaching.of(feedback)
    speech: Reference | None = results.get("tts")
    if slices := word_slices(task_id, diff, speech, store, public_url):
        parts["slices"] = slices
    if alignment is not None or speech is not None:
        parts["prosody"] = ProsodyPart(
            learner_pitch=alignment.pitch if alignment else None,
            reference_pitch=speech.pitch if speech else None,
            intonation=alignment.intonation if alignment else None,
        )
    conversion: Conversion | None = results.get("vc")
    audio: dict[str, Any] = {}
    if speech is not None:
        audio["reference"] = _reference(speech, store)
    if conversion is not None:
        audio["own_voice"] = _own_voice(conversion, store)
    if audio:
        parts["audio"] = AudioPart(**audio)
    return parts


def _reference(speech: Reference, store: ObjectStore) -> ReferenceAudio:
    return ReferenceAudio(
        url=store.url(speech.audio.key), voice=speech.voice, duration_s=speech.audio.duration_s
    )


def _own_voice(conversion: Conversion, store: ObjectStore) -> OwnVoiceAudio:
    return OwnVoiceAudio(
        url=store.url(conversion.audio.key), duration_s=conversion.audio.duration_s
    )


def _warnings(state: TaskState, results: dict[StageName, Any]) -> list[str]:
    warnings = [
        f"{record.name} failed: {record.reason}"
        for record in state.stages
        if record.status == "failed"
    ]
    phoneme_map: PhonemeMap | None = results.get("phonemap")
    if phoneme_map is not None and phoneme_map.out_of_vocabulary:
        words = ", ".join(phoneme_map.out_of_vocabulary)
        warnings.append(f"guessed pronunciation: {words}; send a lexicon to set it")
    feedback: Feedback | None = results.get("feedback")
    diff: Diff | None = results.get("diff")
    if diff is not None and diff.assessable and diff.phone_scores_weaker and feedback is None:
        warnings.append(WEAKER_PHONE_SCORES)
    return warnings + (feedback.warnings if feedback is not None else [])


def _failure(error: TaskError) -> TaskFailure:
    problem = problem_of(error)
    return TaskFailure(
        type=problem.slug,
        title=problem.title,
        status=problem.status,
        detail=problem.detail,
        **{name: error.members.get(name) for name in ("service", "stage", "field")},
    )
