"""Webhooks: an event reaches an address once it accepts, signed so that an independent library says so, and no address that it must not."""

import json
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import uuid4

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import Engine
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from shared.errors import Conflict, Forbidden, InvalidInput, NotFound
from shared.events import CloudEvent, SpeakerErasedFact

from ..app.db import cloud_events, event_deliveries, migrate
from ..app.db.models import now
from ..app.db.session import Database, open_database
from ..app.domain.principal import LOCAL, Principal
from ..app.domain.webhooks import Webhook
from ..app.eventing.in_process import InProcessBus
from ..app.eventing.service import Eventing
from ..app.runs.event_metrics import EventMetrics
from ..app.webhooks.addresses import AddressRefused, AllowedHosts, read_networks
from ..app.webhooks.registering import WebhookDesk
from ..app.webhooks.sending import NotTold, WebhookTeller, open_pool
from ..app.webhooks.telling import Webhooks

pytestmark = pytest.mark.anyio
KEY = b"a key for tests"
LOOPBACK = AllowedHosts(("127.0.0.1", "localhost"), read_networks("127.0.0.0/8, ::1/128"))


class Receiver:
    """An address that answers as it is told to, and keeps what came."""

    def __init__(self) -> None:
        self.answers = 200
        self.came: list[tuple[dict[str, str], bytes]] = []
        receiver = self

        class ReceiverHandler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.came.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(receiver.answers)
                if receiver.answers == 302:
                    self.send_header("location", "/elsewhere")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Nothing on the terminal."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), ReceiverHandler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/told"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


class SetClock:
    def __init__(self) -> None:
        self.at = now()

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class WebhookInstallation:
    def __init__(self, database: Database, teller: WebhookTeller, clock: SetClock) -> None:
        self.database, self.clock = database, clock
        self.desk = WebhookDesk(database, teller, LOOPBACK, 3, clock)
        webhooks = Webhooks(database, teller)
        consumer = webhooks.consumer()
        self.eventing = Eventing(
            database,
            InProcessBus(database, "p", wait_s=0.01),
            {consumer.name: consumer},
            webhooks.find,
            EventMetrics(CollectorRegistry()),
            "p",
            0.01,
            clock=clock,
        )

    async def happens(self, number: int = 1, whose: Principal = LOCAL) -> None:
        """An event, brought as far as the webhooks' own deliveries."""
        data = SpeakerErasedFact(task_ids=[], n_tasks=number, n_consents=0)
        await self.database.write(lambda s: cloud_events.tell(s, whose, "speaker/a", data))
        await self.eventing.relay.publish_all()
        [consumer] = self.eventing.consumers.values()
        while found := await self.eventing.bus.receive(consumer.name, consumer.types):
            for each in found:
                await self.eventing.handling.take_over(consumer, each)
        self.clock.at = max(self.clock.at, now())

    async def deliver(self) -> None:
        await self.eventing.deliverer.deliver_due()

    async def dead(self):
        return await self.database.read(lambda s: event_deliveries.dead_letters(s, LOCAL, limit=9))


@pytest.fixture
async def installation(engine: Engine, tmp_path: Path) -> AsyncIterator[WebhookInstallation]:
    migrate.migrate(engine)
    database = open_database(engine.url.render_as_string(hide_password=False))
    clock = SetClock()
    async with open_pool(LOOPBACK) as pool:
        yield WebhookInstallation(database, WebhookTeller(KEY, pool, clock), clock)
    database.close()


def verified(secret: str, came: tuple[dict[str, str], bytes]) -> dict:
    headers, body = came
    # The library looks at the real time; the tests' clock goes on by hours.
    stamp = datetime.fromtimestamp(int(headers["webhook-timestamp"]), tz=now().tzinfo)
    signature = Verifier(secret).sign(headers["webhook-id"], stamp, body.decode())
    if signature not in headers["webhook-signature"].split():
        raise WebhookVerificationError("no signature is of this secret")
    return json.loads(body)


async def test_an_event_is_told_signed(installation: WebhookInstallation, receiver: Receiver):
    _, secret = await installation.desk.make(LOCAL, receiver.url, ["speaker.erased"])
    await installation.happens()
    await installation.deliver()
    [came] = receiver.came
    headers, body = came
    told = Verifier(secret).verify(body, headers)
    assert (told["type"], told["data"]["n_tasks"]) == ("speaker.erased", 1)
    assert headers["content-type"] == "application/cloudevents+json"
    with pytest.raises(WebhookVerificationError):
        Verifier(secret).verify(body.replace(b"speaker.erased", b"speaker.erasee"), headers)


