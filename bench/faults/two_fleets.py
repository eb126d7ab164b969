"""Two fleets on one data folder: each works, one dies or stands still, clocks differ, and nothing is done twice or lost."""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.standstill.harm import settled_twice
from bench.standstill.orchestrators import faketime
from shared.testing.fleet import RunningFleet, running_fleet

from .caller import SAMPLE, TEXT, asked, outcome, send, wait_for
from .tally import FaultTally

LEASE_S = 4.0
TASKS = 8
"""Of each fleet, a case."""


@dataclass(slots=True)
class OneOfTwo:
    name: str
    folder: Path
    """Of both: database, store and heartbeats."""
    _stack: ExitStack = field(default_factory=ExitStack)
    _fleet: RunningFleet | None = None

    @property
    def fleet(self) -> RunningFleet:
        assert self._fleet is not None
        return self._fleet

    @property
    def clock_file(self) -> Path:
        return self.folder.with_name(f"{self.name}.clock")

    def start(self) -> None:
        own = self.folder.with_name(self.name)
        settings = {
            "MOCK_MODE": "true", "DATA_DIR": str(self.folder), "LOG_LEVEL": "ERROR",
            "ORCHESTRATOR_POLL_S": "0.5", "ORCHESTRATOR_LEASE_S": str(LEASE_S),
        }  # fmt: skip
        if (library := faketime()) is not None:
            self.clock_file.write_text("+0")
            settings |= {
                "LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(self.clock_file),
                "FAKETIME_CACHE_DURATION": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "DONT_FAKE_MONOTONIC": "1",
            }  # fmt: skip
        self._fleet = self._stack.enter_context(running_fleet(own, settings))

    def kill(self) -> None:
        self.fleet.kill()
        self._stack.close()

    def stop(self) -> None:
        self._stack.close()

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.fleet.process.pid, number)

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.fleet.url, timeout=60)


@dataclass(slots=True)
class TwoFleets:
    one: OneOfTwo
    other: OneOfTwo

    def start_at_once(self) -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(OneOfTwo.start, (self.one, self.other)))

    def nothing(self) -> None:
        pass

    def one_killed(self) -> None:
        self.one.kill()
        time.sleep(2 * LEASE_S)
        self.one.start()

    def both_killed(self) -> None:
        self.one.kill()
        self.other.kill()
        self.start_at_once()

    def one_stopped(self) -> None:
        self.one.stop()
        self.one.start()

    def one_stands_still(self) -> None:
        self.one.signal(signal.SIGSTOP)
        time.sleep(3 * LEASE_S)
        self.one.signal(signal.SIGCONT)

    def both_stand_still(self) -> None:
        for each in (self.one, self.other):
            each.signal(signal.SIGSTOP)
        time.sleep(3 * LEASE_S)
        for each in (self.one, self.other):
            each.signal(signal.SIGCONT)

    def clocks_ahead(self) -> None:
        self._set_clocks("+2h", "+2h")

    def clocks_back(self) -> None:
        self._set_clocks("-2h", "-2h")

    def clocks_apart(self) -> None:
        self._set_clocks("+2h", "-2h")

    def clocks_right(self) -> None:
        self._set_clocks("+0", "+0")

    def _set_clocks(self, one: str, other: str) -> None:
        self.one.clock_file.write_text(one)
        self.other.clock_file.write_text(other)


CASES: dict[str, Callable[[TwoFleets], None]] = {
    "two fleets: both work": TwoFleets.nothing,
    "two fleets: one killed": TwoFleets.one_killed,
    "two fleets: both killed": TwoFleets.both_killed,
    "two fleets: one stopped": TwoFleets.one_stopped,
    "two fleets: one stands still": TwoFleets.one_stands_still,
    "two fleets: both stand still": TwoFleets.both_stand_still,
}
CLOCKS: dict[str, Callable[[TwoFleets], None]] = {
    "two fleets: clocks set 2 h ahead": TwoFleets.clocks_ahead,
    "two fleets: clocks set 4 h back": TwoFleets.clocks_back,
    "two fleets: clocks 4 h apart": TwoFleets.clocks_apart,
    "two fleets: clocks right again": TwoFleets.clocks_right,
}


def run_two_fleets(words: str, folder: Path) -> list[FaultTally]:
    wanted = CASES | (CLOCKS if faketime() is not None else {})
    cases = {name: befall for name, befall in wanted.items() if words in name}
    if not cases:
        return []
    if faketime() is None:
        print("libfaketime is not installed: clocks are not set (Debian: apt install faketime)")
    shared = folder / "both"
    pair = TwoFleets(OneOfTwo("one", shared), OneOfTwo("other", shared))
    tallies: list[FaultTally] = []
    try:
        pair.start_at_once()  # on an empty folder: both make the database
        for name, befall in cases.items():
            tallies.append(_run(name, pair, befall))
            tallies[-1].show()
    finally:
        pair.one.stop()
        pair.other.stop()
    return tallies


def _run(name: str, pair: TwoFleets, befall: Callable[[TwoFleets], None]) -> FaultTally:
    tally = FaultTally(name)
    before = settled_twice(pair.one.folder / "orchestrator.db")
    task_ids: list[str] = []
    for each in (pair.one, pair.other):
        with each.client() as client:
            task_ids += [_accepted(client, tally) for _ in range(TASKS)]
            doomed = task_ids.pop()
            tally.answers.append(client.delete(f"/tasks/{doomed}").status_code)
    befall(pair)
    begun = time.monotonic()
    with pair.one.client() as one, pair.other.client() as other:
        for task_id in task_ids:
            ended = outcome(other, task_id)
            if ended["status"] != "succeeded":
                tally.lost.append(f"a task is {ended['status']}: {ended.get('error')}")
        if not wait_for(lambda: asked(one, f"/tasks/{doomed}").status_code == 404):
            tally.lost.append("an erased task is there")
        for client in (one, other):
            if (last := send(client, "/process")).status_code != 200:
                tally.wrong.append(
                    f"POST /process afterwards: {last.status_code} {last.text[:200]}"
                )
            tally.answers.append(last.status_code)
            tally.ready = asked(client, "/ready").status_code
            if tally.ready != 200:
                tally.wrong.append(f"/ready says {tally.ready}")
    tally.recovered_s = time.monotonic() - begun
    if twice := settled_twice(pair.one.folder / "orchestrator.db") - before:
        tally.wrong.append(f"tasks settled twice: {len(twice)}")
    return tally


def _accepted(client: httpx.Client, tally: FaultTally) -> str:
    answer = client.post(
        "/tasks",
        files={"file": (SAMPLE.name, SAMPLE.read_bytes())},
        data={"reference_text": TEXT},
    )
    tally.answers.append(answer.status_code)
    return answer.raise_for_status().json()["task_id"]
