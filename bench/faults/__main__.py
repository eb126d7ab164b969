"""Full, read-only, vanished and locked storage and databases: what callers are told, and whether anything is lost.

Each case befalls a running fleet in mock mode while tasks wait in it. Meanwhile a recording is sent, a task, a speaker
and a consent are erased; then the fault ends, and everything has to be as if it had not been. Disks of their own need
root on Linux; cases that can't be had here are named as left out.

    make bench-faults                    all cases
    make bench-faults ARGS="locked"      those with the word in their name
"""

import argparse
import tempfile
from pathlib import Path

import httpx

from shared.testing import faults

from .cases import CASES, FaultCase
from .places import FaultPlace, a_place
from .trial import FaultTally, run_case


def main() -> int:
    parser = argparse.ArgumentParser(description="See the text at the top of this file.")
    parser.add_argument("word", nargs="*", help="run the cases whose name has these words")
    wanted = " ".join(parser.parse_args().word)
    cases = [case for case in CASES if wanted in case.name or wanted == case.place]
    tallies: list[FaultTally] = []
    print(
        f"{'case':<52} {'ready':>5} {'answers':<34} {'slowest':>8} {'again':>7}  500 lost refused"
    )
    for place_name in dict.fromkeys(case.place for case in cases):
        own = [case for case in cases if case.place == place_name]
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            try:
                with a_place(place_name, Path(folder)) as place:
                    for case in own:
                        tallies += shown(case, place)
            except faults.NotHere as error:
                print(f"left out, {len(own)} cases of {place_name!r}: {error}")
    n_dirty = sum(not tally.is_clean for tally in tallies)
    print(
        f"\n{len(tallies)} cases: {sum(t.n_500 for t in tallies)} answers 500, "
        f"{sum(len(t.lost) for t in tallies)} lost, {sum(t.refused_erasures for t in tallies)} erasures refused, "
        f"{n_dirty} cases with something wrong"
    )
    return 1 if n_dirty else 0


def shown(case: FaultCase, place: FaultPlace) -> list[FaultTally]:
    try:
        tally = run_case(case, place)
    except faults.NotHere as error:
        print(f"{case.name:<52} left out: {error}")
        return []
    except (AssertionError, httpx.HTTPError, ValueError) as error:
        tally = FaultTally(case.name, wrong=[f"{type(error).__name__}: {error}"])
    counts = {code: tally.answers.count(code) for code in sorted(set(tally.answers))}
    answers = " ".join(f"{n}×{code}" for code, n in counts.items())
    print(
        f"{case.name:<52} {tally.ready:>5} {answers:<34} {tally.slowest_s:>6.1f} s {tally.recovered_s:>5.1f} s  "
        f"{tally.n_500:>3} {len(tally.lost):>4} {tally.refused_erasures:>7}",
        flush=True,
    )
    for each in (*tally.lost, *tally.wrong):
        print(f"    {each}", flush=True)
    return [tally]


if __name__ == "__main__":
    raise SystemExit(main())
