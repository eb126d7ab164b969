"""The tables, for SQLite and Postgres alike."""

from .access import ApiKeyRow, AuditRow, WebSessionRow
from .base import MAX_ROW_ID, Base, now
from .classes import (
    AssignmentRow,
    ClassMemberRow,
    ClassRow,
    InboxMarkRow,
    IssueVerdictRow,
    TaskNoteRow,
)
from .erasure import ErasureRow
from .quota import OF_TENANT, QuotaRow, UsageRow
from .retention import RetentionRow
from .share import ShareRow
from .speaker import ConsentRow, PracticeRow
from .task import Artifact, EventRow, FeedbackRow, StageRow, Task

__all__ = [
    "ApiKeyRow",
    "Artifact",
    "AssignmentRow",
    "AuditRow",
    "Base",
    "ClassMemberRow",
    "ClassRow",
    "ConsentRow",
    "ErasureRow",
    "EventRow",
    "FeedbackRow",
    "InboxMarkRow",
    "IssueVerdictRow",
    "MAX_ROW_ID",
    "OF_TENANT",
    "PracticeRow",
    "QuotaRow",
    "RetentionRow",
    "ShareRow",
    "StageRow",
    "Task",
    "TaskNoteRow",
    "UsageRow",
    "WebSessionRow",
    "now",
]
