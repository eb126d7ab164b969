"""How many users of every kind a fleet bears, whether it stays the same for long, and what becomes of five times as many.

    make bench-load                                                  the three, two minutes each: to see that all works
    make bench-load ARGS="--soak-minutes 20 --step-s 120"            what docs/performance.md has
    make bench-load ARGS="--phases soak --per-minute 18"             one of them, at a pace that is known

The fleet runs in a process of its own with its real engines; learners, developers, teachers, leads of call centres and live readers
(journeys.py) come as bench.load.journeys.MIX has it.

1. capacity: more and more at once, each followed by the next, until more bring no more answers, or learners wait for longer than is promised;
2. soak: four fifths of that, as they come by chance. The four quarters have the same users at the same moments, so that what differs is the fleet;
3. overload: five times that. Whoever is not answered within what they wait has to be told when to come again; then, how soon all is well again.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.calls.__main__ import SCRIPTS
from bench.calls.scripts import ScriptedCall, scripted_calls
from bench.calls.spoken import spoken
from bench.common.setting import setting
from shared.cores import usable_cores
from shared.testing.fleet import RunningFleet, running_fleet

from .arrivals import as_they_come, by_turns
from .figures import (
    MOST_MORE_FILES,
    MOST_SLOWER,
    Quarter,
    growth,
    is_flat,
    kinds_table,
    p95,
    quarter_of,
    quarters_table,
)
from .journeys import DEADLINES_S, Trip, Users, shuffled
from .processes import Watcher, between
from .recordings import spoken_clips

PROMISED_S = 20.0
"""For a clip below 6 s (docs/operations.md), here of 4 to 8 s."""
LEVELS = (1, 2, 3, 4, 6, 8, 12)
LEAST_GAIN = 1.05
"""More who come at once and bring less than that: the fleet does what it can."""
SHARE_OF_CAPACITY = 0.8
TIMES_CAPACITY = 5.0
RECOVERED_S = 30.0
PROBE_EVERY_S = 2.0
GIVEN_UP_S = 600.0
N_CLIPS = 12
CALLS = 3
CALL_LINES = 4
SEED = 24


@dataclass(frozen=True, slots=True)
class LoadLevel:
    n_at_once: int
    per_minute: float
    """Journeys that came to their end."""
    learners_p95_s: float
    cpu_s: float
    """Of the fleet, a journey."""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make bench-load", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )  # fmt: skip
    parser.add_argument("--phases", nargs="+", choices=("capacity", "soak", "overload"), default=["capacity", "soak", "overload"])  # fmt: skip
    parser.add_argument("--step-s", type=float, default=40.0, help="each level of capacity")
    parser.add_argument("--soak-minutes", type=float, default=2.0)
    parser.add_argument("--overload-minutes", type=float, default=2.0)
    parser.add_argument("--per-minute", type=float, help="journeys; in place of measuring the capacity")  # fmt: skip
    asked = parser.parse_args()
    if "capacity" not in asked.phases and asked.per_minute is None:
        parser.error("without the phase capacity --per-minute has to say how much it is")
    print(setting("make bench-load").replace(", one thread", f", {usable_cores()} threads"))
    with (
        tempfile.TemporaryDirectory() as folder,
        running_fleet(Path(folder), {"LOG_LEVEL": "WARNING"}) as fleet,
    ):
        return 0 if asyncio.run(_phases(fleet, asked)) else 1


async def _phases(fleet: RunningFleet, asked: argparse.Namespace) -> bool:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=20)
    base = f"{fleet.url}/api/v1"
    async with httpx.AsyncClient(base_url=base, timeout=max(DEADLINES_S.values()), limits=limits) as client:  # fmt: skip
        users = await _users(fleet, client)
        watcher = Watcher(fleet.process.pid)
        watching = asyncio.create_task(watcher.watch())
        per_minute, is_well = asked.per_minute, True
        if "capacity" in asked.phases:
            per_minute = await _capacity(users, watcher, asked.step_s)
        elif "soak" in asked.phases:
            await by_turns(
                users, shuffled(SEED), n_at_once=2, seconds=15 * asked.soak_minutes
            )  # as warm as capacity leaves it
        if "soak" in asked.phases:
            is_well &= await _soak(users, watcher, per_minute, asked.soak_minutes)
        if "overload" in asked.phases:
            is_well &= await _overload(users, per_minute, asked.overload_minutes)
        watching.cancel()
        return is_well


async def _users(fleet: RunningFleet, client: httpx.AsyncClient) -> Users:
    clips = await asyncio.to_thread(spoken_clips, fleet, N_CLIPS)
    calls = await asyncio.to_thread(_calls, fleet)
    made = (await client.post("/classes", json={"name": "Load"})).raise_for_status().json()
    for n in range(20):
        joins = {"code": made["code"], "called": f"Learner {n}", "speaker_id": f"learner-{n}", "share": "everything"}  # fmt: skip
        (await client.post("/memberships", json=joins)).raise_for_status()
    texts = {"title": "One", "texts": [clips[0].text]}
    path = f"/classes/{made['class_id']}/assignments"
    (await client.post(path, json=texts)).raise_for_status()
    return Users(client, clips, calls, made["class_id"])


def _calls(fleet: RunningFleet) -> list[bytes]:
    """Each of some twenty seconds."""
    with httpx.Client(timeout=120.0) as http:
        begun = [ScriptedCall(each.name, each.lines[:CALL_LINES]) for each in scripted_calls(SCRIPTS)[:CALLS]]  # fmt: skip
        return [spoken(call, n, fleet, http).wav(is_mixed=False) for n, call in enumerate(begun)]


async def _capacity(users: Users, watcher: Watcher, step_s: float) -> float:
    """Journeys a minute of the last level that kept what is promised."""
    await by_turns(users, shuffled(SEED), n_at_once=2, seconds=step_s / 2)  # caches and threads
    print("\n| at once | journeys a minute | learners p95, s | CPU s a journey | not answered |\n|---|---|---|---|---|")  # fmt: skip
    best: LoadLevel | None = None
    for n_at_once in LEVELS:
        level, trips = await _level(users, watcher, n_at_once, step_s)
        failed = [each for each in trips if each.outcome != "answered"]
        print(f"| {n_at_once} | {level.per_minute:.1f} | {level.learners_p95_s:.1f} | {level.cpu_s:.1f} | {len(failed)} |", flush=True)  # fmt: skip
        if failed or level.learners_p95_s > PROMISED_S:
            break
        has_gained = best is None or level.per_minute > best.per_minute * LEAST_GAIN
        if best is None or level.per_minute > best.per_minute:
            best = level
        if not has_gained:
            break
    if best is None:
        raise SystemExit("one user at a time waits for longer than is promised: no capacity")
    cores = usable_cores()
    print(f"capacity {best.per_minute:.1f} journeys a minute, {best.per_minute / cores:.1f} a core, {best.cpu_s:.1f} s of processor each; {best.n_at_once} at once")  # fmt: skip
    return best.per_minute


async def _level(users: Users, watcher: Watcher, n_at_once: int, step_s: float) -> tuple[LoadLevel, list[Trip]]:  # fmt: skip
    begun, used_s = time.monotonic(), watcher.cpu_s
    # Each level has the same users.
    trips = await by_turns(users, shuffled(SEED), n_at_once=n_at_once, seconds=step_s)
    taken_s = time.monotonic() - begun
    cpu_s = (watcher.cpu_s - used_s) / len(trips)
    learners = [each.taken_s for each in trips if each.kind == "learner"]
    return LoadLevel(n_at_once, 60 * len(trips) / taken_s, p95(learners), cpu_s), trips


async def _soak(users: Users, watcher: Watcher, per_minute: float, minutes: float) -> bool:
    per_s = SHARE_OF_CAPACITY * per_minute / 60
    print(f"\n{minutes:g} minutes at {60 * per_s:.1f} journeys a minute, {SHARE_OF_CAPACITY:.0%} of the capacity", flush=True)  # fmt: skip
    quarters: list[Quarter] = []
    trips: list[Trip] = []
    for _ in range(4):
        begun = time.monotonic()
        came = await as_they_come(users, shuffled(SEED), per_s=per_s, seconds=15 * minutes, seed=SEED)  # fmt: skip
        quarters.append(quarter_of(came, between(watcher.looks, begun, time.monotonic())))
        trips += came
    print(quarters_table(quarters))
    print(kinds_table(trips))
    told = growth(quarters[0], quarters[-1])
    print(
        f"last against first quarter: memory {told.memory:.3f} (at most 1.05), open files {told.more_files:+} (at most +{MOST_MORE_FILES}), "
        f"learners p95 {told.slower:.2f} (at most {MOST_SLOWER})"
    )
    _show_wrong(trips)
    return is_flat(told) and _is_answered(trips)


async def _overload(users: Users, per_minute: float, minutes: float) -> bool:
    per_s = TIMES_CAPACITY * per_minute / 60
    print(f"\n{minutes:g} minutes at {60 * per_s:.1f} journeys a minute, {TIMES_CAPACITY:g} times the capacity", flush=True)  # fmt: skip
    coming = asyncio.create_task(as_they_come(users, shuffled(SEED), per_s=per_s, seconds=60 * minutes, seed=SEED))  # fmt: skip
    await asyncio.sleep(60 * minutes)
    recovered_s = await _recovered(users)
    trips = await coming
    print(kinds_table(trips))
    print(f"well again after {recovered_s:.0f} s (at most {RECOVERED_S:g})")
    _show_wrong(trips)
    return _is_answered(trips) and recovered_s <= RECOVERED_S


async def _recovered(users: Users) -> float:
    """Seconds until a learner came who was answered within what is promised: one at a time, so that the probes are no load."""
    ended = time.monotonic()
    while time.monotonic() - ended < GIVEN_UP_S:
        probe = await users.travel("learner")
        if probe.outcome == "answered" and probe.taken_s <= PROMISED_S:
            return probe.begun_s - ended
        await asyncio.sleep(PROBE_EVERY_S)
    return GIVEN_UP_S


def _is_answered(trips: Sequence[Trip]) -> bool:
    """In time, or told to come again."""
    return all(each.outcome in {"answered", "refused"} for each in trips)


def _show_wrong(trips: Sequence[Trip]) -> None:
    for each in sorted({each.detail for each in trips if each.outcome == "wrong"})[:10]:
        print(f"    {each}")


if __name__ == "__main__":
    sys.exit(main())
