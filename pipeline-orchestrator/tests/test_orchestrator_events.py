"""Facts become events, and each consumer is told of each of them once, in order: on both databases, over both buses."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import anyio
import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared.events import CloudEvent, SpeakerErasedFact, subject_of
from shared.testing.servers import Nats, running_nats

from ..app.db import cloud_events, event_deliveries, migrate
from ..app.db.cloud_events import ToldEvent
from ..app.db.event_deliveries import Effect
from ..app.db.models import now
from ..app.db.session import Database, open_database
from ..app.domain.principal import LOCAL, SYSTEM, Principal
from ..app.eventing.bus import BusAway, EventBus
from ..app.eventing.consumer import Consumer, GivenEvent, Retries, Undeliverable
from ..app.eventing.in_process import InProcessBus
from ..app.eventing.nats_bus import NatsBus
from ..app.eventing.service import Eventing
from ..app.runs.event_metrics import EventMetrics

pytestmark = pytest.mark.anyio
ALL = frozenset({"speaker.erased"})


@pytest.fixture(scope="module")
def nats() -> Iterator[Nats]:
    with running_nats() as server:
        yield server


@pytest.fixture
def store(engine: Engine, tmp_path: Path) -> Iterator[Database]:
    migrate.migrate(engine)
    opened = open_database(engine.url.render_as_string(hide_password=False))
    yield opened
    opened.close()


@asynccontextmanager
async def _emptied(bus: NatsBus) -> AsyncIterator[NatsBus]:
    """A stream of this test alone."""
    stream = await bus._stream()  # pyright: ignore[reportPrivateUsage]
    await stream.delete_stream("AGENTFORGE_EVENTS")
    await bus.close()
    yield bus
    await bus.close()


@pytest.fixture(params=["in process", "nats"])
async def bus(request: pytest.FixtureRequest, store: Database) -> AsyncIterator[EventBus]:
    if request.param == "in process":
        yield InProcessBus(store, "this process", wait_s=0.01)
        return
    server: Nats = request.getfixturevalue("nats")
    async with _emptied(NatsBus(server.url, wait_s=0.2, ack_wait_s=1.0)) as made:
        yield made


class ToldConsumer:
    """What a consumer was told, in its order, and what it says to that."""

    def __init__(self) -> None:
        self.given: list[tuple[str, int]] = []
        self.refuses: dict[tuple[str, int], Exception] = {}
        self.n_refused = 0

    async def handle(self, given: GivenEvent) -> Effect | None:
        told = (given.event.subject, given.event.data["n_tasks"])
        if told in self.refuses:
            self.n_refused += 1
            raise self.refuses[told]
        self.given.append(told)
        return None


def eventing(store: Database, bus: EventBus, *consumers: Consumer) -> Eventing:
    return Eventing(
        store,
        bus,
        {each.name: each for each in consumers},
        lambda _: None,
        EventMetrics(CollectorRegistry()),
        "this process",
        0.01,
    )


def noted(subject: str, number: int, whose: Principal = LOCAL) -> Any:
    data = SpeakerErasedFact(task_ids=[], n_tasks=number, n_consents=0)
    return lambda s: cloud_events.tell(s, whose, subject, data)


async def take_all(made: Eventing, consumer: Consumer) -> None:
    """What a consumer's loop does, until nothing more comes."""
    while received := await made.bus.receive(consumer.name, consumer.types):
        for each in received:
            await made.handling.take_over(consumer, each)


async def test_each_consumer_is_told_of_each_fact_once_and_in_order(store: Database, bus: EventBus):
    told = ToldConsumer(), ToldConsumer()
    consumers = [Consumer(f"c{n}", ALL, each.handle) for n, each in enumerate(told)]
    made = eventing(store, bus, *consumers)
    facts = [(f"speaker/{n % 3}", n) for n in range(30)]
    for subject, number in facts:
        await store.write(noted(subject, number))
    assert await made.relay.publish_all() == 30
    assert await made.relay.publish_all() == 0
    for consumer, each in zip(consumers, told, strict=True):
        await take_all(made, consumer)
        for name in ("speaker/0", "speaker/1", "speaker/2"):
            of_subject = [fact for fact in each.given if fact[0] == name]
            assert of_subject == [fact for fact in facts if fact[0] == name]
        assert sorted(each.given) == sorted(facts)


