"""What a fleet's process holds while it works."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import httpx

from bench.common.processes import (
    memory_with_children_mb,
    n_open_files,
    n_threads,
    resident_mb,
)
from shared.testing.fleet import RunningFleet

from .mixed import MixedCaller, UnexpectedAnswer
from .recordings import SpokenText

EVERY = 50
IDLE_THREADS_S = 11.0
HEADER = "  requests  memory MB  with decoders  open files  threads"


@dataclass(frozen=True, slots=True)
class Footprint:
    n_sent: int
    memory_mb: float
    """Resident, of the fleet's process."""
    with_children_mb: float
    """Its decoders as well, shared pages counted once."""
    files: int
    threads: int


@dataclass(slots=True)
class UsageTold:
    seen: list[Footprint]
    wrong: list[str]
    """Answers that were none of those a request may have."""


async def usage_while(
    fleet: RunningFleet, recordings: Sequence[SpokenText], n_requests: int, *, n_callers: int
) -> UsageTold:
    """Requests of all kinds; looks at the process after every 50th, once all callers have their answer."""
    told = UsageTold([], [])
    async with httpx.AsyncClient(base_url=fleet.url, timeout=300) as client:
        caller = MixedCaller(fleet, client, recordings)
        for n_sent in range(EVERY, n_requests + 1, EVERY):
            left = iter(range(EVERY))
            async with asyncio.TaskGroup() as group:
                for _ in range(n_callers):
                    group.create_task(_send_while(left, caller, told))
            await _until_idle(client)
            await _until_threads_ended(client)
            told.seen.append(_footprint(fleet, n_sent))
            _show(told.seen[-1])
    return told


async def _send_while(left: Iterator[int], caller: MixedCaller, told: UsageTold) -> None:
    for _ in left:
        try:
            await caller.send_next()
        except (UnexpectedAnswer, httpx.HTTPError) as error:
            told.wrong.append(f"{type(error).__name__}: {error}")


async def _until_idle(client: httpx.AsyncClient) -> None:
    """Tasks that were only sent are done as well."""
    for status in ("queued", "running"):
        while (await client.get("/tasks", params={"status": status, "limit": 1})).json()["items"]:  # noqa: ASYNC110 (another process)
            await asyncio.sleep(0.5)


async def _until_threads_ended(client: httpx.AsyncClient) -> None:
    """A thread that has had no work for 10 s ends when another is given some."""
    await asyncio.sleep(IDLE_THREADS_S)
    await client.get("/tasks", params={"limit": 1})


def _footprint(fleet: RunningFleet, n_sent: int) -> Footprint:
    pid = fleet.process.pid
    return Footprint(
        n_sent, resident_mb(pid), memory_with_children_mb(pid), n_open_files(pid), n_threads(pid)
    )


def _show(each: Footprint) -> None:
    print(
        f"{each.n_sent:10}  {each.memory_mb:9.0f}  {each.with_children_mb:13.0f}  {each.files:10}  {each.threads:7}",
        flush=True,
    )
