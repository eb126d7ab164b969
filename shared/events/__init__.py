"""What this project tells of itself: CloudEvents 1.0 with ids and keys in them, never text or audio."""

from .envelope import CloudEvent, subject_of
from .kinds import (
    KINDS,
    CallAnalysedFact,
    EventType,
    ModelPromotedFact,
    PostprocessedFact,
    RecordingIngestedFact,
    SpeakerErasedFact,
    TaskFinishedFact,
    TranscriptionCompletedFact,
)

__all__ = [
    "CallAnalysedFact",
    "CloudEvent",
    "EventType",
    "KINDS",
    "ModelPromotedFact",
    "PostprocessedFact",
    "RecordingIngestedFact",
    "SpeakerErasedFact",
    "TaskFinishedFact",
    "TranscriptionCompletedFact",
    "subject_of",
]