async def test_what_is_published_twice_is_told_once(store: Database, bus: EventBus):
    told = ToldConsumer()
    consumer = Consumer("c", ALL, told.handle)
    made = eventing(store, bus, consumer)
    await store.write(noted("speaker/a", 1))
    taken = await store.write(
        lambda s: cloud_events.take_unpublished(s, SYSTEM, relay="died", limit=9)
    )
    await bus.publish(taken)  # and then it died, before it could say so
    await store.write(lambda s: _age(s))
    assert await made.relay.publish_all() == 1
    await take_all(made, consumer)
    assert told.given == [("speaker/a", 1)]


def _age(session: Session) -> None:
    from ..app.db.models import CloudEventRow

    for row in session.query(CloudEventRow).execution_options(across_tenants=True):
        row.taken_at = now() - timedelta(seconds=cloud_events.RELAY_LEASE_S + 1)


async def test_a_relay_leaves_what_another_has_taken(store: Database, bus: EventBus):
    made = eventing(store, bus)
    await store.write(noted("speaker/a", 1))
    await store.write(lambda s: cloud_events.take_unpublished(s, SYSTEM, relay="other", limit=9))
    assert await made.relay.publish_all() == 0


async def test_an_event_whose_process_died_comes_again(store: Database, bus: EventBus):
    told = ToldConsumer()
    consumer = Consumer("c", ALL, told.handle)
    made = eventing(store, bus, consumer)
    for number in range(3):
        await store.write(noted("speaker/a", number))
    await made.relay.publish_all()
    first, *_ = await bus.receive("c", ALL)  # and then it died
    assert first.event.data["n_tasks"] == 0
    await anyio.sleep(1.1)  # as long as the bus waits for who has it
    await take_all(made, consumer)
    assert [number for _, number in told.given] == [0, 1, 2]


async def test_poison_is_tried_again_then_kept_with_its_reason_while_the_rest_goes_on(
    store: Database, bus: EventBus
):
    told = ToldConsumer()
    told.refuses[("speaker/a", 1)] = ValueError("it is poison")
    consumer = Consumer("c", ALL, told.handle, Retries((0.0, 0.0)))
    made = eventing(store, bus, consumer)
    for subject, number in [("speaker/a", 0), ("speaker/a", 1), ("speaker/b", 2), ("speaker/a", 3)]:
        await store.write(noted(subject, number))
    await made.relay.publish_all()
    await take_all(made, consumer)
    # The other subject did not wait; the later event of its own did.
    assert told.given == [("speaker/a", 0), ("speaker/b", 2)]
    await made.deliverer.deliver_due()
    assert told.n_refused == 3
    assert told.given[-1] == ("speaker/a", 3)
    [letter] = await store.read(lambda s: event_deliveries.dead_letters(s, LOCAL, limit=9))
    assert letter.reason == "ValueError: it is poison"
    assert (letter.consumer, letter.n_tries) == ("c", 3)
    told.refuses.clear()
    await store.write(lambda s: event_deliveries.revive(s, LOCAL, letter.id))
    await made.deliverer.deliver_due()
    assert told.given[-1] == ("speaker/a", 1)
    assert await store.read(lambda s: event_deliveries.dead_letters(s, LOCAL, limit=9)) == []


async def test_what_no_further_try_would_mend_is_given_up_at_once(store: Database, bus: EventBus):
    told = ToldConsumer()
    told.refuses[("speaker/a", 1)] = Undeliverable("there is no such thing")
    consumer = Consumer("c", ALL, told.handle)
    made = eventing(store, bus, consumer)
    await store.write(noted("speaker/a", 1))
    await made.relay.publish_all()
    await take_all(made, consumer)
    assert told.n_refused == 1
    assert len(await store.read(lambda s: event_deliveries.dead_letters(s, LOCAL, limit=9))) == 1


async def test_what_happened_is_told_again_on_request(store: Database, bus: EventBus):
    told = ToldConsumer()
    consumer = Consumer("c", ALL, told.handle)
    made = eventing(store, bus, consumer)
    for number in range(4):
        await store.write(noted("speaker/a", number))
    await made.relay.publish_all()
    await take_all(made, consumer)
    again: list[ToldEvent] = await store.read(lambda s: cloud_events.after(s, SYSTEM, 2, limit=9))
    events = [each.event for each in again]
    assert await store.write(lambda s: event_deliveries.ask_again(s, LOCAL, "c", events)) == 2
    await made.deliverer.deliver_due()
    assert [number for _, number in told.given] == [0, 1, 2, 3, 2, 3]


