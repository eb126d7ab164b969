"""What a stage's success has to be told of beyond its task."""

from typing import Any

from shared.events import CallAnalysed, Postprocessed, TranscriptionCompleted
from shared.events.kinds import EventData

from ..domain.task import EndedRecord


def transcribed(ended: EndedRecord, result: Any) -> EventData:
    del result
    return TranscriptionCompleted(
        task_id=ended.task_id,
        pipeline=ended.pipeline,
        stage=ended.stage.name,
        model_version=ended.stage.model_version,
    )


def postprocessed(ended: EndedRecord, result: Any) -> EventData:
    del result
    return Postprocessed(
        task_id=ended.task_id,
        pipeline=ended.pipeline,
        stage=ended.stage.name,
        model_version=ended.stage.model_version,
    )


def call_analysed(ended: EndedRecord, result: Any) -> EventData:
    """From the moments that were found."""
    return CallAnalysed(
        task_id=ended.task_id, pipeline=ended.pipeline, n_moments=len(result.moments)
    )
