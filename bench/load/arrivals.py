"""How users come: one after another as soon as the one before has gone, or when they come, whoever is still there."""

import asyncio
import random
import time
from collections.abc import Iterator

from .journeys import Kind, Trip, Users


async def by_turns(users: Users, kinds: Iterator[Kind], *, n_at_once: int, seconds: float) -> list[Trip]:  # fmt: skip
    """As many as `n_at_once` at any time: what a fleet can do at most. Those who came before the end are waited for."""
    told: list[Trip] = []
    ends = time.monotonic() + seconds

    async def come_again() -> None:
        while time.monotonic() < ends:
            told.append(await users.travel(next(kinds)))

    async with asyncio.TaskGroup() as group:
        for _ in range(n_at_once):
            group.create_task(come_again())
    return told


async def as_they_come(users: Users, kinds: Iterator[Kind], *, per_s: float, seconds: float, seed: int) -> list[Trip]:  # fmt: skip
    """So many a second by chance, the same chance for the same seed: who finds the fleet busy does not keep the next from coming."""
    draw = random.Random(seed)
    begun = time.monotonic()
    came_s = draw.expovariate(per_s)
    async with asyncio.TaskGroup() as group:
        travelling: list[asyncio.Task[Trip]] = []
        while came_s < seconds:
            await asyncio.sleep(max(0.0, begun + came_s - time.monotonic()))
            travelling.append(group.create_task(users.travel(next(kinds))))
            came_s += draw.expovariate(per_s)
        await asyncio.sleep(max(0.0, begun + seconds - time.monotonic()))
    return [each.result() for each in travelling]
