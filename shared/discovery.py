"""Where a service is: as the roster has it, or by a name in DNS that follows from its own."""

import re

from pydantic import HttpUrl, TypeAdapter, ValidationError

from shared.roster import CONTAINER_PORT, Service

ROSTER_SAYS = "roster"
_DNS = "dns:"
_PORT = re.compile(r":\d+$")
_URL: TypeAdapter[HttpUrl] = TypeAdapter(HttpUrl)


def checked_discovery(value: str) -> str:
    """Raises ValueError."""
    if value == ROSTER_SAYS:
        return value
    pattern = value.removeprefix(_DNS)
    if not value.startswith(_DNS) or pattern.count("{service}") != 1:
        raise ValueError("DISCOVERY is `roster` or `dns:{service}.example.svc`, with or without a port")  # fmt: skip
    try:
        _URL.validate_python(_address(pattern, "asr-service"))
    except ValidationError as error:
        raise ValueError("DISCOVERY has a name that is none in DNS") from error
    return value


def address_of(service: Service, *, discovery: str, set_by_hand: str | None) -> str:
    """Without a slash at its end. What is set by hand wins."""
    if set_by_hand is not None:
        return set_by_hand.rstrip("/")
    if discovery == ROSTER_SAYS:
        return service.local_url
    return _address(discovery.removeprefix(_DNS), service.name)


def _address(pattern: str, name: str) -> str:
    host = pattern.replace("{service}", name)
    return f"http://{host}" if _PORT.search(host) else f"http://{host}:{CONTAINER_PORT}"