async def test_one_that_fails_for_an_hour_is_told_once_it_accepts(
    installation: WebhookInstallation, receiver: Receiver
):
    _, secret = await installation.desk.make(LOCAL, receiver.url, [])
    receiver.answers = 503
    await installation.happens()
    for _ in range(60):
        await installation.deliver()
        installation.clock.go_on(60)
    n_failed = len(receiver.came)
    assert 5 <= n_failed <= 8
    receiver.answers = 204
    for _ in range(120):
        installation.clock.go_on(60)
        await installation.deliver()
    accepted = receiver.came[n_failed:]
    assert len(accepted) == 1
    assert verified(secret, accepted[0])["data"]["n_tasks"] == 1
    assert len({headers["webhook-id"] for headers, _ in receiver.came}) == 1
    assert await installation.dead() == []


async def test_after_a_day_it_is_a_dead_letter_that_can_be_told_again(
    installation: WebhookInstallation, receiver: Receiver
):
    made, _ = await installation.desk.make(LOCAL, receiver.url, [])
    receiver.answers = 500
    await installation.happens()
    for _ in range(36):
        await installation.deliver()
        installation.clock.go_on(3_600)
    [letter] = await installation.dead()
    assert letter.reason == "NotTold: it answered 500"
    assert letter.consumer == f"webhook:{made.id}"
    receiver.answers, receiver.came = 200, []
    await installation.database.write(lambda s: event_deliveries.revive(s, LOCAL, letter.id))
    await installation.deliver()
    assert len(receiver.came) == 1


async def test_later_events_of_a_subject_come_after_the_one_that_waits(
    installation: WebhookInstallation, receiver: Receiver
):
    await installation.desk.make(LOCAL, receiver.url, [])
    receiver.answers = 500
    await installation.happens(1)
    await installation.deliver()
    receiver.answers = 200
    await installation.happens(2)
    await installation.deliver()
    assert len(receiver.came) == 1
    installation.clock.go_on(10)
    await installation.deliver()
    told = [json.loads(body)["data"]["n_tasks"] for _, body in receiver.came]
    assert told == [1, 1, 2]


async def test_only_what_was_asked_for_is_told_and_only_of_its_tenant(
    installation: WebhookInstallation, receiver: Receiver
):
    await installation.desk.make(LOCAL, receiver.url, ["task.finished"])
    other = Principal("other", "o", "operator")
    await installation.desk.make(other, receiver.url + "/other", [])
    await installation.happens(1)
    await installation.happens(2, other)
    await installation.deliver()
    [(_, body)] = receiver.came
    assert json.loads(body)["tenant"] == "other"


async def test_for_a_day_a_new_secret_signs_beside_the_one_before(
    installation: WebhookInstallation, receiver: Receiver
):
    made, first = await installation.desk.make(LOCAL, receiver.url, [])
    _, second = await installation.desk.renew_secret(LOCAL, made.id)
    assert first != second
    await installation.happens()
    await installation.deliver()
    verified(first, receiver.came[0])
    verified(second, receiver.came[0])
    installation.clock.go_on(86_401)
    await installation.happens(2)
    await installation.deliver()
    verified(second, receiver.came[1])
    with pytest.raises(WebhookVerificationError):
        verified(first, receiver.came[1])


async def test_one_that_is_gone_is_told_no_more(
    installation: WebhookInstallation, receiver: Receiver
):
    made, _ = await installation.desk.make(LOCAL, receiver.url, [])
    receiver.answers = 410
    await installation.happens()
    await installation.deliver()
    assert (await installation.desk.get(LOCAL, made.id)).disabled_at is not None
    assert len(await installation.dead()) == 1


async def test_a_redirection_is_not_followed(installation: WebhookInstallation, receiver: Receiver):
    made, _ = await installation.desk.make(LOCAL, receiver.url, [])
    receiver.answers = 302
    outcome = await installation.desk.test(LOCAL, made.id)
    assert (outcome.accepted, outcome.reason) == (False, "it answered 302")
    assert len(receiver.came) == 1


