"""What an operator looks at and sets over HTTP: status, models, consents that end, days of retention."""

from datetime import datetime, timedelta
from typing import Any

import anyio.to_thread
import httpx
import pytest
from sqlalchemy.orm import Session

from shared.errors import Unavailable
from shared.models.manifest import known_models
from shared.roster import ASKED

from ..app.access.door import FrontDoor
from ..app.db import consents
from ..app.db.models import ConsentRow, now
from ..app.db.session import Database
from ..app.domain.principal import SYSTEM, Role
from .conftest import HINDI, WAV

pytestmark = pytest.mark.anyio

AGREES = {"consent_voice_cloning": "true"}


async def client_of(service, door: FrontDoor, role: Role, **more: Any) -> httpx.AsyncClient:
    _, key = await door.keyring.make(role, tenant="north", role=role, **more)
    return httpx.AsyncClient(
        transport=service._transport, base_url="http://service", timeout=60,
        headers={"authorization": f"Bearer {key}"},
    )  # fmt: skip


async def test_the_status_tells_services_queue_and_room(orchestrator, services):
    services.unready.add("vc")
    told = (await orchestrator.client.get("/api/v1/status")).json()
    states = {each["service"]: each["state"] for each in told["services"]}
    assert set(states) == {each.name for each in ASKED}
    assert states["voice-conversion-service"] == "not_ready"
    assert states["asr-service"] == "ready"
    assert told["queue"] == {
        "n_waiting": 0, "oldest_wait_s": 0.0, "n_running": 0, "n_erasures_overdue": 0,
    }  # fmt: skip
    assert 0 < told["disk"]["free_bytes"] <= told["disk"]["total_bytes"]
    assert told["failed"] == {}


async def test_what_runs_is_counted(orchestrator, services):
    gate = services.hold("asr")
    sent = await orchestrator.post("/tasks", reference_text="Very good.")
    assert sent.status_code == 202
    try:
        assert await anyio.to_thread.run_sync(gate.arrived.wait, 30)
        assert (await orchestrator.client.get("/status")).json()["queue"]["n_running"] == 1
    finally:
        gate.open.set()
    await orchestrator.finished(sent.json()["task_id"])
    assert (await orchestrator.client.get("/status")).json()["queue"]["n_running"] == 0


async def test_a_service_tells_which_engine_it_has(orchestrator, monkeypatch):
    from ..app.pipelines.upstreams import Upstreams

    async def read(self: Upstreams, address: str) -> Any:
        del self
        if "asr" not in address:
            raise httpx.ConnectError("away")
        return {"version": "1.2", "commit": "c0ffee", "engine": "whisper", "mock": False}

    monkeypatch.setattr(Upstreams, "_read", read)
    told = (await orchestrator.client.get("/status")).json()["services"]
    engines = {each["service"]: (each["engine"], each["version"], each["mock"]) for each in told}
    assert engines["asr-service"] == ("whisper", "1.2", False)
    assert engines["tts-service"] == (None, None, None)


async def test_without_its_database_the_status_still_tells_of_the_services(
    orchestrator, monkeypatch
):
    async def read(self: Database, work: Any) -> Any:
        raise Unavailable("the database can't be used now")

    monkeypatch.setattr(Database, "read", read)
    told = await orchestrator.client.get("/status")
    assert told.status_code == 200
    assert told.json()["queue"] is None
    assert {each["service"] for each in told.json()["services"]} == {each.name for each in ASKED}


@pytest.mark.parametrize(("engine", "told"), [("llm", True), ("rules", False), (None, None)])
async def test_anyone_is_told_how_long_and_to_whom(orchestrator, monkeypatch, engine, told):
    from ..app.pipelines.upstreams import Upstreams

    async def read(self: Upstreams, address: str) -> Any:
        del self, address
        return {"version": "1.2", "engine": engine}

    monkeypatch.setattr(Upstreams, "_read", read)
    shown = (await orchestrator.client.get("/api/v1/privacy")).json()
    assert shown["language_model"] is told
    days = {"recordings": 0, "results": 0, "references": 30, "practice": 0}
    assert shown["kept_days"] == days
    own = {"recordings": 14, "results": 90}
    set_days = await orchestrator.client.put("/tenants/local/retention", json=own)
    assert set_days.status_code == 200
    shown = (await orchestrator.client.get("/privacy")).json()
    assert shown["kept_days"] == days | own


async def test_every_model_is_told_with_its_licence(orchestrator):
    told = (await orchestrator.client.get("/models")).json()["models"]
    assert [each["name"] for each in told] == list(known_models())
    assert all(each["licence"] and each["n_bytes"] > 0 for each in told)


async def test_the_loaded_recognisers_are_told_with_their_languages(orchestrator, services):
    model = {"engine": "mock", "model_version": "1", "languages": [HINDI]}
    services.recognisers.append(model)
    told = (await orchestrator.client.get("/models")).json()["recognisers"]
    its_own = {"name": "own", "share": None, "licence": None, "load_s": None}
    assert told == [model | its_own]


async def test_models_are_told_where_the_recogniser_tells_nothing(orchestrator, services):
    services.recognisers.append({"engine": "mock"})
    told = (await orchestrator.client.get("/models")).json()
    assert told["models"]
    assert told["recognisers"] == []


