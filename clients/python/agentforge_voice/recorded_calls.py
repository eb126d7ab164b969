"""What is asked of recorded calls: `client.calls`."""
# Made of async_recorded_calls.py by `make clients`; not to be edited.

import contextlib
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Unpack

from . import calls
from .calls import ApiCall, Audio, RecordedCallOptions
from .errors import TaskFailed
from .schema import CallPage, CallReplay, CallResult, CallSummary, TaskAccepted
from .waiting import run

if TYPE_CHECKING:
    from .client import Client


class RecordedCalls:
    """Calls of an agent and a customer: who said what, how it went, and the moments worth a coach's minute."""

    def __init__(self, client: "Client") -> None:
        self._client = client

    def submit(
        self,
        audio: Audio,
        *,
        idempotency_key: str | None = None,
        **asked: Unpack[RecordedCallOptions],
    ) -> str:
        """Queue a call; the id of its task, which is followed, cancelled and erased as any other."""
        request = run(calls.recorded_call, audio, asked, idempotency_key=idempotency_key)
        return str((self._client.ask(request, TaskAccepted)).task_id)

    def get(self, task_id: object) -> CallResult:
        """What is known of it by now."""
        return self._client.ask(calls.of_call("GET", task_id), CallResult)

    def result(self, task_id: object, *, timeout: float | None = None) -> CallResult:
        """Of a call once it is over. Raises TaskFailed where it failed or was cancelled, TookTooLong after `timeout` seconds."""
        with contextlib.closing(self._client.follow(task_id, timeout=timeout)) as events:
            for event in events:
                if event.name == "task_finished":
                    break
        call = self.get(task_id)
        if call.status in {"failed", "cancelled"}:
            told = (call.error.title, call.error.detail) if call.error else ()
            raise TaskFailed(str(task_id), call.status, *told)
        return call

    def all(self, *, speaker_id: str | None = None) -> Generator[CallSummary, None, None]:
        """Newest first; pages are fetched as they are needed."""
        query: dict[str, Any] = {"limit": 100}
        if speaker_id is not None:
            query["speaker_id"] = speaker_id
        while True:
            page = self._client.ask(ApiCall("GET", "/calls", query=query), CallPage)
            for item in page.items:
                yield item
            if page.next_cursor is None:
                return
            query["cursor"] = page.next_cursor

    def replay(
        self, task_id: object, *, moment: int | None = None, turn: int | None = None
    ) -> CallReplay:
        """A moment, or a turn of the agent's, to be heard as it was and, as a practice in the agent's list, as it should sound."""
        asked = {"moment": moment, "turn": turn}
        return self._client.ask(calls.of_call("POST", task_id, "/replay", json=asked), CallReplay)
