"""Who did what: kept, told to operators, and without content."""

from typing import Any

import httpx
import pytest

from shared.errors import Unavailable

from ..app.access.door import FrontDoor
from ..app.db.session import Database
from ..app.domain.principal import Role
from .conftest import Orchestrator

pytestmark = pytest.mark.anyio

TEXT = "Very good canaries."
AGREES = {"consent_voice_cloning": "true"}


async def of(service, door: FrontDoor, role: Role, **more: Any) -> Orchestrator:
    made, key = await door.keyring.make(role, tenant="north", role=role, **more)
    client = httpx.AsyncClient(
        transport=service._transport, base_url="http://service", timeout=60,
        headers={"authorization": f"Bearer {key}"},
    )  # fmt: skip
    client.headers["x-key-id"] = made.id
    return Orchestrator(client)


async def told(operator: Orchestrator, query: str = "") -> list[dict]:
    answer = await operator.client.get(f"/api/v1/audit{query}", headers={"x-request-id": "looking"})
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_what_is_done_to_recordings_consents_and_keys_is_kept(service, door, rows):
    operator = await of(service, door, "operator")
    learner = await of(service, door, "learner", subject="priya-canary")
    task_id = (await learner.post(reference_text=TEXT)).json()["task_id"]
    url = (await learner.get(task_id))["audio"]["recording"]["url"]
    await service.get(url, headers={"range": "bytes=0-9"})
    await learner.client.get(f"/tasks/{task_id}/words/0/audio", headers={"x-request-id": "r-7"})
    await learner.client.post("/speakers/priya-canary/consent", data=AGREES)
    await learner.client.delete("/speakers/priya-canary/consent")
    made = (await operator.client.post("/keys", json={"name": "app", "role": "service"})).json()
    await operator.client.delete(f"/keys/{made['id']}")
    await learner.client.delete("/speakers/priya-canary")
    found = await told(operator)
    actions = [each["action"] for each in reversed(found)]
    assert actions == [
        "recording.sent", "recording.read", "recording.played", "recording.played", "consent.given",
        "consent.revoked", "key.made", "key.revoked", "speaker.erased",
    ]  # fmt: skip
    who = f"key:{learner.client.headers['x-key-id']}"
    by = [each["credential"] for each in reversed(found)]
    assert by[:6] == [who, who, "address", who, who, who]
    assert [each["target"] for each in reversed(found)][:4] == [f"task:{task_id}"] * 4
    assert {each["target"] for each in found if each["action"].startswith("key.")} == {
        f"key:{made['id']}"
    }
    assert (
        next(each for each in found if each["request_id"] == "r-7")["action"] == "recording.played"
    )
    stored = str(rows("SELECT * FROM audit"))
    assert "canar" not in stored + str(found)


async def test_a_speakers_entries_are_found_by_their_id_though_it_is_not_in_them(service, door):
    operator = await of(service, door, "operator")
    await operator.client.post("/speakers/priya/consent", data=AGREES)
    await operator.client.post("/speakers/ravi/consent", data=AGREES)
    assert len(await told(operator, "?speaker_id=priya")) == 1
    assert len(await told(operator, "?action=consent.given")) == 2


async def test_what_was_refused_is_kept_too(service, door):
    operator = await of(service, door, "operator")
    learner = await of(service, door, "learner", subject="ravi")
    assert (await learner.client.delete("/speakers/priya")).status_code == 404
    assert (await learner.client.get("/audit")).status_code == 403
    assert [(each["action"], each["status"]) for each in await told(operator)] == [
        ("audit.read", 403), ("speaker.erased", 404),
    ]  # fmt: skip


async def test_looking_again_and_again_is_one_entry(service, door):
    operator = await of(service, door, "operator")
    task_id = (await operator.post(reference_text=TEXT)).json()["task_id"]
    for _ in range(10):
        await operator.get(task_id)
    actions = [each["action"] for each in await told(operator)]
    assert actions == ["recording.read", "recording.sent"]


async def test_pages_lead_to_the_first_entry(service, door):
    operator = await of(service, door, "operator")
    for number in range(5):
        await operator.client.delete(f"/speakers/s{number}")
    whole = await told(operator)
    first = (await operator.client.get("/audit?limit=4&action=speaker.erased")).json()
    rest = (await operator.client.get(f"/audit?limit=4&action=speaker.erased&before={first['next_before']}")).json()  # fmt: skip
    assert first["items"] + rest["items"] == [
        each for each in whole if each["action"] == "speaker.erased"
    ]
    assert rest["next_before"] is None


async def test_another_tenant_reads_nothing_of_it(service, door):
    operator = await of(service, door, "operator")
    await operator.client.delete("/speakers/priya")
    _, key = await door.keyring.make("south", tenant="south", role="operator")
    answer = await service.get("/audit", headers={"authorization": f"Bearer {key}"})
    assert answer.json()["items"] == []


async def test_a_database_that_is_away_holds_nothing_up_and_gets_it_later(
    service, door, monkeypatch
):
    operator = await of(service, door, "operator")
    await operator.client.get("/tasks")
    real = Database.write

    async def away(_self, _work):
        raise Unavailable("the database is away")

    monkeypatch.setattr(Database, "write", away)
    await operator.client.get("/tasks/00000000-0000-4000-8000-000000000001")
    await door.audit.write()
    monkeypatch.setattr(Database, "write", real)
    assert [each["status"] for each in await told(operator)] == [404]
