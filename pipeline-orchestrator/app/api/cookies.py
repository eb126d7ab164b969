"""The cookie of a session: scripts can't read it, other sites don't send it with writes, and off loopback only TLS carries it."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.types import Message

from shared.web.listening import is_loopback

NAME = "afv_session"
SECURE_NAME = f"__Host-{NAME}"
"""A name that browsers take from this very host alone, over TLS."""


def is_secure(connection: HTTPConnection) -> bool:
    """Whether browsers have to come by TLS: everywhere but on this machine itself."""
    host = urlsplit(f"//{connection.headers.get('host', '')}").hostname or ""
    return connection.url.scheme == "https" or not is_loopback(host)


def session_cookie(connection: HTTPConnection) -> str | None:
    return connection.cookies.get(SECURE_NAME if is_secure(connection) else NAME)


def set_session(message: Message, connection: HTTPConnection, token: str) -> None:
    """Adds the cookie to the start of an answer; an empty token takes it away."""
    message["headers"] = [
        *message.get("headers", []),
        (b"set-cookie", written(connection, token).encode()),
    ]


def written(connection: HTTPConnection, token: str) -> str:
    """The value of Set-Cookie; a token is letters, digits, `-` and `_`."""
    secure = is_secure(connection)
    parts = [f"{SECURE_NAME if secure else NAME}={token}", "Path=/", "HttpOnly", "SameSite=Lax"]
    return "; ".join(parts + ["Secure"] * secure + ["Max-Age=0"] * (not token))
