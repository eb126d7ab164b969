"""Keys: made, listed, revoked; by hand and over HTTP; and the door while there is none."""

import re
import subprocess
import sys
from collections.abc import AsyncIterator

import httpx
import pytest

from shared.settings import REPO_ROOT
from shared.testing import service_client
from shared.web.listening import LISTENING_ON

from ..app.access import recent, secrets

pytestmark = pytest.mark.anyio

NEW = {"name": "app", "role": "service"}


@pytest.fixture
async def service(services) -> AsyncIterator[httpx.AsyncClient]:
    from ..app.main import app

    async with service_client(app) as client:
        yield client


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


async def test_a_key_is_shown_once_and_closes_the_door(service):
    assert (await service.get("/tasks")).status_code == 200
    made = (await service.post("/api/v1/keys", json=NEW | {"role": "operator"})).json()
    assert re.fullmatch(r"afv_[a-z2-7]{16}_[A-Za-z0-9_-]{43}", made["key"])
    assert (await service.get("/tasks")).status_code == 401
    listed = (await service.get("/keys", headers=bearer(made["key"]))).json()
    assert [each["id"] for each in listed["items"]] == [made["id"]]
    assert made["key"].rpartition("_")[2] not in str(listed)


async def test_the_door_stays_closed_when_the_last_key_is_revoked(service):
    made = (await service.post("/keys", json=NEW | {"role": "operator"})).json()
    revoked = await service.delete(f"/keys/{made['id']}", headers=bearer(made["key"]))
    assert revoked.json()["revoked_at"] is not None
    assert (await service.get("/tasks", headers=bearer(made["key"]))).status_code == 401
    assert (await service.get("/tasks")).status_code == 401


async def test_an_operator_makes_keys_of_their_own_tenant_only(service):
    mine = (await service.post("/keys", json=NEW | {"role": "operator"})).json()["key"]
    for asked in ({"tenant": "south"}, {"scopes": ["tenants"]}):
        answer = await service.post("/keys", json=NEW | asked, headers=bearer(mine))
        assert answer.status_code == 403, asked
    assert (await service.get("/keys?tenant=south", headers=bearer(mine))).status_code == 403
    assert (await service.get("/audit?tenant=south", headers=bearer(mine))).status_code == 403


async def test_who_has_the_scope_makes_keys_of_any_tenant(service):
    asked = NEW | {"role": "operator", "scopes": ["tenants"]}
    everywhere = bearer((await service.post("/keys", json=asked)).json()["key"])
    made = await service.post("/keys", json=NEW | {"tenant": "south"}, headers=everywhere)
    assert made.json()["tenant"] == "south"
    listed = (await service.get("/keys?tenant=south", headers=everywhere)).json()["items"]
    assert [each["id"] for each in listed] == [made.json()["id"]]


@pytest.mark.parametrize(
    "asked",
    [
        {"role": "learner"},
        {"role": "learner", "subject": "a b"},
        {"role": "learner", "subject": "priya/.."},
        {"role": "king"},
        {"name": ""},
        {"name": "a\nb"},
        {"tenant": "South"},
        {"scopes": ["everything"]},
        {"expires_in_days": 0},
        {"secret": "mine"},
    ],
)
async def test_what_is_no_key_is_not_made(service, asked):
    answer = await service.post("/keys", json=NEW | asked)
    assert answer.status_code == 422
    assert answer.json()["field"]


async def test_a_key_revoked_elsewhere_ends_within_seconds(service, rows):
    from ..app.main import app

    made = (await service.post("/keys", json=NEW)).json()
    assert (await service.get("/tasks", headers=bearer(made["key"]))).status_code == 200
    rows("UPDATE api_keys SET revoked_at = '2026-01-01 00:00:00'")
    keyring = app.state.runtime.resources["door"].keyring
    shown = secrets.hash_of(made["key"])
    at, value = keyring._verified._kept[shown]
    keyring._verified._kept[shown] = (at - recent.KEPT_S, value)
    assert (await service.get("/tasks", headers=bearer(made["key"]))).status_code == 401


