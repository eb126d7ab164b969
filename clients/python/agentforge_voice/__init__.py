"""A client of AgentForge Voice, the self-hosted pronunciation coach.

from agentforge_voice import Client

with Client("http://127.0.0.1:8010", api_key="afv_…") as client:
    result = client.process("a.wav", text="I think this is a very good school.", l1="hi")
    print(result.scores.overall, [issue.message for issue in result.issues])
"""

from .async_client import AsyncClient, AsyncSubmittedTask
from .client import Client, SubmittedTask
from .errors import (
    ApiProblem,
    InConflict,
    NoSuchService,
    NotLetIn,
    NotThere,
    ServiceFailed,
    TaskFailed,
    TookTooLong,
    TooMany,
    Unreachable,
    VoiceError,
    WrongRequest,
)
from .events import TaskEvent
from .page import Page
from .result import JudgedTask, Result

__version__ = "0.1.0"
__all__ = [
    "ApiProblem",
    "AsyncClient",
    "AsyncSubmittedTask",
    "Client",
    "InConflict",
    "JudgedTask",
    "NotLetIn",
    "NotThere",
    "Page",
    "Result",
    "ServiceFailed",
    "SubmittedTask",
    "TaskEvent",
    "TaskFailed",
    "TookTooLong",
    "TooMany",
    "NoSuchService",
    "Unreachable",
    "VoiceError",
    "WrongRequest",
]
