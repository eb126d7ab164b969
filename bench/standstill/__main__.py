"""`make bench-standstill`: do two orchestrators on one database bear standing still, set clocks and being killed?

Each round sends tasks, then does something to the processes while they are at work: SIGSTOP and SIGCONT of one or both,
the time of day set by two hours (libfaketime, where it is installed), kill -9. The seven services are this program's own
and note who asked them for what, from when to when. Counted are

- tasks run twice at once: two calls for one stage of one task that overlap while both callers are awake, beyond the moment
  that a holder who stood still has to notice that it lost the task; or a stage that was settled twice,
- tasks lost: not succeeded in time,
- rounds after which a process is not ready, or a loop of it doesn't go on, or a last task finds nobody.

ROUNDS=40 SCALE=1 pauses for 5 to 60 s against the default lease of 30 s; SCALE shortens both. Exits 1 if anything is counted.
"""

import argparse
import asyncio
import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.requests import ClientDisconnect

from shared.roster import ORCHESTRATOR, ROSTER
from shared.settings import REPO_ROOT
from shared.testing.fleet import free_ports

LEASE_S = 30.0
PAUSES_S = (5.0, 60.0)
TASKS_A_ROUND = 6
SLOW = frozenset({"asr", "align", "tts"})
"""Stages that now and then take longer than a lease: their caller loses the task in the middle of a call."""
SLOW_SHARE = 0.15
NOTICED_S = 3.0
"""After SIGCONT, until who lost a task has hung up: a beat, on a busy machine."""
PATIENCE_S = 90.0
"""Beside five leases and what is slow: a task that has not ended by then is lost."""
FAKETIME = "/usr/lib/{}/faketime/libfaketimeMT.so.1"
HOURS = (-2, 0, 2)


@dataclass(slots=True)
class Call:
    """Of a stage, for a task, by one run of one process."""

    task_id: str
    stage: str
    caller: str
    begun: float
    ended: float | None = None


@dataclass(slots=True)
class Services:
    """All seven behind one port; `/<caller>/<stage>/…` tells who asks."""

    slow_s: float
    calls: list[Call] = field(default_factory=list)
    answers: Any = None
    address: str = ""

    def application(self) -> FastAPI:
        app = FastAPI()

        @app.get("/{caller}/tts/voices")
        async def voices() -> dict[str, Any]:
            return {"default_voice": "af_heart", "voices": [{"id": "af_heart"}]}

        @app.get("/{caller}/{stage}/ready")
        async def ready() -> dict[str, str]:
            return {"status": "ready"}

        @app.post("/{caller}/{stage}/{endpoint}")
        async def work(caller: str, stage: str, request: Request) -> Response:
            call = Call(request.headers["x-task-id"], stage, caller, time.monotonic())
            self.calls.append(call)
            try:
                await request.body()
                if not await self._takes_its_time(call, request):
                    return Response(status_code=499)
                return await self.answers.respond(stage, request)
            except ClientDisconnect:
                return Response(status_code=499)
            finally:
                call.ended = time.monotonic()

        return app

    async def _takes_its_time(self, call: Call, request: Request) -> bool:
        """False when the caller hung up meanwhile."""
        drawn = random.Random(f"{call.task_id} {call.stage}")
        is_slow = call.stage in SLOW and drawn.random() < SLOW_SHARE
        until = time.monotonic() + (self.slow_s if is_slow else drawn.uniform(0.1, 0.5))
        while time.monotonic() < until:
            if await request.is_disconnected():
                return False
            await asyncio.sleep(0.05)
        return True


@contextlib.contextmanager
def serving(services: Services) -> Iterator[None]:
    services.answers = import_module("pipeline-orchestrator.tests.conftest").FakeServices()
    made = uvicorn.Config(
        services.application(), host="127.0.0.1", port=0, log_level="error", lifespan="off"
    )
    server, listener = uvicorn.Server(made), made.bind_socket()
    services.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


