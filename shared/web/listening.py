"""Where a service listens: on this machine alone, or for others too. What may be open to all depends on it."""

import ipaddress
from contextvars import ContextVar

LISTENING_ON: ContextVar[str | None] = ContextVar("LISTENING_ON", default=None)
"""The host that the server around an application binds, seen by the application's start; None where it is served by another
server than `shared.web.server`, or by none."""


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own, which no other machine reaches."""
    plain = host.strip("[]").lower()
    if plain == "localhost" or plain.endswith(".localhost"):
        return True
    return is_address(plain) and ipaddress.ip_address(plain).is_loopback


def is_address(host: str) -> bool:
    """Whether it is a number rather than a name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def listens_elsewhere() -> str | None:
    """The host that this service listens on, if others can reach it."""
    host = LISTENING_ON.get()
    return None if host is None or is_loopback(host) else host
