"""NATS JetStream as the bus: one stream in files, one durable consumer a consumer, one event at a time.

https://docs.nats.io/nats-concepts/jetstream. A consumer has at most one event that it has not said is done, so that what follows
never overtakes one whose process died; what takes longer to handle waits in the database, not here (ADR 77).
"""

import json
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

import anyio
import nats
import nats.errors
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import (
    AckPolicy,
    ConsumerConfig,
    DeliverPolicy,
    DiscardPolicy,
    RetentionPolicy,
    StorageType,
    StreamConfig,
)
from nats.js.errors import APIError, NotFoundError

from shared.events import CloudEvent

from .bus import BusAway, Received

log = structlog.get_logger(__name__)

STREAM = "AGENTFORGE_EVENTS"
SUBJECTS = "agentforge.events"
DUPLICATES_S = 600.0
"""So long the stream knows what it has; a relay tells again what it took within RELAY_LEASE_S."""
ACK_WAIT_S = 30.0
"""An event whose process died comes again after so long; above the longest that handling takes."""
CONNECT_S = 5.0
ASK_S = 5.0
WAIT_S = 5.0
"""For the next event."""
SUBJECTS_AT_ONCE = 32
_AWAY = (nats.errors.Error, APIError, OSError, TimeoutError, anyio.ClosedResourceError)


@dataclass(slots=True)
class NatsBus:
    url: str
    max_age_s: float = 0.0
    """What is older is let go; 0: never."""
    replicas: int = 1
    ack_wait_s: float = ACK_WAIT_S
    wait_s: float = WAIT_S
    _client: Client | None = None
    _subscriptions: dict[str, JetStreamContext.PullSubscription] = field(default_factory=dict)
    _lock: anyio.Lock = field(default_factory=anyio.Lock)
    _at_once: anyio.CapacityLimiter = field(
        default_factory=lambda: anyio.CapacityLimiter(SUBJECTS_AT_ONCE)
    )

    async def publish(self, events: Sequence[CloudEvent]) -> list[UUID]:
        stream = await self._stream()
        by_subject: dict[tuple[str, str], list[CloudEvent]] = {}
        for event in events:
            by_subject.setdefault((event.tenant, event.subject), []).append(event)
        kept: set[UUID] = set()

        async def publish_in_order(of_subject: list[CloudEvent]) -> None:
            async with self._at_once:
                for event in of_subject:
                    try:
                        await self._publish(stream, event)
                    except _AWAY as error:
                        log.warning("event_not_published", error=type(error).__name__)
                        return
                    kept.add(event.id)

        async with anyio.create_task_group() as group:
            for each in by_subject.values():
                group.start_soon(publish_in_order, each)
        if not kept:
            raise BusAway("the events' stream takes nothing now")
        return [event.id for event in events if event.id in kept]

    def published(self) -> None:
        """Consumers have it from the stream."""

    async def _publish(self, stream: JetStreamContext, event: CloudEvent) -> None:
        content = json.dumps(event.to_json(), ensure_ascii=False).encode()
        headers = {"Nats-Msg-Id": str(event.id), "content-type": "application/cloudevents+json"}
        if event.traceparent:
            headers["traceparent"] = event.traceparent
        await stream.publish(_subject(event), content, timeout=ASK_S, headers=headers)

    async def receive(self, consumer: str, types: Collection[str]) -> list[Received]:
        async with self._asking():
            subscription = await self._subscription(consumer, types)
            try:
                messages = await subscription.fetch(1, timeout=self.wait_s)
            except TimeoutError:
                await self._check(consumer)
                return []
            except nats.errors.Error:
                self._subscriptions.pop(consumer, None)
                raise
        return [received for each in messages if (received := await self._received(each))]

    async def _check(self, consumer: str) -> None:
        """Nothing came: nobody tells a subscriber that its consumer is gone."""
        try:
            await (await self._stream()).consumer_info(STREAM, consumer, timeout=ASK_S)
        except NotFoundError:
            self._subscriptions.pop(consumer, None)

    async def _received(self, message: Msg) -> Received | None:
        try:
            event = CloudEvent.model_validate_json(message.data)
        except ValueError:
            log.error("event_unreadable", sequence=message.metadata.sequence.stream)
            await message.term()  # not of ours: nothing of it can be told
            return None

        async def done() -> None:
            async with self._asking():
                await message.ack_sync(timeout=ASK_S)

        return Received(event, message.metadata.num_delivered or 1, done)

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator[None]:
        """Raises BusAway in place of what NATS raises."""
        try:
            yield
        except _AWAY as error:
            raise BusAway(f"NATS can't be asked now: {type(error).__name__}") from error

    async def _stream(self) -> JetStreamContext:
        """Connected, and the stream there. Raises BusAway."""
        async with self._asking(), self._lock:
            if self._client is None:
                self._client = await self._connected()
                self._subscriptions.clear()
                await self._make_stream(self._client.jetstream())
            return self._client.jetstream()

    async def _connected(self) -> Client:
        with anyio.fail_after(CONNECT_S):
            return await nats.connect(
                self.url,
                name="agentforge-voice",
                allow_reconnect=False,  # the next who asks connects anew, and makes sure of the stream
                connect_timeout=3,
                max_reconnect_attempts=0,
                error_cb=_log_error,
                closed_cb=self._forget,
                disconnected_cb=self._forget,
            )

    async def _forget(self) -> None:
        self._client = None
        self._subscriptions.clear()

    async def _make_stream(self, stream: JetStreamContext) -> None:
        config = StreamConfig(
            name=STREAM,
            subjects=[f"{SUBJECTS}.>"],
            storage=StorageType.FILE,
            retention=RetentionPolicy.LIMITS,
            discard=DiscardPolicy.OLD,
            duplicate_window=DUPLICATES_S,
            max_age=self.max_age_s,
            num_replicas=self.replicas,
        )
        try:
            await stream.add_stream(config)
        except APIError as error:
            if error.err_code != 10058:  # it is there, otherwise made: by who runs the server
                raise

    async def _subscription(
        self, consumer: str, types: Collection[str]
    ) -> JetStreamContext.PullSubscription:
        stream = await self._stream()
        found = self._subscriptions.get(consumer)
        if found is None:
            await self._make_consumer(stream, consumer, types)
            found = await stream.pull_subscribe_bind(consumer, STREAM)
            self._subscriptions[consumer] = found
        return found

    async def _make_consumer(
        self, stream: JetStreamContext, consumer: str, types: Collection[str]
    ) -> None:
        """As it is to be, whether it is there or not."""
        config = ConsumerConfig(
            durable_name=consumer,
            ack_policy=AckPolicy.EXPLICIT,
            ack_wait=self.ack_wait_s,
            max_ack_pending=1,
            deliver_policy=DeliverPolicy.ALL,
            filter_subjects=[f"{SUBJECTS}.*.{each}" for each in sorted(types)],
        )
        await stream.add_consumer(STREAM, config)

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with anyio.move_on_after(ASK_S, shield=True):
                await client.close()


def _subject(event: CloudEvent) -> str:
    return f"{SUBJECTS}.{event.tenant}.{event.type}"


async def _log_error(error: Exception) -> None:
    log.warning("nats_error", error=type(error).__name__)
