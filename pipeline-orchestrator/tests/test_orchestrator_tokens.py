"""JWTs of an OIDC issuer, whose keys are fetched from a real server on loopback."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, Key, RSAKey
from pydantic import ValidationError

from shared.testing import service_client

from ..app.access.tokens import REFRESH_AT_MOST_EVERY_S, TokenReader
from ..app.core.config import Settings

pytestmark = pytest.mark.anyio

RSA, EC, STRANGE = (
    RSAKey.generate_key(2048, {"kid": "rsa-1", "use": "sig"}),
    ECKey.generate_key("P-256", {"kid": "ec-1", "use": "sig"}),
    RSAKey.generate_key(2048, {"kid": "rsa-1"}),
)
LATER = RSAKey.generate_key(2048, {"kid": "rsa-2", "use": "sig"})


@dataclass
class Issuer:
    """What a sign-in server shows of itself."""

    url: str = ""
    keys: list[Key] = field(default_factory=lambda: [RSA, EC])
    asked: list[str] = field(default_factory=list)
    broken: bool = False

    def claims(self, **changed: Any) -> dict[str, Any]:
        at = int(time.time())
        return {
            "iss": self.url, "aud": "voice", "sub": "u-17", "exp": at + 300, "iat": at,
            "tenant": "north", "role": "teacher",
        } | changed  # fmt: skip

    def token(self, key: Key = RSA, alg: str = "RS256", **changed: Any) -> str:
        claims = {
            name: value for name, value in self.claims(**changed).items() if value is not None
        }
        return jwt.encode({"alg": alg, "kid": key.kid}, claims, key, algorithms=[alg])


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    found = Issuer()

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            document = (
                {"issuer": found.url, "jwks_uri": f"{found.url}/keys"}
                if "well-known" in self.path
                else {"keys": [each.as_dict(private=False) for each in found.keys]}
            )
            body = b"x" * 300_000 if found.broken else json.dumps(document).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    found.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
async def service(services, issuer, monkeypatch) -> AsyncIterator[httpx.AsyncClient]:
    from ..app.main import app

    monkeypatch.setenv("OIDC_ISSUER", issuer.url)
    monkeypatch.setenv("OIDC_AUDIENCE", "voice")
    async with service_client(app) as client:
        yield client


@pytest.fixture
def reader(service) -> TokenReader:
    from ..app.main import app

    return app.state.runtime.resources["door"].tokens


async def asked_with(service: httpx.AsyncClient, token: str) -> httpx.Response:
    return await service.get("/sessions/current", headers={"authorization": f"Bearer {token}"})


async def test_a_token_says_who_asks(service, issuer):
    shown = (await asked_with(service, issuer.token(scope="openid metrics"))).json()
    assert (shown["tenant"], shown["subject"], shown["role"]) == ("north", "u-17", "teacher")
    assert shown["scopes"] == ["metrics"]
    assert (await asked_with(service, issuer.token(EC, "ES256"))).status_code == 200
    assert issuer.asked == ["/.well-known/openid-configuration", "/keys"]


async def test_with_an_issuer_nobody_is_let_in_without_a_token(service):
    assert (await service.get("/tasks")).status_code == 401


def encoded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def unsigned(claims: dict[str, Any]) -> str:
    return f"{encoded({'alg': 'none'})}.{encoded(claims)}."


def confused(issuer: Issuer) -> str:
    """Signed symmetrically, with the public key as the secret."""
    signed = f"{encoded({'alg': 'HS256', 'kid': 'rsa-1'})}.{encoded(issuer.claims())}"
    made = hmac.new(RSA.as_pem(private=False), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(made).decode().rstrip('=')}"


WRONG = {
    "unsigned": lambda issuer: unsigned(issuer.claims()),
    "signed with the public key": confused,
    "signed by a stranger": lambda issuer: issuer.token(STRANGE),
    "by an algorithm that is not pinned": lambda issuer: issuer.token(RSA, "RS512"),
    "of another issuer": lambda issuer: issuer.token(iss="http://127.0.0.1/other"),
    "without an issuer": lambda issuer: issuer.token(iss=None),
    "for another service": lambda issuer: issuer.token(aud="payroll"),
    "for nobody": lambda issuer: issuer.token(aud=None),
    "expired": lambda issuer: issuer.token(exp=int(time.time()) - 61),
    "without an end": lambda issuer: issuer.token(exp=None),
    "not good yet": lambda issuer: issuer.token(nbf=int(time.time()) + 90),
    "of no tenant": lambda issuer: issuer.token(tenant=None),
    "of a tenant that is no name": lambda issuer: issuer.token(tenant="../south"),
    "of two tenants": lambda issuer: issuer.token(tenant=["north", "south"]),
    "of no role": lambda issuer: issuer.token(role=None),
    "of a made-up role": lambda issuer: issuer.token(role="king"),
    "of a list of roles": lambda issuer: issuer.token(role=["operator"]),
    "of nobody": lambda issuer: issuer.token(sub=None),
    "of a learner who is no speaker": lambda issuer: issuer.token(role="learner", sub="auth0|17"),
    "cut": lambda issuer: issuer.token()[:-4],
    "no token": lambda issuer: "a.b.c",
    "long": lambda issuer: "a" * 60_000,
}


@pytest.mark.parametrize("make", WRONG.values(), ids=WRONG)
async def test_a_token_that_is_wrong_in_one_thing_is_refused(service, issuer, make):
    answer = await asked_with(service, make(issuer))
    assert (answer.status_code, answer.json()["type"]) == (401, "unauthenticated")


async def test_clocks_may_differ_by_a_minute(service, issuer):
    at = int(time.time())
    for claims in ({"exp": at - 50}, {"nbf": at + 50}, {"iat": at + 50}):
        assert (await asked_with(service, issuer.token(**claims))).status_code == 200


async def test_a_new_key_of_the_issuers_is_found_and_unknown_ones_ask_for_it_seldom(
    service, issuer, reader
):
    now = [1_000.0]
    reader.keys.clock = lambda: now[0]
    assert (await asked_with(service, issuer.token())).status_code == 200
    issuer.keys = [RSA, LATER]
    issuer.asked.clear()
    for _ in range(20):
        assert (await asked_with(service, issuer.token(LATER))).status_code == 401
    assert issuer.asked == []
    now[0] += REFRESH_AT_MOST_EVERY_S
    assert (await asked_with(service, issuer.token(LATER))).status_code == 200
    for number in range(20):
        stranger = RSAKey.import_key(STRANGE.as_dict(private=True), {"kid": f"x{number}"})
        assert (await asked_with(service, issuer.token(stranger))).status_code == 401
    assert issuer.asked.count("/keys") == 1


async def test_an_issuer_that_is_away_or_answers_floods_keeps_its_earlier_keys(
    service, issuer, reader
):
    now = [1_000.0]
    reader.keys.clock = lambda: now[0]
    issuer.broken = True
    assert (await asked_with(service, issuer.token())).status_code == 503
    issuer.broken = False
    now[0] += REFRESH_AT_MOST_EVERY_S
    assert (await asked_with(service, issuer.token())).status_code == 200
    issuer.broken = True
    now[0] += 7_200
    assert (await asked_with(service, issuer.token())).status_code == 200
    now[0] += 86_400
    assert (await asked_with(service, issuer.token())).status_code == 503


@pytest.mark.parametrize(
    "changed",
    [
        {"OIDC_AUDIENCE": ""},
        {"OIDC_ALGORITHMS": "HS256"},
        {"OIDC_ALGORITHMS": "RS256,none"},
        {"OIDC_ISSUER": "http://sso.example.org"},
        {"OIDC_JWKS_URL": "http://sso.example.org/keys"},
    ],
)
def test_settings_that_would_let_others_in_are_refused(monkeypatch, changed):
    for name, value in (
        {"OIDC_ISSUER": "https://sso.example.org", "OIDC_AUDIENCE": "voice"} | changed
    ).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()
