"""`make bench-speed`: how long recordings take through the real fleet, by length, stage and callers.

    make bench-speed                                   2, 5, 15 and 60 s, one caller; several callers
    make bench-speed ARGS="--before ../the-release"     the same, another checkout's fleet in turn with ours
    make bench-speed ARGS="--before ../the-release --seconds --scores 300 --data DIR"   whether scores moved
    make bench-speed ARGS="--by-sound --seconds 5 --scores 300 --data DIR"   without the recogniser, beside with it
    make bench-speed ARGS="--read-again --seconds 5"    takes of a text that somebody read before as well
    make bench-speed ARGS="--seconds --learners 40 --data DIR"   learners' recordings of 5 s, each of another text
    make bench-speed ARGS="--beside mcp-server-pronunciation"   the same recordings, in turn with what else can be installed

Starts the fleet in a process of its own, twice (the second start finds its caches), has its voice read a passage of each length,
and sends takes of it with every stage: what a caller waits for who follows the events, what each stage took, what processor time
the fleet used. Times are milliseconds.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.common.processes import peak_mb, resident_mb
from bench.common.setting import commit, machine
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet

from . import beside
from .learners import learners_table, readings_of_learners
from .readings import reading_of
from .rounds import BY_SOUND, JUDGING, LengthTimes, RoundTimes, recordings_a_minute, send
from .scores import judge_by_each, scores_table
from .table import beside_table, callers_table, length_table

WARM_UPS = 2


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make bench-speed", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--seconds", type=float, nargs="*", default=[2, 5, 15, 60])
    parser.add_argument("--runs", type=int, default=20, help="warm takes of a length, at most")
    parser.add_argument("--callers", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--before", type=Path, help="a checkout, installed, to compare with")
    parser.add_argument(
        "--scores", type=int, default=0, help="judge so many of --data by both fleets"
    )
    parser.add_argument(
        "--by-sound",
        action="store_true",
        help="up to diff without the recogniser, too; scores without it beside those with it",
    )
    parser.add_argument(
        "--read-again",
        action="store_true",
        help="takes of a text that was read before, too: its reference was spoken then",
    )
    parser.add_argument(
        "--learners",
        type=int,
        default=0,
        help="so many recordings of about 5 s of --data, each once",
    )
    parser.add_argument("--data", type=Path, help="speechocean762's training split")
    parser.add_argument(
        "--beside",
        choices=beside.NAMES,
        help="another program, installed by `make .venv-beside/installed`",
    )
    asked = parser.parse_args()
    if asked.learners and not asked.data:
        parser.error("--learners needs --data")
    if asked.scores and not (asked.data and (asked.before or asked.by_sound)):
        parser.error("--scores needs --data, and --before or --by-sound")
    print(
        f"{time.strftime('%Y-%m-%d')}, commit {commit()}, {machine()}, load {os.getloadavg()[0]:.1f} before."
    )
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        fleets = {"now": stack.enter_context(_started(folder / "now", REPO_ROOT, "now"))}
        if asked.before:
            before = stack.enter_context(_started(folder / "before", asked.before, "before"))
            fleets["before"] = before
        if asked.seconds:
            other = stack.enter_context(beside.beside_program()) if asked.beside else None
            _measure(fleets, asked, other)
        if asked.learners:
            readings = readings_of_learners(asked.data, asked.learners)
            print(learners_table(fleets, readings), flush=True)
        if asked.scores:
            ways = _judging(fleets)
            if asked.by_sound:
                ways = {"before": ways["now"], "now": (fleets["now"], BY_SOUND)}
            found = judge_by_each(ways, asked.data, asked.scores)
            print(scores_table(found["before"], found["now"]), flush=True)
    return 0


def _judging(fleets: Mapping[str, RunningFleet]) -> dict[str, tuple[RunningFleet, Sequence[str]]]:
    return {name: (fleet, JUDGING) for name, fleet in fleets.items()}


@contextmanager
def _started(folder: Path, checkout: Path, name: str) -> Iterator[RunningFleet]:
    settings = {"LOG_LEVEL": "WARNING", "MODEL_DIR": str(REPO_ROOT / ".models")}
    settings |= {"ORCHESTRATOR_LINE": "100"}
    with running_fleet(folder, settings, checkout=checkout):
        pass
    begun = time.perf_counter()
    with running_fleet(folder, settings, checkout=checkout) as fleet:
        ready_s, idle_mb = time.perf_counter() - begun, resident_mb(fleet.process.pid)
        yield fleet
        peak = peak_mb(fleet.process.pid)
        print(
            f"\n{name}: ready after {ready_s:.1f} s with caches filled; {idle_mb:.0f} MB idle, {peak:.0f} MB at most"
        )


def _measure(
    fleets: dict[str, RunningFleet], asked: argparse.Namespace, other: beside.BesideProgram | None
) -> None:
    runs: int = asked.runs
    readings = [reading_of(fleets["now"], each) for each in asked.seconds]
    number = 0
    ways = {name: (fleet, False) for name, fleet in fleets.items()}
    if asked.read_again:
        ways |= {f"{name}, read again": (fleet, True) for name, fleet in fleets.items()}
    for reading in readings:
        times = {name: LengthTimes(reading) for name in ways}
        compared: list[tuple[RoundTimes, beside.BesideTake]] = []
        n_runs = max(3, min(runs, round(runs * 15 / reading.duration_s)))
        for run in range(1 + WARM_UPS + n_runs):
            number += 1
            for name, (fleet, is_read_again) in ways.items():
                take = number + 300_000 * is_read_again
                taken = send(fleet, reading, take, is_read_again=is_read_again)
                if run == 0:
                    times[name].first = taken
                elif run > WARM_UPS:
                    times[name].warm.append(taken)
            if other is not None:
                judged = send(fleets["now"], reading, 200_000 + number, JUDGING)
                theirs = other.judge(reading, number)
                if run > WARM_UPS:
                    compared.append((judged, theirs))
        print(length_table(times), flush=True)
        if compared:
            print(beside_table(compared), flush=True)
    middle = min(readings, key=lambda each: abs(each.duration_s - 5))
    judging = _judging(fleets)
    if asked.by_sound:
        judging |= {"by sound": (fleets["now"], BY_SOUND)}
    rates = {
        (name, n): recordings_a_minute(
            fleet, middle, callers=n, each=max(4, runs // n), stages=stages
        )
        for n in asked.callers
        for name, (fleet, stages) in judging.items()
    }
    print(callers_table(middle, rates), flush=True)


if __name__ == "__main__":
    sys.exit(main())
