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
from .cloud_event import CloudEventRow, EventDelivery, EventPosition, ReceivedEvent
from .erasure import ErasureRow
from .quota import OF_TENANT, QuotaRow, UsageRow
from .recording import FieldSchemaRow, RecordingRow
from .registry import ModelDayRow, ModelVersionRow, ObservationRow
from .retention import RetentionRow
from .share import ShareRow
from .speaker import ConsentRow, PracticeRow
from .task import Artifact, EventRow, FeedbackRow, StageRow, Task
from .training import TrainingConsentRow, TrainingJobRow
from .webhook import WebhookRow

__all__ = [
    "ApiKeyRow",
    "Artifact",
    "AssignmentRow",
    "AuditRow",
    "Base",
    "ClassMemberRow",
    "ClassRow",
    "CloudEventRow",
    "ConsentRow",
    "ErasureRow",
    "EventDelivery",
    "EventPosition",
    "EventRow",
    "FeedbackRow",
    "FieldSchemaRow",
    "InboxMarkRow",
    "IssueVerdictRow",
    "MAX_ROW_ID",
    "OF_TENANT",
    "ModelDayRow",
    "ModelVersionRow",
    "ObservationRow",
    "PracticeRow",
    "QuotaRow",
    "ReceivedEvent",
    "RecordingRow",
    "RetentionRow",
    "ShareRow",
    "StageRow",
    "Task",
    "TaskNoteRow",
    "TrainingConsentRow",
    "TrainingJobRow",
    "UsageRow",
    "WebSessionRow",
    "WebhookRow",
    "now",
]
