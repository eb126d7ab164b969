"""What a fleet's process holds while it works."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.common.processes import resident_mb
from bench.common.progress import progress
from shared.testing.fleet import RunningFleet

from .callers import requests
from .recordings import SpokenText

FIRST_LOOK = 50
EVERY = 50


@dataclass(frozen=True, slots=True)
class Footprint:
    n_sent: int
    memory_mb: float
    files: int
    threads: int


async def usage_while(
    fleet: RunningFleet, recordings: Sequence[SpokenText], n_requests: int
) -> list[Footprint]:
    """After the 50th request and every 50 from there on."""
    seen: list[Footprint] = []
    sent = requests(recordings)
    async with httpx.AsyncClient(base_url=fleet.url, timeout=300) as client:
        for n in progress(range(1, n_requests + 1), "requests"):
            (await client.post("/process", **next(sent))).raise_for_status()
            if n >= FIRST_LOOK and n % EVERY == 0:
                seen.append(_usage(fleet, n))
    return seen


def _usage(fleet: RunningFleet, n_sent: int) -> Footprint:
    process = Path(f"/proc/{fleet.process.pid}")
    return Footprint(
        n_sent,
        resident_mb(fleet.process.pid),
        len(list((process / "fd").iterdir())),
        len(list((process / "task").iterdir())),
    )