async def test_it_can_be_tried(installation: WebhookInstallation, receiver: Receiver):
    made, secret = await installation.desk.make(LOCAL, receiver.url, [])
    outcome = await installation.desk.test(LOCAL, made.id)
    assert (outcome.accepted, outcome.status) == (True, 200)
    [(headers, body)] = receiver.came
    assert Verifier(secret).verify(body, headers)["type"] == "webhook.tested"


async def test_one_that_is_deleted_takes_its_deliveries_along(
    installation: WebhookInstallation, receiver: Receiver
):
    made, _ = await installation.desk.make(LOCAL, receiver.url, [])
    await installation.happens()
    await installation.desk.delete(LOCAL, made.id)
    await installation.deliver()
    assert receiver.came == []
    with pytest.raises(NotFound):
        await installation.desk.delete(LOCAL, uuid4())


async def test_what_is_for_a_consumer_of_another_release_waits_and_holds_up_nobody(
    installation: WebhookInstallation, receiver: Receiver
):
    await installation.desk.make(LOCAL, receiver.url, [])
    await installation.happens()
    [(_, told)] = await installation.database.read(lambda s: cloud_events.told(s, LOCAL, limit=1))
    for name in ("newer", "webhook:no-number"):
        await installation.database.write(
            lambda s, name=name: event_deliveries.ask_again(s, LOCAL, name, [told.event])
        )
    installation.clock.go_on(1)
    await installation.deliver()
    assert len(receiver.came) == 1
    assert await installation.dead() == []


async def test_a_tenant_has_so_many_and_no_more(
    installation: WebhookInstallation, receiver: Receiver
):
    for _ in range(3):
        await installation.desk.make(LOCAL, receiver.url, [])
    with pytest.raises(Conflict):
        await installation.desk.make(LOCAL, receiver.url, [])


PUBLIC = AllowedHosts(("hooks.example.org", "*.tenants.example.org"))


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example.org/told?by=us",
        "https://hooks.example.org:8443/",
        "https://a.tenants.example.org/x",
        "https://HOOKS.example.org/x",
    ],
)
def test_a_host_that_is_listed_is_taken(url: str):
    assert PUBLIC.check_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.org/",
        "https://other.example.org/",
        "https://tenants.example.org/",
        "https://hooks.example.org.evil.example/",
        "https://evil.example/?hooks.example.org",
        "https://hooks.example.org@evil.example/",
        "https://name:word@hooks.example.org/",
        "https://hooks.example.org:99999/",
        "https:///told",
        "file:///etc/passwd",
        "gopher://hooks.example.org/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "not an address",
        "https://hooks.example.org/" + "x" * 2_048,
    ],
)
def test_any_other_address_is_refused(url: str):
    with pytest.raises(InvalidInput) as refused:
        PUBLIC.check_url(url)
    assert refused.value.members["field"] == "url"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
    ],
)  # fmt: skip
def test_a_name_that_means_a_machine_of_ours_is_not_connected_to(address: str):
    with pytest.raises(AddressRefused):
        PUBLIC.check_address(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_an_address_of_the_public_internet_is(address: str):
    assert PUBLIC.check_address(address) == address


async def test_what_a_name_means_is_looked_at_when_it_is_connected_to(receiver: Receiver):
    """A name may mean another address at each look: the one that was checked is the one that is used."""
    listed = AllowedHosts(("localhost",))
    async with open_pool(listed) as pool:
        teller = WebhookTeller(KEY, pool, now)
        port = receiver.url.rsplit(":", 1)[1]
        webhook = Webhook("local", uuid4(), f"http://localhost:{port}", (), 1, None, now(), None)
        event = CloudEvent(
            id=uuid4(), type="webhook.tested", subject="x", time=now(), dataschema="/", tenant="local", data={},
        )  # fmt: skip
        with pytest.raises(NotTold, match="not of the public internet"):
            await teller.tell(webhook, event)
    assert receiver.came == []


async def test_where_no_host_is_listed_there_are_no_webhooks(installation: WebhookInstallation):
    desk = installation.desk
    closed = WebhookDesk(desk.database, desk.teller, AllowedHosts(()), 3, now)
    with pytest.raises(Forbidden):
        await closed.make(LOCAL, "https://example.org/", [])
