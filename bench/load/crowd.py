"""Many callers at once: is each answered, or told when to come again? What stays in memory, bench.load.memory asks.

    make bench-crowd                                    50 callers for 3 minutes
    make bench-crowd ARGS="--callers 200 --seconds 60"

The fleet runs in a process of its own with its real engines. Every caller sends POST /process with one of two
dozen recordings, some long, in many voices, and comes again after the seconds that a 503 names.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from bench.common.timing import timing_of
from shared.testing.fleet import running_fleet

from .callers import CrowdTold, crowd
from .recordings import spoken_recordings


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--callers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=180.0)
    parser.add_argument("--deadline", type=float, default=120.0, help="seconds a caller waits")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_fleet(Path(folder), {"LOG_LEVEL": "WARNING"}) as fleet,
    ):
        sent = spoken_recordings(fleet)
        told = asyncio.run(crowd(fleet.url, sent, asked.callers, asked.seconds, asked.deadline))
    return 0 if show_crowd(told, asked) else 1


def show_crowd(told: CrowdTold, asked: argparse.Namespace) -> bool:
    answered = timing_of([1000 * each for each in told.answered_s])
    refused = timing_of([1000 * each for each in told.refused_s] or [0.0])
    print(f"{asked.callers} callers at once for {asked.seconds:g} s")
    print(f"  answered            {len(told.answered_s):5}  median {answered.median / 1000:.1f} s, slowest {answered.most / 1000:.1f} s")  # fmt: skip
    print(f"  told to come again  {len(told.refused_s):5}  median {refused.median:.0f} ms, slowest {refused.most:.0f} ms")  # fmt: skip
    if told.retry_after_s:
        print(f"                             after {min(told.retry_after_s)} to {max(told.retry_after_s)} s")  # fmt: skip
    print(f"  neither             {len(told.wrong):5}  {', '.join(sorted(set(told.wrong))[:5])}")
    print(f"  tasks afterwards: {told.states}")
    return not told.wrong and not set(told.states) - {"succeeded"}


if __name__ == "__main__":
    sys.exit(main())