def test_what_was_verified_is_bounded():
    kept = recent.Recent[int](clock=lambda: 0.0)
    for number in range(recent.MOST_KEPT + 10):
        kept.put(str(number), number)
    assert kept.get("9") is None
    assert kept.get("10") == 10
    assert len(kept._kept) == recent.MOST_KEPT


class Elsewhere:
    """A caller from another machine."""

    def __init__(self, address: str) -> None:
        self.address = address

    async def __call__(self, scope, receive, send):
        from ..app.main import app

        await app(scope | {"client": (self.address, 5000)}, receive, send)


@pytest.mark.parametrize(
    ("address", "status"), [("127.0.0.1", 200), ("::1", 200), ("10.0.0.7", 401)]
)
async def test_without_keys_only_this_machine_is_let_in(service, address, status):
    transport = httpx.ASGITransport(Elsewhere(address))  # pyright: ignore[reportArgumentType]
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as far:
        assert (await far.get("/tasks")).status_code == status


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8010", 200), ("[::1]:8010", 200), ("localhost", 200), ("laptop", 200), ("rebound.example", 403)],
)  # fmt: skip
async def test_without_keys_a_strangers_name_for_this_machine_is_not_answered(
    service, host, status
):
    assert (await service.get("/tasks", headers={"host": host})).status_code == status


@pytest.mark.parametrize(
    "sent", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}]
)
async def test_without_keys_a_page_of_another_site_may_not_write(service, sent):
    assert (await service.delete("/speakers/priya", headers=sent)).status_code == 403
    assert (await service.get("/tasks", headers=sent)).status_code == 200


async def test_a_page_whose_origin_is_let_in_may_write(services, monkeypatch):
    from ..app.main import app

    monkeypatch.setenv("CORS_ALLOWED_ORIGINS", "https://app.example.org")
    async with service_client(app) as client:
        sent = {"origin": "https://app.example.org"}
        assert (await client.delete("/speakers/priya", headers=sent)).status_code == 404


async def start_failure() -> str:
    from ..app.main import app

    with pytest.raises(ValueError, match="listening on") as error:
        async with service_client(app):
            pass
    return str(error.value)


async def test_listening_for_others_without_a_key_is_refused_with_what_to_do(services, monkeypatch):
    from ..app.main import app

    LISTENING_ON.set("0.0.0.0")
    told = await start_failure()
    assert all(
        way in told for way in ("app.keys create", "OIDC_ISSUER", "AUTH=required", "AUTH=none")
    )
    monkeypatch.setenv("AUTH", "required")
    async with service_client(app) as client:
        assert (await client.get("/tasks")).status_code == 401
        door = app.state.runtime.resources["door"]
        await door.keyring.make("first", tenant="local", role="operator")
    monkeypatch.setenv("AUTH", "auto")
    async with service_client(app) as client:
        assert (await client.get("/tasks")).status_code == 401
    monkeypatch.setenv("AUTH", "none")
    async with service_client(app) as client:
        assert (await client.get("/tasks")).status_code == 200


def command(*arguments: str, data_dir) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.keys", *arguments],
        cwd=REPO_ROOT / "pipeline-orchestrator",
        env={"PATH": "", "PYTHONPATH": str(REPO_ROOT), "DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


async def test_the_first_key_is_made_by_hand_before_the_first_start(services, data_dir):
    from ..app.main import app

    made = command("create", "--name", "first", data_dir=data_dir)
    assert made.returncode == 0, made.stderr
    key = made.stdout.strip()
    key_id = key.split("_")[1]
    async with service_client(app) as client:
        assert (await client.get("/tasks")).status_code == 401
        assert (await client.get("/keys", headers=bearer(key))).status_code == 200
    listed = command("list", data_dir=data_dir).stdout
    assert key_id in listed
    assert key not in listed
    assert "revoked" in command("revoke", key_id, data_dir=data_dir).stdout
    wrong = command("revoke", "nothing", data_dir=data_dir)
    assert (wrong.returncode, wrong.stderr) == (1, "there is no key nothing\n")
    learner = command("create", "--name", "x", "--role", "learner", data_dir=data_dir)
    assert (learner.returncode, learner.stdout) == (1, "")
