"""What damaged and treacherous uploads do to a running fleet: `make bench-uploads`.

Starts the fleet with mock engines in a process of its own, sends damaged files of every format through POST /process, then
files that refer to others, and prints what was answered, how fast, and what it cost.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx

from bench.common.processes import memory_with_children_mb
from bench.common.timing import timing_of
from shared.testing.fleet import RunningFleet, running_fleet
from shared.testing.recordings import FORMATS, mutated

from .referring import nothing_is_followed
from .sending import status_of

TRUE_ANSWERS = {200, 413, 415, 422}
LONGEST_S = 5.0
WARM_UP = 50


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000, help="damaged files over all formats")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with running_fleet(data, {"MOCK_MODE": "true", "LOG_LEVEL": "WARNING"}) as fleet:
            is_held = _damaged(fleet, arguments.files, arguments.seed)
            is_held &= nothing_is_followed(fleet, data)
            is_alive = fleet.process.poll() is None
            print(f"process alive: {'yes' if is_alive else 'no'}")
    return 0 if is_held and is_alive else 1


def _damaged(fleet: RunningFleet, n_files: int, seed: int) -> bool:
    each = -(-n_files // len(FORMATS))
    answers: Counter[int] = Counter()
    seconds: list[float] = []
    with httpx.Client(timeout=60) as http:
        for _ in range(WARM_UP):
            status_of(http, fleet.url, FORMATS["flac"](1.0))
        idle = highest = memory_with_children_mb(fleet.process.pid)
        for name, make in FORMATS.items():
            for content in mutated(make(1.0), each, seed=seed):
                begun = time.perf_counter()
                answers[status_of(http, fleet.url, content)] += 1
                seconds.append(time.perf_counter() - begun)
            highest = max(highest, memory_with_children_mb(fleet.process.pid))
            print(f"{name:<14} {dict(answers)}", file=sys.stderr)
    strange = {status: n for status, n in answers.items() if status not in TRUE_ANSWERS}
    timing = timing_of(seconds)
    print(f"damaged files: {len(seconds)} of {len(FORMATS)} formats (seed {seed})")
    print(
        f"answers: {dict(sorted(answers.items()))}; others than 200, 413, 415, 422: {strange or 0}"
    )
    print(f"seconds: median {timing.median:.3f}, p99 {timing.p99:.3f}, most {timing.most:.2f}")
    print(f"memory: idle {idle:.0f} MB, most over idle {highest - idle:.0f} MB")
    return not strange and timing.most <= LONGEST_S


if __name__ == "__main__":
    sys.exit(main())