async def test_a_replay_tells_a_consumer_of_no_kind_that_it_never_takes(
    store: Database, bus: EventBus
):
    """Operators replay all that happened: what is not a consumer's would fail there, and hold up what is."""
    told = ToldConsumer()
    consumer = Consumer("c", frozenset({"task.finished"}), told.handle)
    made = eventing(store, bus, consumer)
    await store.write(noted("speaker/a", 1))
    await made.relay.publish_all()
    happened: list[ToldEvent] = await store.read(lambda s: cloud_events.after(s, SYSTEM, 0, limit=9))  # fmt: skip
    events = [each.event for each in happened]
    assert await store.write(lambda s: event_deliveries.ask_again(s, LOCAL, "c", events)) == 1
    await made.deliverer.deliver_due()
    assert (told.given, told.n_refused) == ([], 0)
    standing = await store.read(lambda s: event_deliveries.standing(s, SYSTEM, "c", events[0]))
    assert standing == "new"  # nothing of it waits
    assert await store.read(lambda s: event_deliveries.dead_letters(s, LOCAL, limit=9)) == []


async def test_an_effect_is_stored_with_that_it_was_handled(store: Database, bus: EventBus):
    """A handler's row and the mark are one transaction: the row of an event that comes twice is there once."""

    async def handle(given: GivenEvent) -> Effect:
        return noted(f"of {given.event.subject}", given.event.data["n_tasks"])

    consumer = Consumer("c", ALL, handle)
    made = eventing(store, bus, consumer)
    await store.write(noted("speaker/a", 1))
    await made.relay.publish_all()
    [received] = await bus.receive("c", ALL)
    await made.handling.take_over(consumer, replace(received, done=_nothing))
    await made.handling.take_over(consumer, received)
    written = await store.read(lambda s: cloud_events.told(s, LOCAL, limit=9))
    assert [told.event.subject for _, told in written] == ["of speaker/a", "speaker/a"]


async def _nothing() -> None:
    """The process died before it could say that it has it."""


async def test_no_tenant_sees_what_is_told_of_another(store: Database, bus: EventBus):
    other = Principal("other", "operator", "operator")
    told = ToldConsumer()
    told.refuses[("speaker/a", 1)] = Undeliverable("no")
    consumer = Consumer("c", ALL, told.handle)
    made = eventing(store, bus, consumer)
    await store.write(noted("speaker/a", 1, other))
    await made.relay.publish_all()
    await take_all(made, consumer)
    assert await store.read(lambda s: cloud_events.told(s, LOCAL, limit=9)) == []
    assert await store.read(lambda s: event_deliveries.dead_letters(s, LOCAL, limit=9)) == []
    assert len(await store.read(lambda s: event_deliveries.dead_letters(s, other, limit=9))) == 1


async def test_while_nats_is_away_facts_wait_and_are_told_afterwards(store: Database):
    told = ToldConsumer()
    consumer = Consumer("c", ALL, told.handle)
    with running_nats() as server:
        bus = NatsBus(server.url, wait_s=0.2, ack_wait_s=1.0)
        made = eventing(store, bus, consumer)
        await store.write(noted("speaker/a", 1))
        await made.relay.publish_all()
        server.kill()
        await store.write(noted("speaker/a", 2))
        with pytest.raises(BusAway):
            await made.relay.publish_all()
        with pytest.raises(BusAway):
            await bus.receive("c", ALL)
        server.start()
        assert await made.relay.publish_all() == 1
        await take_all(made, consumer)
        await bus.close()
    assert told.given == [("speaker/a", 1), ("speaker/a", 2)]


async def test_an_event_is_read_by_the_sdk_of_cloudevents(store: Database):
    from cloudevents.core.bindings.http import HTTPMessage, from_structured
    from cloudevents.core.formats.json import JSONFormat

    await store.write(noted(subject_of("speaker", "a"), 1))
    [(_, told)] = await store.read(lambda s: cloud_events.told(s, LOCAL, limit=1))
    body = told.event.model_dump_json(exclude_none=True).encode()
    read = from_structured(
        HTTPMessage({"content-type": "application/cloudevents+json"}, body), JSONFormat()
    )
    assert (read.get_type(), read.get_subject()) == ("speaker.erased", "speaker/a")
    assert read.get_extension("tenant") == "local"
    assert UUID(read.get_id()) == told.event.id


def test_an_event_holds_what_a_reader_of_another_release_knows():
    event = CloudEvent.model_validate(
        {
            "id": str(uuid4()), "type": "task.finished", "subject": "task/1", "tenant": "local",
            "time": "2026-11-28T10:00:00Z", "dataschema": "/x", "data": {}, "newer": 1,
        }
    )  # fmt: skip
    assert event.type == "task.finished"
