"""Requests a minute: of a key, of its tenant, of an address that signs in; in this process, and in Redis."""

import re
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from limits.aio import strategies
from limits.aio.storage import memory

from shared.testing import service_client
from shared.testing.servers import running_redis

from ..app.access import rates
from ..app.access.door import FrontDoor
from ..app.access.rates import network_of
from ..app.domain.quotas import Quota

pytestmark = pytest.mark.anyio


HALF_PAST_A_MINUTE = SimpleNamespace(time=lambda: 1_800_000_030.0)


@pytest.fixture
def few(monkeypatch) -> None:
    """Limits that a test reaches, all of it within one minute; named before `service`, which starts with them."""
    for module in (memory, strategies, rates):
        monkeypatch.setattr(module, "time", HALF_PAST_A_MINUTE)
    monkeypatch.setenv("ORCHESTRATOR_KEY_READS_PER_MINUTE", "4")
    monkeypatch.setenv("ORCHESTRATOR_TENANT_READS_PER_MINUTE", "6")
    monkeypatch.setenv("ORCHESTRATOR_KEY_WORK_PER_MINUTE", "2")
    monkeypatch.setenv("ORCHESTRATOR_SIGN_INS_PER_MINUTE", "3")


async def of(service: httpx.AsyncClient, door: FrontDoor, **more: Any) -> httpx.AsyncClient:
    asked: dict[str, Any] = {"tenant": "north", "role": "operator"} | more
    made, key = await door.keyring.make("a key", **asked)
    headers = {"authorization": f"Bearer {key}", "x-key-id": made.id}
    return httpx.AsyncClient(
        transport=service._transport, base_url="http://service", headers=headers, timeout=60
    )


async def statuses(client: httpx.AsyncClient, n: int, path: str = "/tasks") -> list[int]:
    return [(await client.get(path)).status_code for _ in range(n)]


async def test_answers_tell_what_is_left_and_then_refuse(few, service, door):
    client = await of(service, door)
    first = await client.get("/tasks")
    assert first.headers["ratelimit-policy"] == '"key-reads";q=4;w=60, "tenant-reads";q=6;w=60'
    key, tenant = first.headers["ratelimit"].split(", ")
    assert re.fullmatch(r'"key-reads";r=3;t=\d+', key)
    assert re.fullmatch(r'"tenant-reads";r=5;t=\d+', tenant)
    assert await statuses(client, 3) == [200] * 3
    refused = await client.get("/tasks")
    assert refused.status_code == 429
    assert refused.headers["content-type"] == "application/problem+json"
    problem = refused.json()
    assert (problem["type"], problem["limit"]) == ("rate-limited", 4)
    assert problem["violated-policies"] == ["key-reads"]
    effective_s = int(refused.headers["ratelimit"].split("t=")[1].split(",")[0])
    assert int(refused.headers["retry-after"]) >= effective_s
    assert '"key-reads";r=0;' in refused.headers["ratelimit"]


async def test_a_key_beyond_its_limit_leaves_its_tenants_room_to_others(few, service, door):
    greedy, other, stranger = [await of(service, door) for _ in range(2)] + [
        await of(service, door, tenant="south")
    ]
    assert await statuses(greedy, 10) == [200] * 4 + [429] * 6
    assert await statuses(other, 3) == [200, 200, 429]  # six of the tenant
    assert await statuses(stranger, 4) == [200] * 4


async def test_work_reads_and_endings_are_counted_apart(few, service, door):
    client = await of(service, door)
    new = {"name": "app", "role": "service"}
    made = [await client.post("/keys", json=new) for _ in range(3)]
    assert [each.status_code for each in made] == [201, 201, 429]
    assert await statuses(client, 5) == [200] * 4 + [429]
    gone = await client.delete(f"/keys/{made[0].json()['id']}")
    assert gone.status_code == 200


async def test_with_a_session_a_key_has_no_second_limit(few, service, door):
    _, key = await door.keyring.make("page", tenant="north", role="operator")
    page = httpx.AsyncClient(transport=service._transport, base_url="http://127.0.0.1:8010")
    assert (await page.post("/sessions", json={"key": key})).status_code == 201
    assert await statuses(page, 3) == [200] * 3
    bearer = httpx.AsyncClient(
        transport=service._transport,
        base_url="http://service",
        headers={"authorization": f"Bearer {key}"},
    )
    assert await statuses(bearer, 2) == [200, 429]


async def test_keys_cant_be_tried_quickly_from_one_address(few, service, door):
    _, key = await door.keyring.make("page", tenant="north", role="operator")
    wrong = {"key": f"afv_{'a' * 16}_{'A' * 43}"}
    tries = [await service.post("/sessions", json=wrong) for _ in range(4)]
    assert [each.status_code for each in tries] == [401, 401, 401, 429]
    assert tries[-1].json()["violated-policies"] == ["address-sign-ins"]
    right = await service.post("/api/v1/sessions", json={"key": key})
    assert (right.status_code, "set-cookie" in right.headers) == (429, False)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unix", "unix"),
    ],
)
def test_an_address_is_what_one_subscriber_has(address, network):
    assert network_of(address) == network


async def test_this_machine_without_keys_is_not_limited(few, orchestrator):
    answers = [await orchestrator.client.get("/tasks") for _ in range(12)]
    assert {each.status_code for each in answers} == {200}
    assert "ratelimit" not in answers[0].headers


async def test_what_was_set_for_a_tenant_or_a_key_holds_at_once(few, service, door):
    client = await of(service, door)
    principal = (await door.keyring.listed_of_all())[0].principal
    await door.quotas.set(principal, Quota(reads_per_minute=-1), client.headers["x-key-id"])
    await door.quotas.set(principal, Quota(reads_per_minute=9))
    assert await statuses(client, 10) == [200] * 9 + [429]


async def test_refusals_are_counted_by_the_name_of_the_limit(few, service, door):
    client, watcher = await of(service, door), await of(service, door, tenant="south")
    await statuses(client, 7)
    told = (await watcher.get("/metrics")).text
    assert 'orchestrator_refused_total{limit="key-reads"} 3.0' in told


async def test_two_processes_count_together_in_redis_and_apart_without_it(
    few, services, monkeypatch
):
    from ..app.main import app

    monkeypatch.setenv("AUTH", "required")
    with running_redis() as redis:
        monkeypatch.setenv("RATE_LIMITS_URL", redis.url)
        async with service_client(app) as client:
            door = app.state.runtime.resources["door"]
            first, second = [await of(client, door) for _ in range(2)]
            assert await statuses(first, 4) == [200] * 4
            door.rates.counts.near = None  # Redis alone has counted
            assert await statuses(first, 1) == [429]
            assert await statuses(second, 3) == [200, 200, 429]
        async with service_client(app) as client:  # another process
            door = app.state.runtime.resources["door"]
            third = await of(client, door)
            assert await statuses(third, 1) == [429]
            redis.kill()
            assert await statuses(third, 5) == [200] * 4 + [429]
            stranger = await of(client, door, tenant="south")
            metrics = (await stranger.get("/metrics")).text
            away = re.search(r"orchestrator_rate_counts_away_total (\d+)", metrics)
            assert away is not None
            assert int(away[1]) > 4
