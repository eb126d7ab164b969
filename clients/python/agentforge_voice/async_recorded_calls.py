"""What is asked of recorded calls: `client.calls`."""

import contextlib
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Any, Unpack

from . import calls
from .async_waiting import run
from .calls import ApiCall, Audio, RecordedCallOptions
from .errors import TaskFailed
from .schema import CallPage, CallReplay, CallResult, CallSummary, TaskAccepted

if TYPE_CHECKING:
    from .async_client import AsyncClient


class AsyncRecordedCalls:
    """Calls of an agent and a customer: who said what, how it went, and the moments worth a coach's minute."""

    def __init__(self, client: "AsyncClient") -> None:
        self._client = client

    async def submit(
        self,
        audio: Audio,
        *,
        idempotency_key: str | None = None,
        **asked: Unpack[RecordedCallOptions],
    ) -> str:
        """Queue a call; the id of its task, which is followed, cancelled and erased as any other."""
        request = await run(calls.recorded_call, audio, asked, idempotency_key=idempotency_key)
        return str((await self._client.ask(request, TaskAccepted)).task_id)

    async def get(self, task_id: object) -> CallResult:
        """What is known of it by now."""
        return await self._client.ask(calls.of_call("GET", task_id), CallResult)

    async def result(self, task_id: object, *, timeout: float | None = None) -> CallResult:
        """Of a call once it is over. Raises TaskFailed where it failed or was cancelled, TookTooLong after `timeout` seconds."""
        async with contextlib.aclosing(self._client.follow(task_id, timeout=timeout)) as events:
            async for event in events:
                if event.name == "task_finished":
                    break
        call = await self.get(task_id)
        if call.status in {"failed", "cancelled"}:
            told = (call.error.title, call.error.detail) if call.error else ()
            raise TaskFailed(str(task_id), call.status, *told)
        return call

    async def all(self, *, speaker_id: str | None = None) -> AsyncGenerator[CallSummary, None]:
        """Newest first; pages are fetched as they are needed."""
        query: dict[str, Any] = {"limit": 100}
        if speaker_id is not None:
            query["speaker_id"] = speaker_id
        while True:
            page = await self._client.ask(ApiCall("GET", "/calls", query=query), CallPage)
            for item in page.items:
                yield item
            if page.next_cursor is None:
                return
            query["cursor"] = page.next_cursor

    async def replay(
        self, task_id: object, *, moment: int | None = None, turn: int | None = None
    ) -> CallReplay:
        """A moment, or a turn of the agent's, to be heard as it was and, as a practice in the agent's list, as it should sound."""
        asked = {"moment": moment, "turn": turn}
        return await self._client.ask(
            calls.of_call("POST", task_id, "/replay", json=asked), CallReplay
        )
