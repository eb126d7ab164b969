"""Which addresses may be told: hosts that the operator named, at addresses of the public internet (or of networks that they named)."""

import ipaddress
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import anyio
import httpcore

from shared.errors import InvalidInput

MOST_CHARS = 2_048
CONNECT_S = 5.0

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class AddressRefused(Exception):
    """The host's address is not one that may be told."""


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    hosts: tuple[str, ...]
    """Names; `*.example.org` for all below it."""
    networks: tuple[Network, ...] = ()
    """Of addresses beside those of the public internet."""

    def check_url(self, url: str) -> str:
        """The address as it is kept. Raises InvalidInput, naming `url`."""
        if len(url) > MOST_CHARS:
            raise InvalidInput(f"the address has more than {MOST_CHARS} characters", field="url")
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError as error:
            raise InvalidInput("this is no address", field="url") from error
        if not host or parts.username is not None or parts.fragment:
            raise InvalidInput("an address is https://host/path, without a name or a fragment", field="url")  # fmt: skip
        if parts.scheme != "https" and not (parts.scheme == "http" and self.networks):
            raise InvalidInput("an address begins with https://", field="url")
        if not self._has(host):
            raise InvalidInput(
                f"{host} is not among the hosts that may be told: the operator lists them in WEBHOOK_HOSTS",
                field="url",
            )
        return url

    def _has(self, host: str) -> bool:
        name = host.rstrip(".").lower()
        return any(
            name.endswith(each[1:]) if each.startswith("*.") else name == each
            for each in self.hosts
        )

    def check_address(self, address: str) -> str:
        """Raises AddressRefused for one of a private network, this machine, or no host at all."""
        ip = ipaddress.ip_address(address)
        mapped = getattr(ip, "ipv4_mapped", None)
        ip = mapped or ip
        named = any(ip.version == each.version and ip in each for each in self.networks)
        if not named and (not ip.is_global or ip.is_multicast):
            raise AddressRefused(f"the host's address {ip} is not of the public internet")
        return address


def read_hosts(listed: str) -> tuple[str, ...]:
    """Comma-separated."""
    return tuple(each.strip().lower() for each in listed.split(",") if each.strip())


def read_networks(listed: str) -> tuple[Network, ...]:
    """Comma-separated. Raises ValueError for what is no network."""
    return tuple(ipaddress.ip_network(each.strip()) for each in listed.split(",") if each.strip())


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to the address that was checked, not to what the name means a moment later."""

    def __init__(self, allowed: AllowedHosts) -> None:
        self._allowed = allowed
        self._inner: Any = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as httpcore has it
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises AddressRefused where any address of the name may not be told, and what httpcore raises."""
        found = [self._allowed.check_address(each) for each in await _addresses(host, port)]
        return await self._inner.connect_tcp(
            found[0], port, timeout or CONNECT_S, local_address, socket_options
        )

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - as httpcore has it
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise AddressRefused("a socket of this machine is no host")

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)


async def _addresses(host: str, port: int) -> Sequence[str]:
    """At least one. Raises httpcore.ConnectError."""
    try:
        found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore.ConnectError(f"{host} has no address") from error
    return [str(each[4][0]) for each in found]
