"""What this project tells of itself: CloudEvents 1.0 with ids and keys in them, never text or audio."""

from .envelope import CloudEvent, subject_of
from .kinds import (
    KINDS,
    CallAnalysed,
    EventType,
    ModelPromoted,
    Postprocessed,
    RecordingIngested,
    SpeakerErased,
    TaskFinished,
    TranscriptionCompleted,
)

__all__ = [
    "CallAnalysed",
    "CloudEvent",
    "EventType",
    "KINDS",
    "ModelPromoted",
    "Postprocessed",
    "RecordingIngested",
    "SpeakerErased",
    "TaskFinished",
    "TranscriptionCompleted",
    "subject_of",
]
