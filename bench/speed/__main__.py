"""`make bench-speed`: how long one recording takes through the real fleet, stage by stage.

Starts the fleet in a process of its own, warms it up, sends the slips sample (5.6 s) a few times and
prints medians in milliseconds, the time to start, and the process's peak memory.
"""

import json
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

import httpx

from shared.settings import REPO_ROOT
from shared.testing.fleet import running_fleet

RUNS = 7
WARM_UPS = 2
SAMPLE = REPO_ROOT / "tests" / "audio" / "slips.wav"


def main() -> int:
    text = json.loads((SAMPLE.parent / "samples.json").read_text(encoding="utf-8"))["samples"][1][
        "text"
    ]
    stage_ms: dict[str, list[float]] = {}
    totals_ms: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        with running_fleet(Path(folder), {"LOG_LEVEL": "WARNING"}) as fleet:
            start_s = time.perf_counter() - started
            for run in range(WARM_UPS + RUNS):
                begun = time.perf_counter()
                response = httpx.post(
                    fleet.url + "/process",
                    files={"file": (SAMPLE.name, SAMPLE.read_bytes())},
                    data={
                        "reference_text": text,
                        "consent_voice_cloning": "true",
                        # Rates a little apart keep the reference from coming out of the cache.
                        "speaking_rate": str(1 + run / 1000),
                    },
                    timeout=120,
                )
                elapsed_ms = (time.perf_counter() - begun) * 1000
                response.raise_for_status()
                if run < WARM_UPS:
                    continue
                totals_ms.append(elapsed_ms)
                for stage in response.json()["stages"]:
                    stage_ms.setdefault(stage["name"], []).append(stage["elapsed_ms"])
            peak_mb = _peak_mb(fleet.process.pid)
    _print(start_s, stage_ms, totals_ms, peak_mb)
    return 0


def _peak_mb(pid: int) -> float:
    """Highest resident memory of a process so far."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def _print(
    start_s: float, stage_ms: dict[str, list[float]], totals_ms: list[float], peak_mb: float
) -> None:
    print(f"date {time.strftime('%Y-%m-%d')}, {platform.machine()}, {_cores()} cores, {RUNS} runs")
    print("\n| what | median ms | slowest |\n|---|---|---|")
    for name, values in stage_ms.items():
        print(f"| {name} | {statistics.median(values):.0f} | {max(values):.0f} |")
    print(f"| **whole answer** | {statistics.median(totals_ms):.0f} | {max(totals_ms):.0f} |")
    to_diff = [
        sum(stage_ms[name][run] for name in ("asr", "align", "phonemap", "diff"))
        for run in range(len(totals_ms))
    ]
    print(f"| stages up to diff | {statistics.median(to_diff):.0f} | {max(to_diff):.0f} |")
    print(f"\nstart to ready {start_s:.1f} s; peak memory of the one process {peak_mb:.0f} MB")


def _cores() -> int:
    return os.cpu_count() or 1


if __name__ == "__main__":
    sys.exit(main())
