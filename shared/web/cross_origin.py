"""Pages of other origins, where the operator lets them in (CORS): off unless CORS_ALLOWED_ORIGINS names them."""

import re
from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

ANY_ORIGIN = "*"
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
EXPOSED = (
    "Accept-Ranges",
    "Allow",
    "Content-Disposition",
    "Content-Length",
    "Content-Range",
    "ETag",
    "Last-Modified",
    "Location",
    "Quota-Warning",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-Id",
)
"""What a page's script may read of an answer beside what every page may."""
PREFLIGHT_HOLDS_S = 600
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/\s?#]+", re.IGNORECASE)
"""Apps have schemes of their own: `capacitor://localhost`."""


def read_origins(written: str) -> list[str]:
    """The origins of a comma-separated setting, as browsers write them. Raises ValueError for what is none."""
    found = [each.strip().rstrip("/") for each in written.split(",") if each.strip()]
    for each in found:
        if each != ANY_ORIGIN and not _ORIGIN.fullmatch(each):
            raise ValueError(
                f"CORS_ALLOWED_ORIGINS: {each[:60]!r} is no origin: write https://app.example.org, without a path, or *"
            )
    return [each.lower() for each in found]


class CrossOrigin:
    """Answers preflights and marks answers for the origins in `app.state.allowed_origins`, which the start sets.

    Credentials are never allowed: a session's cookie is for the orchestrator's own pages, and a key in `Authorization` needs
    none. So `*` opens nothing that another program could not reach as well.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._letting_in: dict[tuple[str, ...], CORSMiddleware] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origins: Sequence[str] = getattr(scope["app"].state, "allowed_origins", ())
        if scope["type"] != "http" or not origins:
            await self.app(scope, receive, send)
            return
        key = tuple(origins)
        if key not in self._letting_in:
            self._letting_in[key] = CORSMiddleware(
                self.app,
                allow_origins=key,
                allow_methods=METHODS,
                allow_headers=["*"],  # told back as asked: a wildcard would leave out Authorization
                expose_headers=EXPOSED,
                allow_private_network=ANY_ORIGIN not in key,
                max_age=PREFLIGHT_HOLDS_S,
            )
        await self._letting_in[key](scope, receive, send)
