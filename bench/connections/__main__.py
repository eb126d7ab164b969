"""`make bench-connections`: whether an honest caller is served among thousands of connections that stand still.

Starts the fleet in mock mode, with 1,024 files at most and then with 20,000, opens silent, half-sent and trickling
connections to the orchestrator and to every service behind it, opens each anew a few seconds after it was closed, and
asks meanwhile for GET /health and POST /process. Prints how long the slowest answer took, what the process used and
how many lines it logged.
"""

import argparse
import asyncio
import resource
import sys
import tempfile
from pathlib import Path

from bench.common.timing import timing_of
from shared.roster import ORCHESTRATOR
from shared.testing.fleet import running_fleet
from shared.web.connections import raise_file_limit

from .trial import Trial, watch

FILE_LIMITS = (1024, 20_000)
PATIENCE_S = 2.0
"""What an honest caller has."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-connections", description=__doc__)
    parser.add_argument("--connections", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=30.0, help="once all have been opened")
    chosen = parser.parse_args()
    if raise_file_limit() < chosen.connections + 100:
        sys.exit(f"{chosen.connections} connections need a higher limit of files (ulimit -Hn)")
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    good = True
    for max_files in FILE_LIMITS:
        with (
            tempfile.TemporaryDirectory() as folder,
            running_fleet(
                Path(folder), {"MOCK_MODE": "true"}, max_files=min(max_files, hard)
            ) as fleet,
        ):
            trial = asyncio.run(
                watch(
                    fleet,
                    max_files=max_files,
                    n_connections=chosen.connections,
                    watch_s=chosen.seconds,
                )
            )
        _print(trial, chosen.connections)
        good &= trial.served.slowest_s <= PATIENCE_S and not trial.served.failures
    return 0 if good else 1


def _print(trial: Trial, n_connections: int) -> None:
    print(f"{trial.max_files} files at most, {n_connections} bad connections")
    print(f"  opened {trial.n_opened}, open at the end {trial.n_open}")
    print(f"  POST /process before: slowest {trial.alone.slowest_s:.2f} s")
    for name in (f"GET {ORCHESTRATOR.name}/health", "POST /process"):
        timing = timing_of(trial.served.seconds[name])
        median_ms = 1000 * timing.median
        print(f"  {name}: {timing.n}, median {median_ms:.0f} ms, slowest {timing.most:.2f} s")
    print(f"  slowest of all {trial.served.slowest_s:.2f} s, failed {dict(trial.served.failures)}")
    print(
        f"  {trial.served.n_cut} of {trial.served.n_asked} cut before their answer, and asked again"
    )
    print(f"  {trial.cpu_share:.0%} of a core, {trial.memory_mb:.0f} MB, {trial.n_log_lines} lines")


if __name__ == "__main__":
    sys.exit(main())
