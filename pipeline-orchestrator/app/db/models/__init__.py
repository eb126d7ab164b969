"""The tables, for SQLite and Postgres alike."""

from .base import Base, now
from .erasure import ErasureRow
from .speaker import ConsentRow, PracticeRow
from .task import Artifact, EventRow, FeedbackRow, StageRow, Task

__all__ = [
    "Artifact",
    "Base",
    "ConsentRow",
    "ErasureRow",
    "EventRow",
    "FeedbackRow",
    "PracticeRow",
    "StageRow",
    "Task",
    "now",
]
