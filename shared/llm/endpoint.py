"""How a language model's endpoint is asked, and for how long."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from shared.abandon import on_abandon, raise_if_abandoned

if TYPE_CHECKING:
    from openai import AsyncOpenAI

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEndpoint:
    """Any that speaks OpenAI's protocol."""

    name: str
    """Of the model."""
    base_url: str
    key: str = field(repr=False)
    timeout_s: float
    """Without a byte of an answer."""
    retries: int
    deadline_s: float
    """For all that is asked for one feedback, however slowly the answers come."""
    max_reply_tokens: int
    structured: bool
    """Whether it takes a JSON schema for its reply."""
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)
    """Read once: it takes longer than opening a connection."""

    def open(self) -> "AsyncOpenAI":
        """A client for one feedback; who opens it closes it."""
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient

        return AsyncOpenAI(
            api_key=self.key,
            base_url=self.base_url,
            timeout=self.timeout_s,
            max_retries=self.retries,
            http_client=DefaultAsyncHttpxClient(
                verify=self.trusted,
                timeout=self.timeout_s,
                follow_redirects=False,  # what is asked goes to the configured address alone
            ),
        )


def run_within(deadline_s: float, work: Callable[[], Awaitable[T]]) -> T:
    """What `work` returns, in an event loop of this thread.

    Time-outs of sockets begin anew with each byte, so a provider that drips would never end; cancelling ends it wherever
    it stands. Raises TimeoutError past the deadline, Abandoned when nobody waits for it any more.
    """

    async def timed() -> T:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def stop() -> None:
            with suppress(RuntimeError):  # the loop has just been closed: there is nothing to stop
                loop.call_soon_threadsafe(task.cancel)

        with on_abandon(stop):
            async with asyncio.timeout(deadline_s):
                return await work()

    try:
        return asyncio.run(timed())
    except asyncio.CancelledError:
        raise_if_abandoned()
        raise
