"""Services behind the door: who reaches them has to be of the fleet."""

import pytest
from pydantic import ValidationError

from shared.mount import application
from shared.roster import ORCHESTRATOR, PHONEME_DIFF, ROSTER
from shared.settings import CommonSettings
from shared.testing import service_client
from shared.web.listening import LISTENING_ON, is_loopback
from shared.web.service_token import HEADER, OPEN_PATHS, token_headers

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mock_mode")]

BEHIND = [service for service in ROSTER if service is not ORCHESTRATOR]


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("SERVICE_TOKEN", "new-token, old-token")
    return "new-token"


@pytest.mark.parametrize("service", BEHIND, ids=lambda service: service.name)
async def test_every_route_but_the_probes_asks_for_the_token(token, service):
    app = application(service)
    paths = [
        "/health",
        "/ready",
        "/version",
        "/metrics",
        "/docs",
        "/openapi.json",
        service.endpoint,
        "/nowhere",
    ]
    async with service_client(app) as client:
        for path in paths:
            answers = [await client.get(path), await client.get(path, headers={HEADER: "guess"})]
            if path in OPEN_PATHS:
                assert {each.status_code for each in answers} <= {200, 503}
                continue
            assert {each.status_code for each in answers} == {401}, path
            assert answers[0].headers["content-type"] == "application/problem+json"
            for right in (token, "old-token"):
                assert (await client.get(path, headers={HEADER: right})).status_code != 401


@pytest.mark.parametrize("service", BEHIND, ids=lambda service: service.name)
async def test_metrics_and_nothing_else_take_the_token_as_a_bearers(token, service):
    right = [f"Bearer {token}", "bearer old-token"]
    wrong = ["Bearer guess", "Bearer", "Bearer ", f"Basic {token}", token, "Bearer new-token, old-token"]  # fmt: skip
    async with service_client(application(service)) as client:

        async def asked(path: str, shown: str) -> int:
            return (await client.get(path, headers={"authorization": shown})).status_code

        assert [await asked("/metrics", each) for each in right] == [200, 200]
        assert {await asked("/metrics", each) for each in wrong} == {401}
        for path in ("/version", "/docs", service.endpoint, "/metrics/", "/nowhere"):
            assert {await asked(path, each) for each in right} == {401}, path


async def test_without_a_token_on_this_machine_nothing_is_asked(token, monkeypatch):
    monkeypatch.delenv("SERVICE_TOKEN")
    async with service_client(application(PHONEME_DIFF)) as client:
        assert (await client.get("/version")).status_code == 200


def test_the_first_of_several_tokens_is_shown(token):
    assert token_headers(CommonSettings()) == {HEADER: token}


async def test_listening_for_others_without_a_token_is_refused(monkeypatch):
    LISTENING_ON.set("0.0.0.0")
    with pytest.raises(ValueError, match="without SERVICE_TOKEN"):
        async with service_client(application(PHONEME_DIFF)):
            pass
    monkeypatch.setenv("AUTH", "none")
    async with service_client(application(PHONEME_DIFF)) as client:
        assert (await client.get("/version")).status_code == 200


@pytest.mark.parametrize("token", ["development-only", "x,development-only"])
def test_production_refuses_the_examples_token(monkeypatch, token):
    monkeypatch.setenv("APP_ENV", "production")
    monkeypatch.setenv("URL_SIGNING_KEY", "long-and-random")
    monkeypatch.setenv("SERVICE_TOKEN", token)
    with pytest.raises(ValidationError, match="SERVICE_TOKEN"):
        CommonSettings()


@pytest.mark.parametrize(
    ("host", "is_near"),
    [
        ("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("[::1]", True), ("localhost", True),
        ("0.0.0.0", False), ("::", False), ("192.168.1.4", False), ("example.org", False), ("", False),
        ("localhost.example.org", False),
    ],
)  # fmt: skip
def test_only_this_machine_is_near(host, is_near):
    assert is_loopback(host) == is_near


@pytest.mark.parametrize("public_url", ["http://127.0.0.1:8010", "https://coach.example.org"])
async def test_every_answer_tells_browsers_what_it_is_not_for(monkeypatch, public_url):
    monkeypatch.setenv("PUBLIC_URL", public_url)
    async with service_client(application(PHONEME_DIFF)) as client:
        for path in ("/health", "/nowhere", "/docs", "/openapi.json"):
            headers = (await client.get(path)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["cache-control"] == "no-store"
            assert ("strict-transport-security" in headers) == public_url.startswith("https")
