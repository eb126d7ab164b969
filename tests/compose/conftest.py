"""The real docker-compose.yml, brought up once on free ports and taken down with its volumes.

`make test-compose` runs these; the default test run leaves them out. COMPOSE names the command.
"""

import sys
from collections.abc import Iterator

import pytest

from shared.roster import ROSTER
from shared.testing.compose import UP_TIMEOUT_S, Stack, own_settings


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    running = Stack(*own_settings())
    running.compose("down", "-v", "--remove-orphans", check=False)
    try:
        print("building images and starting containers", file=sys.stderr, flush=True)
        running.compose("up", "-d", "--build", timeout_s=UP_TIMEOUT_S)
        running.wait_ready(*ROSTER)
        running.make_key()
        yield running
    finally:
        running.compose("down", "-v", "--remove-orphans", check=False)
