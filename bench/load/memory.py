"""What stays in the memory of a fleet that works all day: `make bench-memory`.

    make bench-memory                                  500 requests, half an hour on two cores
    make bench-memory ARGS="--requests 150"

The fleet runs in a process of its own with its real engines. Two callers send readings, free speech, own voices, refused and
damaged files, silence, noise, texts to speak and erasures, 23 kinds in turn. After every 50th the process is looked at:
after the last its memory may be 1.05 of what it was after the 50th, and its open files and threads as many, give or take a few.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from shared.testing.fleet import running_fleet

from .recordings import spoken_recordings
from .usage import HEADER, UsageTold, usage_while

MOST_GROWTH = 1.05
MORE_FILES, MORE_THREADS = 10, 5
"""Connections and threads that stay open for a moment come and go."""
FEWEST_REQUESTS = 100


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--callers", type=int, default=2)
    asked = parser.parse_args()
    if asked.requests < FEWEST_REQUESTS:
        parser.error(f"--requests: at least {FEWEST_REQUESTS}, to compare with the 50th")
    with (
        tempfile.TemporaryDirectory() as folder,
        running_fleet(Path(folder), {"LOG_LEVEL": "WARNING"}) as fleet,
    ):
        sent = spoken_recordings(fleet)
        print(HEADER)
        told = asyncio.run(usage_while(fleet, sent, asked.requests, n_callers=asked.callers))
    return 0 if is_flat(told) else 1


def is_flat(told: UsageTold) -> bool:
    """Prints what the last look is against the first."""
    early, late = told.seen[0], told.seen[-1]
    growth = late.memory_mb / early.memory_mb
    with_children = late.with_children_mb / early.with_children_mb
    more_files, more_threads = late.files - early.files, late.threads - early.threads
    print(
        f"after {late.n_sent} against {early.n_sent} requests: memory {growth:.3f}, with decoders {with_children:.3f} "
        f"(at most {MOST_GROWTH}); {more_files:+} files, {more_threads:+} threads; {len(told.wrong)} wrong answers"
    )
    for each in told.wrong[:10]:
        print(f"    {each}")
    return (
        max(growth, with_children) <= MOST_GROWTH
        and more_files <= MORE_FILES
        and more_threads <= MORE_THREADS
        and not told.wrong
    )


if __name__ == "__main__":
    sys.exit(main())