class Orchestrator:
    """One of two. Its clock is its own, where libfaketime is there."""

    def __init__(self, name: str, services: Services, folder: Path, *, lease_s: float) -> None:
        self.name, self.folder, self.services, self.lease_s = name, folder, services, lease_s
        [self.port] = free_ports(1)
        self.url = f"http://127.0.0.1:{self.port}"
        self.clock_file = folder / f"{name}.clock"
        self.clock_file.write_text("+0")
        self.n_starts = 0
        self.asleep: list[tuple[float, float]] = []
        """When it stood still, with the moment after in which it may notice."""
        self.start()

    def start(self) -> None:
        self.n_starts += 1
        caller = f"{self.services.address}/{self.name}{self.n_starts}"
        environment = os.environ | {
            "PYTHONPATH": str(REPO_ROOT),
            "DATA_DIR": str(self.folder / "state"),
            "APP_ENV": "test",
            "LOG_LEVEL": "WARNING",
            "ORCHESTRATOR_LEASE_S": str(self.lease_s),
            "ORCHESTRATOR_WORKERS": "3",
            "ORCHESTRATOR_TASK_RETRIES": "50",
            **{
                each.url_variable: f"{caller}/{each.stage}"
                for each in ROSTER
                if each is not ORCHESTRATOR
            },
        }
        if (library := faketime()) is not None:
            environment |= {
                "LD_PRELOAD": str(library),
                "FAKETIME_TIMESTAMP_FILE": str(self.clock_file),
                "FAKETIME_CACHE_DURATION": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "DONT_FAKE_MONOTONIC": "1",
            }
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable, "-m", "shared.web.server", "app.main:app", "--port", str(self.port),
                ],
                cwd=REPO_ROOT / "pipeline-orchestrator",
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )  # fmt: skip
        within(60, self.is_up)

    def is_up(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", timeout=2).is_success
        except httpx.HTTPError:
            return False

    def stop(self) -> None:
        self.process.send_signal(signal.SIGSTOP)
        self.asleep.append((time.monotonic(), float("inf")))

    def go_on(self) -> None:
        begun = self.asleep.pop()[0]
        self.asleep.append((begun, time.monotonic() + NOTICED_S))
        self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def set_clock(self, hours: int) -> None:
        self.clock_file.write_text(f"{hours:+d}h" if hours else "+0")

    def goes_on(self) -> bool:
        """Ready but for what others do, and every loop turns."""
        ready = httpx.get(f"{self.url}/ready", timeout=10)
        metrics = httpx.get(f"{self.url}/metrics", timeout=10).text
        loops = {"worker": 3, "lookout": 1, "caretaker": 1}
        return ready.is_success and all(
            f'orchestrator_loops{{loop="{name}"}} {count}.0' in metrics
            for name, count in loops.items()
        )


def faketime() -> Path | None:
    found = [Path(FAKETIME.format(f"{os.uname().machine}-linux-gnu"))]
    return next((each for each in found if each.exists()), None)


def within(patience_s: float, is_so: Any) -> bool:
    deadline = time.monotonic() + patience_s
    while not (so := is_so()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return bool(so)


def send(to: Orchestrator, wav: bytes) -> str:
    answer = httpx.post(
        f"{to.url}/tasks",
        files={"file": ("s.wav", wav)},
        data={"reference_text": "Very good.", "consent_voice_cloning": "true"},
        timeout=60,
    )
    return answer.raise_for_status().json()["task_id"]


def pause(pair: list[Orchestrator], seconds: float) -> None:
    for each in pair:
        each.stop()
    time.sleep(seconds)
    for each in pair:
        each.go_on()


class Faults:
    """What is done to the pair in a round, by name."""

    def __init__(self, pair: list[Orchestrator], drawn: random.Random) -> None:
        self.pair, self.drawn = pair, drawn
        self.all = {
            "one stands still": self.one_stands_still,
            "both stand still": lambda s: pause(self.pair, s),
            "killed": self.killed,
            "one stands still, one is killed": self.still_and_killed,
        }
        if faketime() is not None:
            self.all |= {
                "clock set": self.clock_set,
                "clocks apart": self.clocks_apart,
                "one stands still, clock set": self.still_and_set,
                "both stand still, clock set": self.both_still_and_set,
            }

    def one_stands_still(self, seconds: float) -> None:
        pause([self.drawn.choice(self.pair)], seconds)

    def killed(self, seconds: float) -> None:
        del seconds
        one = self.drawn.choice(self.pair)
        one.kill()
        one.start()

    def still_and_killed(self, seconds: float) -> None:
        one, other = self.drawn.sample(self.pair, 2)
        one.stop()
        other.kill()
        time.sleep(seconds)
        one.go_on()
        other.start()

    def clock_set(self, seconds: float) -> None:
        del seconds
        hours = self.drawn.choice(HOURS)
        for each in self.pair:
            each.set_clock(hours)

    def clocks_apart(self, seconds: float) -> None:
        del seconds
        for each in self.pair:
            each.set_clock(self.drawn.choice(HOURS))

    def still_and_set(self, seconds: float) -> None:
        one = self.drawn.choice(self.pair)
        one.stop()
        self.clock_set(0)
        time.sleep(seconds)
        one.go_on()

    def both_still_and_set(self, seconds: float) -> None:
        for each in self.pair:
            each.stop()
        self.clock_set(0)
        time.sleep(seconds)
        for each in self.pair:
            each.go_on()


def twice_at_once(calls: list[Call], pair: list[Orchestrator]) -> set[str]:
    """Tasks with two calls for one stage that overlap while neither caller had a reason not to know."""
    found: set[str] = set()
    by_stage: dict[tuple[str, str], list[Call]] = {}
    for call in calls:
        by_stage.setdefault((call.task_id, call.stage), []).append(call)
    asleep = {each.name: each.asleep for each in pair}
    for (task_id, _), same in by_stage.items():
        for number, one in enumerate(same):
            for other in same[number + 1 :]:
                begun = max(one.begun, other.begun)
                ended = min(one.ended or float("inf"), other.ended or float("inf"))
                spans = asleep[one.caller[0]] + asleep[other.caller[0]]
                if _awake_s(begun, ended, spans) > 0:
                    found.add(task_id)
    return found


def _awake_s(begun: float, ended: float, asleep: list[tuple[float, float]]) -> float:
    """Of a span, what lies outside of the others."""
    awake_s, at = 0.0, begun
    for start, end in sorted(asleep):
        awake_s += max(0.0, min(start, ended) - at)
        at = max(at, end)
    return awake_s + max(0.0, ended - at)


def settled_twice(database: Path) -> set[str]:
    with contextlib.closing(sqlite3.connect(database)) as opened:
        rows = opened.execute(
            "SELECT task_id FROM events WHERE name IN ('stage_finished', 'task_finished') "
            "GROUP BY task_id, name, json_extract(fields, '$.stage') HAVING count(*) > 1"
        ).fetchall()
    return {row[0] for row in rows}


def look_at(at: Orchestrator, task_id: str) -> str:
    """Its status, and where it isn't `succeeded`, why."""
    task = httpx.get(f"{at.url}/tasks/{task_id}", timeout=30).json()
    told = [
        f"{each['name']} {each['status']}: {each['reason']}"
        for each in task["stages"]
        if each["status"] == "failed"
    ]
    error = task["error"]["detail"] if task["error"] else ""
    return "; ".join([task["status"], *told, error]).rstrip("; ")


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
        os.environ["DATA_DIR"] = str(folder / "state")
        services = Services(slow_s=1.3 * lease_s)
        stack.enter_context(serving(services))
        pair: list[Orchestrator] = []
        stack.callback(lambda: [each.kill() for each in pair])
        for each in "ab":
            pair.append(Orchestrator(each, services, folder, lease_s=lease_s))
        found = run_rounds(wanted, services, pair, folder, lease_s=lease_s)
    for what, count in found.items():
        print(f"{what}: {count}")
    return int(any(found.values()))


def run_rounds(
    wanted: argparse.Namespace,
    services: Services,
    pair: list[Orchestrator],
    folder: Path,
    *,
    lease_s: float,
) -> dict[str, int]:
    wav = import_module("pipeline-orchestrator.tests.conftest").WAV
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
        sent = [send(each, wav) for each in pair for _ in range(TASKS_A_ROUND // 2)]
        n_tasks += len(sent) + 1
        within(30, lambda at=n_before: len(services.calls) >= at + drawn.randrange(1, 12))
        faults.all[fault](seconds)
        begun = time.monotonic()
        sent.append(send(drawn.choice(pair), wav))
        waiting = list(sent)

        def all_ended(waiting: list[str] = waiting) -> bool:
            while waiting and not look_at(pair[0], waiting[0]).startswith(("queued", "running")):
                waiting.pop(0)
            return not waiting

        within(patience_s, all_ended)
        took_s = time.monotonic() - begun
        ends = [look_at(pair[0], each) for each in sent]
        lost = sum(not end.startswith("succeeded") for end in ends)
        now_twice = twice_at_once(services.calls, pair) | settled_twice(
            folder / "state" / "orchestrator.db"
        )
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
    with contextlib.closing(sqlite3.connect(folder / "state" / "orchestrator.db")) as opened:
        [(n_taken_over,)] = opened.execute("SELECT count(*) FROM tasks WHERE claims > 1")
    print(f"{wanted.rounds} rounds, {n_tasks} tasks, {n_taken_over} of them claimed more than once")
    return {
        "tasks run twice at once": len(twice),
        "tasks lost": n_lost,
        "rounds after which nobody works": n_dead,
    }


if __name__ == "__main__":
    raise SystemExit(main())
