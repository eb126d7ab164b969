"""Faults of every kind under fleets in mock mode: what callers are told, and whether anything is lost, done twice or leaks.

Services that are slow, gone, mute or talk nonsense, one at a time and in pairs; storage and databases that are full,
read-only, vanished or locked; a queue and workers that are gone; fleets that are killed and stopped at each stage's boundaries, 20
times with 500 tasks, or share a folder with another. Meanwhile recordings and tasks are sent and things are erased; then the fault ends, and
everything has to be as if it had not been. Disks of their own need root on Linux; cases that can't be had here are named as
left out. Exits 1 if anything is wrong.

    make bench-faults                           all cases
    make bench-faults ARGS="locked"             those with the word in their name
    make bench-faults ARGS="--only services"    those of services; also: storage, boundaries, fleets, kills
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

import httpx

from shared.testing import faults

from .cases import CASES, FaultCase
from .many_kills import run_many_kills
from .places import FaultPlace, a_place
from .restarts import run_boundaries
from .service_cases import SERVICE_CASES
from .services import run_service_cases
from .tally import HEADER, FaultTally, summed_up
from .trial import run_case
from .two_fleets import run_two_fleets

Section = Callable[[str, argparse.Namespace], list[FaultTally]]
"""Words of the cases' names, and what was asked for besides → what came of them."""


def main() -> int:
    parser = argparse.ArgumentParser(description="See the text at the top of this file.")
    parser.add_argument("word", nargs="*", help="run the cases whose name has these words")
    parser.add_argument("--only", choices=SECTIONS, help="a part of them")
    parser.add_argument("--fleets", type=int, default=3, help="at once, for faults of services")
    parser.add_argument(
        "--every", type=int, default=1, help="of services: only each so many-th case"
    )
    parser.add_argument("--tasks", type=int, default=500, help="of kills")
    parser.add_argument("--kills", type=int, default=20)
    wanted = parser.parse_args()
    words = " ".join(wanted.word)
    tallies: list[FaultTally] = []
    print(HEADER)
    for name, run in SECTIONS.items():
        if wanted.only in {None, name}:
            told = run(words, wanted)
            if told:
                print(f"\n{name}: {summed_up(told)}\n", flush=True)
            tallies += told
    print(summed_up(tallies))
    return int(not all(tally.is_clean for tally in tallies))


def run_services(words: str, wanted: argparse.Namespace) -> list[FaultTally]:
    cases = [case for case in SERVICE_CASES if words in case.name][:: wanted.every]
    if not cases:
        return []
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        return run_service_cases(cases, Path(folder), n_fleets=min(wanted.fleets, len(cases)))


def run_storage(words: str, wanted: argparse.Namespace) -> list[FaultTally]:
    del wanted
    cases = [case for case in CASES if words in case.name or words == case.place]
    tallies: list[FaultTally] = []
    for place_name in dict.fromkeys(case.place for case in cases):
        own = [case for case in cases if case.place == place_name]
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            try:
                with a_place(place_name, Path(folder)) as place:
                    for case in own:
                        tallies += shown(case, place)
            except faults.NotHere as error:
                print(f"left out, {len(own)} cases of {place_name!r}: {error}")
    return tallies


def shown(case: FaultCase, place: FaultPlace) -> list[FaultTally]:
    try:
        tally = run_case(case, place)
    except faults.NotHere as error:
        print(f"{case.name:<52} left out: {error}")
        return []
    except (AssertionError, httpx.HTTPError, ValueError) as error:
        tally = FaultTally(case.name, wrong=[f"{type(error).__name__}: {error}"])
    tally.show()
    return [tally]


def in_a_folder(run: Callable[[str, Path], list[FaultTally]]) -> Section:
    def section(words: str, wanted: argparse.Namespace) -> list[FaultTally]:
        del wanted
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            return run(words, Path(folder))

    return section


def run_kills(words: str, wanted: argparse.Namespace) -> list[FaultTally]:
    if words not in "tasks, killed":
        return []
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        tally = run_many_kills(Path(folder), n_tasks=wanted.tasks, n_kills=wanted.kills)
    tally.show()
    return [tally]


SECTIONS: dict[str, Section] = {
    "services": run_services,
    "storage": run_storage,
    "boundaries": in_a_folder(run_boundaries),
    "fleets": in_a_folder(run_two_fleets),
    "kills": run_kills,
}


if __name__ == "__main__":
    raise SystemExit(main())
