"""Ports that a test's servers are started on."""

import os
import random
import socket

FIRST_PORT = 12_000
"""Below those that the kernel gives to outgoing connections (32,768 and up), and above the services' own."""
PORTS_A_WORKER = 1_000
WORKERS = 20


def free_ports(count: int) -> list[int]:
    """`count` ports that nobody takes before who asked for them binds them.

    A port that the kernel would choose is one that any outgoing connection may have a moment later. Each worker of a
    parallel test run has a range of its own.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % WORKERS
    first = FIRST_PORT + worker * PORTS_A_WORKER
    free: list[int] = []
    for port in random.sample(range(first, first + PORTS_A_WORKER), PORTS_A_WORKER):
        if _can_be_bound(port):
            free.append(port)
            if len(free) == count:
                return free
    raise RuntimeError(f"fewer than {count} free ports among {PORTS_A_WORKER} from {first} on")


def free_port() -> int:
    return free_ports(1)[0]


def _can_be_bound(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
