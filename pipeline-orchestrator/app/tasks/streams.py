"""A live stream, handed on to the recogniser and back: each side waits for the other, and its minutes are counted."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

import anyio
import structlog
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from shared.contracts.streaming import StreamReady
from shared.errors import Unauthenticated, UpstreamFailed
from shared.roster import ASR, Service
from shared.web.streams import until_one_ends

from ..app import App
from ..db import usage
from ..db.models import now
from ..domain.principal import Principal

log = structlog.get_logger(__name__)

COUNTED_EVERY_S = 15.0
"""Of sound; what is over a quota is at most so much."""
LET_IN_EVERY_S = 5.0
"""After which it is asked again whether what was shown still holds."""
SAMPLE_BYTES = 2
JUDGE_WORDS = "judge_words"
"""Of a stream's `start`."""


class StreamClient(Protocol):
    """Whoever speaks."""

    def messages(self) -> AsyncIterator[bytes | str]:
        """Until the connection ends."""
        ...

    async def send(self, message: bytes | str) -> None: ...

    async def close(self, code: int, reason: str) -> None: ...


@dataclass(slots=True)
class _Meter:
    """Counts the sound that passed, for a tenant and its key."""

    app: App
    principal: Principal
    bytes_a_s: int = 0
    ready: anyio.Event = field(default_factory=anyio.Event)
    """The recogniser has said what it takes: before that no sound passes, as nobody knows how long it is."""
    uncounted_s: float = field(default=0.0, init=False)

    async def pass_on(self, n_bytes: int) -> None:
        """Raises QuotaExceeded."""
        await self.ready.wait()
        self.uncounted_s += n_bytes / self.bytes_a_s
        if self.uncounted_s >= COUNTED_EVERY_S:
            await self.count(must_have_room=True)

    async def open(self) -> None:
        """A stream is a recording of the day. Raises QuotaExceeded."""
        allowance = await self.app.allowance(self.principal)
        with self.app.metrics.refusals():
            await self.app.database.write(
                lambda s: usage.take(s, self.principal, allowance, audio_ms=0, n_bytes=0, at=now())
            )

    async def count(self, *, must_have_room: bool) -> None:
        audio_ms, self.uncounted_s = round(self.uncounted_s * 1000), 0.0
        allowance = await self.app.allowance(self.principal) if must_have_room else None
        with self.app.metrics.refusals():
            await self.app.database.write(
                lambda s: usage.take_sound(
                    s, self.principal, allowance, audio_ms=audio_ms, at=now()
                )
            )


@contextmanager
def a_stream_of(app: App, principal: Principal) -> Iterator[None]:
    """A place among its tenant's. Raises TooManyStreams."""
    with ExitStack() as place:
        with app.metrics.refusals():
            place.enter_context(app.streams.one_of(principal.tenant))
        yield


async def hand_on(
    app: App,
    principal: Principal,
    client: StreamClient,
    *,
    is_let_in: Callable[[], Awaitable[bool]],
) -> None:
    """Until one side ends it. Raises TooManyStreams, QuotaExceeded, Unauthenticated once the caller's key holds no longer, UpstreamFailed
    and its kinds."""
    meter = _Meter(app, principal)
    with a_stream_of(app, principal):
        await meter.open()
        try:
            async with app.upstreams.socket(ASR, "/stream") as recogniser:
                judges = app.flags.is_on("judge_while_reading", principal)
                await _both_ways(client, recogniser, meter, is_let_in, judges=judges)
        finally:
            if meter.uncounted_s:
                with anyio.CancelScope(shield=True):
                    await meter.count(must_have_room=False)


async def _both_ways(
    client: StreamClient,
    recogniser: ClientConnection,
    meter: _Meter,
    is_let_in: Callable[[], Awaitable[bool]],
    *,
    judges: bool,
) -> None:
    async def forth() -> None:
        async for message in client.messages():
            if isinstance(message, bytes):
                await meter.pass_on(len(message))
            elif not judges:
                message = _unjudged(message)
            try:
                await recogniser.send(message)
            except ConnectionClosed:
                await anyio.sleep_forever()  # `told_back` tells why
        await recogniser.close(1001)

    def heard(text: str) -> None:
        if not meter.ready.is_set() and (bytes_a_s := _bytes_a_s(text)):
            meter.bytes_a_s = bytes_a_s
            meter.ready.set()

    await until_one_ends(
        forth,
        partial(told_back, client, recogniser, ASR, heard),
        partial(let_in_all_the_while, is_let_in),
    )


async def told_back(
    client: StreamClient,
    upstream: ClientConnection,
    service: Service,
    heard: Callable[[str], None] = lambda _: None,
) -> None:
    """All that a service tells, until it ends the stream as the client's is ended then. Raises UpstreamFailed."""
    try:
        async for message in upstream:
            if isinstance(message, str):
                heard(message)
            await client.send(message)
    except ConnectionClosed:
        pass  # its code says why
    code, reason = upstream.close_code, upstream.close_reason
    if code in (None, 1006):
        raise UpstreamFailed(
            f"{service.name} broke off the stream", service=service.name, stage=service.stage or ""
        )
    await client.close(code or 1000, reason or "")


async def let_in_all_the_while(is_let_in: Callable[[], Awaitable[bool]]) -> None:
    """Raises Unauthenticated once the caller's key holds no longer."""
    while True:
        if not await is_let_in():
            raise Unauthenticated("what was shown when the stream began holds no longer")
        await anyio.sleep(LET_IN_EVERY_S)


def _unjudged(text: str) -> str:
    """The same message, which asks for no judgement of words. What is no message the recogniser refuses."""
    try:
        said: Any = json.loads(text)
    except ValueError:
        return text
    if not isinstance(said, dict) or not said.get(JUDGE_WORDS):
        return text
    return json.dumps(said | {JUDGE_WORDS: False}, ensure_ascii=False)


def _bytes_a_s(text: str) -> int:
    """Of the sound of a stream, as the recogniser said in its first message; 0 where that is no `ready`."""
    said: Any = json.loads(text)
    if said.get("type") != "ready":
        return 0
    ready = StreamReady.model_validate(said)
    return SAMPLE_BYTES * ready.rate_hz * ready.channels
