"""Two tenants on one orchestrator: neither finds, hears, changes or erases anything of the other's."""

import copy
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Annotated, Any
from uuid import uuid4

import httpx
import pytest
from fastapi import Header

from shared.errors import Gone, Unavailable
from shared.testing import service_client
from shared.testing.diffs import judged_phone, judged_word

from ..app.api.dependencies import caller_principal
from ..app.app import App
from ..app.domain.erasure import Wish
from ..app.domain.principal import Principal
from .conftest import Orchestrator

pytestmark = pytest.mark.anyio

TEXT = "Very good."
AGREES = {"consent_voice_cloning": "true"}
NORTH, SOUTH = Principal("north", "n", "operator"), Principal("south", "s", "operator")


def named_by_header(x_tenant: Annotated[str, Header()]) -> Principal:
    return Principal(x_tenant, "test", "operator")


@pytest.fixture
async def service(services) -> AsyncIterator[httpx.AsyncClient]:
    """One orchestrator that takes its caller's tenant from a header, past the door."""
    from ..app.main import app

    app.dependency_overrides[caller_principal] = named_by_header
    try:
        async with service_client(app) as client:
            yield client
    finally:
        app.dependency_overrides.clear()


def of(service: httpx.AsyncClient, tenant: str) -> Orchestrator:
    client = httpx.AsyncClient(
        transport=service._transport,
        base_url=service.base_url,
        headers={"x-tenant": tenant},
        timeout=60,
    )
    return Orchestrator(client)


@pytest.fixture
def north(service) -> Orchestrator:
    return of(service, "north")


@pytest.fixture
def south(service) -> Orchestrator:
    return of(service, "south")


@pytest.fixture
def app(service) -> App:
    from ..app.main import app

    return app.state.runtime.resources["app"]


@pytest.fixture
def judged(diff) -> dict[str, Any]:
    """A diff that is kept as practice: of a real engine."""
    phones = [judged_phone(0, "V", state="error"), judged_phone(1, "EH", state="fine")]
    word = judged_word(0, "very", phones, start_s=0.1, error_type="mispronunciation")
    return copy.deepcopy(diff) | {"mock": False, "words": [word]}


async def recorded(
    orchestrator: Orchestrator, *, samples: list[bytes] | None = None
) -> dict[str, Any]:
    """With the consent that samples are sent under."""
    response = await orchestrator.post(
        samples=samples,
        reference_text=TEXT,
        speaker_id="priya",
        consent_voice_cloning="true" if samples else "false",
    )
    assert response.status_code == 200, response.text
    return response.json()


async def give_consent(orchestrator: Orchestrator, wav: bytes) -> None:
    files = [("voice_samples[]", ("s.wav", wav, "audio/wav"))]
    given = await orchestrator.client.post("/speakers/priya/consent", data=AGREES, files=files)
    assert given.status_code == 201


async def test_objects_lie_below_their_tenants_name(north, south, services, wav):
    await give_consent(north, wav)
    mine = await recorded(north, samples=[wav])
    theirs = await recorded(south)
    assert all(key.startswith("speakers/north/") for key in await services.stored("speakers/"))
    folders = {tuple(key.split("/")[1:3]) for key in await services.stored("tasks/")}
    assert folders == {("north", mine["task_id"]), ("south", theirs["task_id"])}


async def test_an_idempotency_key_is_its_tenants_own(north, south):
    key = {"Idempotency-Key": "lesson-1"}
    first = await north.post("/tasks", headers=key, reference_text=TEXT)
    other = await south.post("/tasks", headers=key, reference_text="Another text.")
    again = await north.post("/tasks", headers=key, reference_text=TEXT)
    assert (first.status_code, other.status_code, again.status_code) == (202, 202, 202)
    assert first.json()["task_id"] == again.json()["task_id"] != other.json()["task_id"]
    clash = await south.post("/tasks", headers=key, reference_text=TEXT)
    assert clash.status_code == 409