async def test_consents_that_end_soon_are_listed_and_others_are_not(orchestrator):
    for speaker, days in (("soon", "7"), ("sooner", "3"), ("later", "90"), ("gone", "5")):
        given = await orchestrator.client.post(
            f"/speakers/{speaker}/consent",
            data=AGREES | {"expires_in_days": days},
            files=[("voice_samples", ("a.wav", WAV, "audio/wav"))],
        )
        assert given.status_code in {200, 201}, given.text
    await orchestrator.client.delete("/speakers/gone/consent")

    async def listed(query: str = "") -> list[str]:
        items = (await orchestrator.client.get(f"/consents{query}")).json()["items"]
        return [each["speaker_id"] for each in items]

    assert await listed() == ["sooner", "soon"]
    assert await listed("?within_days=4") == ["sooner"]
    assert await listed("?within_days=100") == ["sooner", "soon", "later"]


async def test_consents_that_end_soon_are_told_to_who_watches(orchestrator):
    for speaker, days in (("soon", "6"), ("later", "8")):
        given = await orchestrator.client.post(
            f"/speakers/{speaker}/consent",
            data=AGREES | {"expires_in_days": days},
            files=[("voice_samples", ("a.wav", WAV, "audio/wav"))],
        )
        assert given.status_code in {200, 201}, given.text
    with anyio.fail_after(30):
        while "consents_ending 1.0" not in (await orchestrator.client.get("/metrics")).text:  # noqa: ASYNC110 (counted by a loop)
            await anyio.sleep(0.05)


def test_consents_at_their_end_are_counted_of_all_tenants(database):
    day = timedelta(days=1)

    def counted(session: Session) -> tuple[int, int]:
        return consents.n_at_their_end(session, SYSTEM, within_days=7)

    def give(tenant: str, ends_in: timedelta, **more: datetime) -> None:
        row = ConsentRow(
            tenant=tenant, speaker_id="s", scope="own_voice", wording="1", sample_keys=[],
            given_at=now() - 9 * day, expires_at=now() + ends_in, **more,
        )  # fmt: skip
        database(lambda s: s.add(row))

    assert database(counted) == (0, 0)
    give("north", 6 * day)
    give("south", 3 * day)
    give("south", 8 * day)
    give("south", 5 * day, revoked_at=now(), erased_at=now())
    give("north", -day, erased_at=now())
    assert database(counted) == (2, 0)
    give("north", -day)
    assert database(counted) == (2, 1)


async def test_days_are_set_in_place_of_those_before(orchestrator):
    path = "/api/v1/tenants/local/retention"
    before = (await orchestrator.client.get(path)).json()
    assert before["own"] == {}
    put = await orchestrator.client.put(path, json={"recordings": 30, "audit": 0})
    assert put.json()["own"] == {"recordings": 30, "audit": 0}
    assert put.json()["in_force"] == before["in_force"] | {"recordings": 30, "audit": 0}
    again = (await orchestrator.client.put(path, json={"results": 5})).json()
    assert again["own"] == {"results": 5}
    assert again["in_force"]["recordings"] == before["in_force"]["recordings"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"recordings": -1}, "recordings"), ({"recordings": 40_000}, "recordings"), ({"dreams": 3}, "dreams"), ({"audit": "3 d"}, "audit")],
)  # fmt: skip
async def test_days_that_are_none_are_refused(orchestrator, asked, field):
    refused = await orchestrator.client.put("/tenants/local/retention", json=asked)
    assert (refused.status_code, refused.json()["field"]) == (422, field)


async def test_what_is_due_is_counted_and_stays(orchestrator, rows):
    task_id = (await orchestrator.post(reference_text="Very good.")).json()["task_id"]
    rows("UPDATE tasks SET created_at = '2020-01-01 00:00:00.000000' WHERE id = ?", task_id)
    path = "/tenants/local/retention"
    await orchestrator.client.put(path, json={"recordings": 30, "results": 0})

    async def due() -> dict[str, int]:
        items = (await orchestrator.client.get(f"{path}/due")).json()["items"]
        return {each["kind"]: each["n"] for each in items if each["n"]}

    assert (await due()).get("recordings") == 1
    assert (await orchestrator.get(task_id))["audio"]["recording"] is not None
    await orchestrator.client.put(path, json={"recordings": 30, "results": 30})
    found = await due()
    assert found["results"] >= 1
    assert "recordings" not in found, "it goes with its result"


async def test_an_operator_sets_the_days_of_their_own_tenant_alone(service, door):
    operator = await client_of(service, door, "operator")
    assert (await operator.put("/tenants/north/retention", json={"audit": 9})).status_code == 200
    for refused in (
        await operator.get("/tenants/south/retention"),
        await operator.put("/tenants/south/retention", json={"audit": 9}),
        await operator.get("/tenants/south/retention/due"),
        await operator.get("/consents?tenant=south"),
    ):
        assert refused.status_code == 403
    audit = (await operator.get("/audit?action=retention.set")).json()["items"]
    assert [(each["target"], each["status"]) for each in reversed(audit)] == [
        ("tenant:north", 200), (None, 403),
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/status", "/models", "/consents", "/tenants/north/retention"])
async def test_who_is_no_operator_sees_none_of_it(service, door, path):
    teacher = await client_of(service, door, "teacher")
    assert (await teacher.get(path)).status_code == 403


async def test_what_a_request_did_is_found_by_its_id(service, door):
    operator = await client_of(service, door, "operator")
    made = await operator.post(
        "/keys", json={"name": "app", "role": "service"}, headers={"x-request-id": "lesson-7"}
    )
    found = (await operator.get("/audit?request_id=lesson-7")).json()["items"]
    assert [(each["action"], each["target"]) for each in found] == [
        ("key.made", f"key:{made.json()['id']}")
    ]
    assert (await operator.get("/audit?request_id=lesson-8")).json()["items"] == []
