"""The token between services: who asks a service behind the door has to show SERVICE_TOKEN, where it is set."""

import hmac

from starlette.types import ASGIApp, Receive, Scope, Send

from shared.errors import Unauthenticated
from shared.settings import CommonSettings
from shared.web.listening import listens_elsewhere
from shared.web.problems import answer_of

HEADER = "x-service-token"
OPEN_PATHS = frozenset({"/health", "/ready"})
"""Whoever starts, restarts and balances services asks these, and holds no token."""
SCRAPED_PATH = "/metrics"
_BEARER = b"bearer "


def service_tokens(common: CommonSettings) -> list[str]:
    """The first is shown to others, all are taken: so a token is changed without a gap."""
    written = common.service_token.get_secret_value()
    return [each.strip() for each in written.split(",") if each.strip()]


def token_headers(common: CommonSettings) -> dict[str, str]:
    """What a service's caller sends."""
    return {HEADER: token} if (token := next(iter(service_tokens(common)), "")) else {}


def refuse_to_be_open(common: CommonSettings) -> None:
    """Raises ValueError where others than this machine reach a service that asks for no token."""
    host = listens_elsewhere()
    if host is not None and common.auth != "none" and not service_tokens(common):
        raise ValueError(
            f"listening on {host} without SERVICE_TOKEN, everybody there could use this service: set the same long random "
            "SERVICE_TOKEN for all services, or AUTH=none if that is meant"
        )


class ServiceTokenGuard:
    """Answers 401 to whoever shows none of `app.state.service_tokens`, which the start sets. Pure ASGI."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["path"] in OPEN_PATHS or is_from_fleet(scope) or _is_scrape(scope):
            await self.app(scope, receive, send)
            return
        refused = Unauthenticated(f"this service answers to its own fleet: send {HEADER}")
        await answer_of(refused)(scope, receive, send)


def is_from_fleet(scope: Scope) -> bool:
    """Whether a request shows the token; where none is set this machine alone gets here."""
    tokens: list[str] = getattr(scope["app"].state, "service_tokens", [])
    return not tokens or _is_shown(scope, tokens)


def _is_shown(scope: Scope, tokens: list[str]) -> bool:
    return is_one_of(_header(scope, HEADER.encode()), tokens)


def _is_scrape(scope: Scope) -> bool:
    """Prometheus' operator can send no header of ours, so to this path alone the token may come as a bearer's."""
    if scope["path"] != SCRAPED_PATH or scope["type"] != "http":
        return False
    return is_bearer_of(_header(scope, b"authorization"), scope["app"].state.service_tokens)


def _header(scope: Scope, wanted: bytes) -> bytes:
    return next((value for name, value in scope["headers"] if name == wanted), b"")


def is_bearer_of(authorization: bytes, tokens: list[str]) -> bool:
    """Whether an `Authorization` shows one of the tokens."""
    scheme, token = authorization[: len(_BEARER)], authorization[len(_BEARER) :].strip()
    return scheme.lower() == _BEARER and is_one_of(token, tokens)


def is_one_of(shown: bytes, tokens: list[str]) -> bool:
    """All are compared, so that the time tells nothing of which was nearly right."""
    return sum(hmac.compare_digest(shown, each.encode()) for each in tokens) > 0
