"""The time of day set forth and back by a day under a running orchestrator."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import anyio
import pytest
from limits.aio import strategies
from limits.aio.storage import MemoryStorage, memory
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from shared.errors import Forbidden
from shared.storage import files
from shared.storage.files import UrlSigner

from ..app.access import rates
from ..app.access.rates import RequestCounts
from ..app.db.models import base, now
from ..app.runs import maintenance
from ..app.runs.maintenance import RetentionKeeper
from ..app.runs.supervisor import Pulse
from ..app.runs.worker import Worker
from .conftest import moved_datetime

pytestmark = pytest.mark.anyio
DAY_S = 86_400.0
NOON = 1_800_000_030.0
"""Half past a minute."""


@pytest.fixture
def set_clock(monkeypatch):
    """Moves the time of day by so many hours, for rows, signed addresses and counted requests."""

    def move(hours: float) -> None:
        monkeypatch.setattr(base, "datetime", moved_datetime(hours))
        told = SimpleNamespace(time=lambda: NOON + 3600 * hours)
        for module in (files, memory, strategies, rates):
            monkeypatch.setattr(module, "time", told)

    return move


@pytest.mark.parametrize("hours", [24, -24])
async def test_a_task_that_runs_meanwhile_ends_and_so_does_the_next(
    orchestrator, services, set_clock, hours
):
    gate = services.hold("asr")
    task_id = (await orchestrator.post("/tasks", reference_text="Very good.")).json()["task_id"]
    assert await anyio.to_thread.run_sync(gate.arrived.wait, 30)
    set_clock(hours)
    gate.open.set()
    assert (await orchestrator.finished(task_id))["status"] == "succeeded"
    assert services.calls.count("asr") == 1
    set_clock(0)
    answer = await orchestrator.post(reference_text="Very good.")
    assert answer.status_code == 200
    listed = (await orchestrator.client.get("/tasks")).json()["items"]
    assert {task_id, answer.json()["task_id"]} <= {each["task_id"] for each in listed}


async def test_a_key_is_let_in_by_what_the_clock_says_now(service, door, set_clock):
    soon = now() + timedelta(hours=1)
    _, key = await door.keyring.make("a key", tenant="north", role="operator", expires_at=soon)
    asked = {"authorization": f"Bearer {key}"}
    statuses = []
    for hours in (0, 24, 0, -24):
        set_clock(hours)
        statuses.append((await service.get("/tasks", headers=asked)).status_code)
    assert statuses == [200, 401, 200, 200]


@pytest.mark.parametrize("hours", [24, -24])
async def test_nobody_is_refused_for_longer_than_a_minute_by_what_was_counted_before(
    set_clock, hours
):
    set_clock(0)
    counts = RequestCounts(SlidingWindowCounterRateLimiter(MemoryStorage()))
    taken = [await counts.take("key-work", 2, "north") for _ in range(3)]
    assert [has_room for has_room, _ in taken] == [True, True, False]
    set_clock(hours)
    has_room, left = await counts.take("key-work", 2, "north")
    assert has_room
    assert 1 <= left.reset_s <= 60
    assert [(await counts.take("key-work", 2, "north"))[0] for _ in range(2)] == [True, False]


def test_a_signed_address_ends_by_the_clock_that_is_right_again(set_clock):
    signer = UrlSigner(b"a secret", "http://here", ttl_s=3600)
    set_clock(24)
    url = signer.url("tasks/a.wav")
    sent = dict(part.split("=") for part in url.partition("?")[2].split("&"))
    seal = {"expires": int(sent["expires"]), "signature": sent["signature"]}
    signer.verify("tasks/a.wav", **seal)
    set_clock(0)
    assert seal["expires"] - NOON <= DAY_S + 3600 + 60  # a day too long, and no more
    set_clock(26)
    with pytest.raises(Forbidden, match="expired"):
        signer.verify("tasks/a.wav", **seal)
    set_clock(-24)
    signer.verify("tasks/a.wav", **seal)


class Purging:
    """Counts how often what is due is erased."""

    def __init__(self) -> None:
        self.n = 0

    async def purge(self) -> None:
        self.n += 1


@dataclass
class Clocks:
    """One since the boot, that nobody sets, and the time of day."""

    since_boot: float = 0.0
    time_of_day: float = NOON

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.time_of_day, UTC)

    def pass_time(self, seconds: float) -> None:
        self.since_boot += seconds
        self.time_of_day += seconds


@pytest.mark.parametrize(
    ("hours", "n_purges"),
    [(24, 0), (2, 0), (24 * 3650, 0), (-24, 1), (0.5, 1), (0, 1)],
)
async def test_nothing_is_erased_by_a_clock_that_was_set_forth(monkeypatch, hours, n_purges):
    clocks, purging = Clocks(), Purging()
    monkeypatch.setattr(maintenance, "now", clocks.now)
    every_s = 3600.0
    worker = SimpleNamespace(
        purger=purging,
        clock=lambda: clocks.since_boot,
        settings=SimpleNamespace(retention_every_s=every_s),
    )
    keeper = RetentionKeeper(cast("Worker", worker), steady=lambda: clocks.since_boot)
    pulse = Pulse("purger", lambda: clocks.since_boot)
    await keeper._look(pulse)
    assert purging.n == 1  # at the start
    clocks.time_of_day += 3600 * hours
    for _ in range(2):
        clocks.pass_time(every_s * 0.6)
        await keeper._look(pulse)
    assert purging.n == 1 + n_purges
    clocks.time_of_day = NOON + clocks.since_boot  # right again
    for _ in range(3):
        clocks.pass_time(DAY_S * 0.6)
        await keeper._look(pulse)
    assert purging.n > 1 + n_purges
