"""`make bench-standstill`: do two orchestrators on one database bear standing still, set clocks and being killed?

Each round sends tasks, then does something to the processes while they are at work: SIGSTOP and SIGCONT of one or both,
the time of day set by two hours and by a day (libfaketime, where it is installed), kill -9. The seven services run in this process, in mock mode,
behind a port that notes who asked them for what, from when to when. Counted are

- tasks run twice at once: two calls for one stage of one task that overlap while both callers are awake, beyond the moment
  that a holder who stood still has to notice that it lost the task; or a stage that was settled twice,
- tasks lost: not succeeded in time,
- rounds after which a process is not ready, or a loop of it doesn't go on, or a last task finds nobody.

ROUNDS=40 SCALE=1 pauses for 5 to 60 s against the default lease of 30 s; SCALE shortens both. Exits 1 if anything is counted.
"""

import argparse
import contextlib
import os
import random
import signal
import tempfile
import time
from pathlib import Path

from .faults import Faults
from .harm import n_taken_over, settled_twice, twice_at_once
from .orchestrators import OrchestratorProcess, faketime, look_at, send, within
from .services import StandstillServices, serving

LEASE_S = 30.0
PAUSES_S = (5.0, 60.0)
TASKS_A_ROUND = 6
PATIENCE_S = 90.0
"""Beside five leases and what is slow: a task that has not ended by then is lost."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--scale", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # end what was started on either
    lease_s = LEASE_S * wanted.scale
    print(f"lease {lease_s:g} s, pauses {PAUSES_S[0] * wanted.scale:g} to {PAUSES_S[1] * wanted.scale:g} s")  # fmt: skip
    if faketime() is None:
        print("libfaketime is not installed: clocks are not set (Debian: apt install faketime)")
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        # Of the services that are mounted here; the orchestrators keep their objects in the same folder.
        os.environ |= {
            "DATA_DIR": str(folder / "state"), "MOCK_MODE": "true", "LOG_LEVEL": "ERROR",
        }  # fmt: skip
        services = StandstillServices(slow_s=1.3 * lease_s)
        stack.enter_context(serving(services))
        pair: list[OrchestratorProcess] = []
        stack.callback(lambda: [each.kill() for each in pair])
        for each in "ab":
            pair.append(OrchestratorProcess(each, services, folder, lease_s=lease_s))
        found = run_rounds(wanted, services, pair, folder, lease_s=lease_s)
    for what, count in found.items():
        print(f"{what}: {count}")
    return int(any(found.values()))


def run_rounds(
    wanted: argparse.Namespace,
    services: StandstillServices,
    pair: list[OrchestratorProcess],
    folder: Path,
    *,
    lease_s: float,
) -> dict[str, int]:
    database = folder / "state" / "orchestrator.db"
    drawn = random.Random(wanted.seed)
    faults = Faults(pair, drawn)
    names = list(faults.all)
    patience_s = PATIENCE_S + 5 * lease_s + 3 * services.slow_s
    twice: set[str] = set()
    n_lost = n_dead = n_tasks = 0
    print(
        f"{'':>3} {'fault':<34}{'pause s':>8}{'ended after s':>14}{'twice':>6}{'lost':>5}{'dead':>5}"
    )
    for number in range(wanted.rounds):
        fault = names[number % len(names)]
        seconds = drawn.uniform(*PAUSES_S) * wanted.scale
        n_before = len(services.calls)
        sent = [send(each) for each in pair for _ in range(TASKS_A_ROUND // 2)]
        n_tasks += len(sent) + 1
        within(30, lambda at=n_before: len(services.calls) >= at + drawn.randrange(1, 12))
        faults.all[fault](seconds)
        begun = time.monotonic()
        sent.append(send(drawn.choice(pair)))
        waiting = list(sent)

        def all_ended(waiting: list[str] = waiting) -> bool:
            while waiting and not look_at(pair[0], waiting[0]).startswith(("queued", "running")):
                waiting.pop(0)
            return not waiting

        within(patience_s, all_ended)
        took_s = time.monotonic() - begun
        ends = [look_at(pair[0], each) for each in sent]
        lost = sum(not end.startswith("succeeded") for end in ends)
        now_twice = twice_at_once(services.calls, pair) | settled_twice(database)
        is_dead = not all(within(10, each.goes_on) for each in pair)
        n_lost += lost
        n_dead += is_dead
        print(
            f"{number + 1:>3} {fault:<34}{seconds:>8.1f}{took_s:>14.1f}"
            f"{len(now_twice - twice):>6}{lost:>5}{is_dead:>5}",
            flush=True,
        )
        for end in ends:
            if not end.startswith("succeeded"):
                print(f"{'':>4}{end}")
        twice |= now_twice
    print(
        f"{wanted.rounds} rounds, {n_tasks} tasks, {n_taken_over(database)} of them claimed more than once"
    )
    return {
        "tasks run twice at once": len(twice),
        "tasks lost": n_lost,
        "rounds after which nobody works": n_dead,
    }


if __name__ == "__main__":
    raise SystemExit(main())
