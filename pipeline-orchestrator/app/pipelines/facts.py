"""What a stage's success has to be told of beyond its task."""

from typing import Any

from shared.events import CallAnalysedFact, PostprocessedFact, TranscriptionCompletedFact
from shared.events.kinds import Fact

from ..domain.task import EndedRecord


def transcribed(ended: EndedRecord, result: Any) -> Fact:
    del result
    return TranscriptionCompletedFact(**_of_stage(ended))


def postprocessed(ended: EndedRecord, result: Any) -> Fact:
    del result
    return PostprocessedFact(**_of_stage(ended))


def _of_stage(ended: EndedRecord) -> dict[str, Any]:
    return {
        "task_id": ended.task_id,
        "pipeline": ended.pipeline,
        "stage": ended.stage.name,
        "model_version": ended.stage.model_version,
    }


def call_analysed(ended: EndedRecord, result: Any) -> Fact:
    """From the moments that were found."""
    return CallAnalysedFact(
        task_id=ended.task_id, pipeline=ended.pipeline, n_moments=len(result.moments)
    )
