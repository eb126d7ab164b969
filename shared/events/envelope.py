"""The envelope: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md, in its JSON format."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.contracts.base import Contract

SPEC_VERSION = "1.0"
SOURCE = "/agentforge-voice/pipeline-orchestrator"
SCHEMAS = "/agentforge-voice/schemas"


class CloudEvent(Contract):
    """One fact. Told at least once; told again it has the same `id`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    specversion: Literal["1.0"] = SPEC_VERSION
    id: UUID
    source: str = SOURCE
    type: str = Field(pattern=r"^[a-z]+\.[a-z]+$")
    """What happened, as `task.finished`."""
    subject: str = Field(min_length=1, max_length=160)
    """What it happened to, as `task/<id>`. Events of one subject come in their order."""
    time: datetime
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: str
    """Path of the JSON Schema of `data`, with its version."""
    tenant: str = Field(min_length=1, max_length=32)
    """Whose it is (an extension attribute)."""
    traceparent: str | None = None
    """The trace that it belongs to (the extension of distributed tracing)."""
    data: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """In CloudEvents' JSON format."""
        return self.model_dump(mode="json", exclude_none=True)


def subject_of(kind: str, name: object) -> str:
    """`task/<id>` and the like."""
    return f"{kind}/{name}"


def schema_path(event_type: str, version: int) -> str:
    return f"{SCHEMAS}/{event_type}/{version}"
