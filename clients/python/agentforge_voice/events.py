"""A task's events as they come over the wire (server-sent events)."""

import json
from dataclasses import dataclass
from typing import Any

OVER = ("succeeded", "partial", "failed", "cancelled")
"""States of a task that will not change."""


@dataclass(frozen=True, slots=True)
class TaskEvent:
    """One step of a task."""

    name: str
    """`stage_started`, `stage_progress`, `stage_finished`, `partial_result`, `task_postponed`, `task_retried`, `task_finished`"""
    fields: dict[str, Any]
    id: int | None = None
    """Its number, from 1; None for the end of a task that was not told but asked for."""


class EventReader:
    """Turns lines into events; a line may be of a comment, or of a field that nobody knows."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._name, self._data, self._id = "", list[str](), None

    def feed(self, line: str) -> TaskEvent | None:
        """The event that this line, without its end, completes."""
        if line:
            field, _, value = line.partition(":")
            self._take(field, value.removeprefix(" "))
            return None
        name, lines, number = self._name, self._data, self._id
        self._clear()
        return TaskEvent(name, _fields("\n".join(lines)), number) if lines else None

    def _take(self, field: str, value: str) -> None:
        if field == "event":
            self._name = value
        elif field == "data":
            self._data.append(value)
        elif field == "id" and value.isdecimal():
            self._id = int(value)


def _fields(text: str) -> dict[str, Any]:
    """Empty for what is no JSON object."""
    try:
        fields = json.loads(text)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}
