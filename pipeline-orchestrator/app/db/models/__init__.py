"""The tables, for SQLite and Postgres alike."""

from .access import ApiKeyRow, AuditRow, WebSessionRow
from .base import MAX_ROW_ID, Base, now
from .erasure import ErasureRow
from .quota import OF_TENANT, QuotaRow, UsageRow
from .retention import RetentionRow
from .speaker import ConsentRow, PracticeRow
from .task import Artifact, EventRow, FeedbackRow, StageRow, Task

__all__ = [
    "ApiKeyRow",
    "Artifact",
    "AuditRow",
    "Base",
    "ConsentRow",
    "ErasureRow",
    "EventRow",
    "FeedbackRow",
    "MAX_ROW_ID",
    "OF_TENANT",
    "PracticeRow",
    "QuotaRow",
    "RetentionRow",
    "StageRow",
    "Task",
    "UsageRow",
    "WebSessionRow",
    "now",
]