Ask = Callable[[httpx.AsyncClient, str], Coroutine[Any, Any, httpx.Response]]
ASKED: dict[str, Ask] = {
    "look": lambda client, task_id: client.get(f"/tasks/{task_id}"),
    "follow": lambda client, task_id: client.get(f"/tasks/{task_id}/events"),
    "listen": lambda client, task_id: client.get(f"/tasks/{task_id}/words/0/audio"),
    "cancel": lambda client, task_id: client.post(f"/tasks/{task_id}/cancel"),
    "erase": lambda client, task_id: client.delete(f"/tasks/{task_id}"),
    "revoke": lambda client, task_id: client.delete(f"/tasks/{task_id}/consent"),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
async def test_a_task_is_not_there_for_another_tenant(north, south, services, judged, wav, ask):
    services.answers["diff"] = judged
    task = await recorded(north, samples=[wav])
    before = await services.stored("tasks/")
    assert (await ask(south.client, task["task_id"])).status_code == 404
    assert await services.stored("tasks/") == before
    shown = await north.get(task["task_id"])
    assert (shown["status"], shown["consent"]["revoked_at"]) == ("succeeded", None)
    assert (await ask(north.client, task["task_id"])).status_code != 404


async def test_a_page_holds_ones_own_tasks_only(north, south):
    mine = [(await recorded(north))["task_id"] for _ in range(3)]
    await recorded(south)
    page = (await north.client.get("/tasks?limit=2")).json()
    rest = (await north.client.get(f"/tasks?limit=2&cursor={page['next_cursor']}")).json()
    assert [each["task_id"] for each in page["items"] + rest["items"]] == mine[::-1]
    assert rest["next_cursor"] is None
    assert len((await south.client.get("/tasks?status=succeeded")).json()["items"]) == 1


async def test_a_speaker_of_the_same_name_is_another_one(north, south, services, judged):
    services.answers["diff"] = judged
    await recorded(north)
    assert (await south.client.get("/speakers/priya/progress")).status_code == 404
    await recorded(south)
    assert services.requests["feedback"]["history"]["recordings"] == []
    assert services.requests["feedback"]["history"]["same_text"] is None
    for each in (north, south):
        progress = (await each.client.get("/speakers/priya/progress")).json()
        assert len(progress["recordings"]) == 1


async def test_a_consent_holds_in_its_tenant_only(north, south, services, wav):
    await give_consent(north, wav)
    assert (await south.client.get("/speakers/priya/consent")).status_code == 404
    assert (await south.client.delete("/speakers/priya/consent")).status_code == 404
    vc = next(each for each in (await recorded(south))["stages"] if each["name"] == "vc")
    assert (vc["status"], vc["reason"]) == ("skipped", "consent_not_given")
    await give_consent(south, wav)
    assert (await south.client.delete("/speakers/priya/consent")).json()["erased_objects"] == 1
    assert (await north.client.get("/speakers/priya/consent")).json()["holds"] is True
    assert len(await services.stored("speakers/north/")) == 1


async def test_an_erasure_ends_at_its_tenants_border(north, south, services, wav):
    for each in (north, south):
        await give_consent(each, wav)
        await recorded(each)
    kept = await services.stored("tasks/north/") | await services.stored("speakers/north/")
    erased = (await south.client.delete("/speakers/priya")).json()
    assert (erased["n_tasks"], erased["n_consents"]) == (1, 1)
    assert await services.stored("tasks/south/") | await services.stored("speakers/south/") == set()
    assert await services.stored("tasks/north/") | await services.stored("speakers/north/") == kept
    assert (await north.client.get("/speakers/priya/consent")).status_code == 200
    assert (await south.client.get("/speakers/priya/consent")).status_code == 404


async def test_a_wish_to_erase_that_waits_is_its_tenants_own(app):
    """While the database is away, wishes are kept beside it."""
    task_id = uuid4()
    for wish in (Wish.of_speaker(NORTH, "priya"), Wish.of_task(NORTH, task_id)):
        app.eraser._wishes[wish.id] = wish
    with pytest.raises(Gone):
        app.eraser.require_speaker(NORTH, "priya")
    with pytest.raises(Unavailable):
        app.eraser.require_speaker(NORTH, "priya", for_new=True)
    with pytest.raises(Gone):
        app.eraser.require_task(NORTH, task_id)
    app.eraser.require_speaker(SOUTH, "priya", for_new=True)
    app.eraser.require_task(SOUTH, task_id)
    assert (app.eraser.unwanted(NORTH), app.eraser.unwanted(SOUTH)) == ({task_id}, set())
    assert not app.eraser.is_revoking(SOUTH, "priya")


@pytest.mark.parametrize(
    "tenant",
    ["", "North", "a/b", "..", "-a", "a-", "a" * 33, "a\n", "3e2be557-1091-4977-a498-a7ccb0a45d11"],
)
def test_a_tenant_that_could_be_no_folder_is_refused(tenant):
    with pytest.raises(ValueError, match="a tenant is"):
        Principal(tenant, "s", "operator")
