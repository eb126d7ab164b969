"""`make bench-speed`: how long one recording takes through the real fleet, stage by stage.

Starts the fleet in a process of its own, warms it up, sends the slips sample (5.6 s) a few times and
prints medians in milliseconds, the time to start, and the process's peak memory.
"""

import json
import os
import platform
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bench.common.processes import peak_mb
from bench.common.timing import timing_of
from shared.settings import REPO_ROOT
from shared.testing.fleet import running_fleet

RUNS = 7
WARM_UPS = 2
SAMPLE = REPO_ROOT / "tests" / "audio" / "slips.wav"
UP_TO_DIFF = ("asr", "align", "phonemap", "diff")


@dataclass(slots=True)
class Times:
    """In milliseconds, a value a run."""

    whole: list[float] = field(default_factory=list)
    stages: dict[str, list[float]] = field(default_factory=dict)

    def add(self, elapsed_ms: float, answer: dict[str, Any]) -> None:
        self.whole.append(elapsed_ms)
        for stage in answer["stages"]:
            self.stages.setdefault(stage["name"], []).append(stage["elapsed_ms"])

    def up_to_diff(self) -> list[float]:
        return [sum(each) for each in zip(*(self.stages[name] for name in UP_TO_DIFF), strict=True)]


def main() -> int:
    samples = json.loads((SAMPLE.parent / "samples.json").read_text(encoding="utf-8"))["samples"]
    text = next(each["text"] for each in samples if each["file"] == SAMPLE.name)
    times = Times()
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        with running_fleet(Path(folder), {"LOG_LEVEL": "WARNING"}) as fleet:
            start_s = time.perf_counter() - started
            for run in range(WARM_UPS + RUNS):
                begun = time.perf_counter()
                # Rates a little apart keep the reference from coming out of the cache.
                response = _send(fleet.url, text, speaking_rate=1 + run / 1000)
                elapsed_ms = (time.perf_counter() - begun) * 1000
                if run >= WARM_UPS:
                    times.add(elapsed_ms, response)
            peak = peak_mb(fleet.process.pid)
    _print(times)
    print(f"\nstart to ready {start_s:.1f} s; peak memory of the one process {peak:.0f} MB")
    return 0


def _send(url: str, text: str, *, speaking_rate: float) -> dict[str, Any]:
    response = httpx.post(
        f"{url}/process",
        files={"file": (SAMPLE.name, SAMPLE.read_bytes())},
        data={
            "reference_text": text,
            "consent_voice_cloning": "true",
            "speaking_rate": str(speaking_rate),
        },
        timeout=120,
    )
    return response.raise_for_status().json()


def _print(times: Times) -> None:
    today = time.strftime("%Y-%m-%d")
    print(f"date {today}, {platform.machine()}, {os.cpu_count() or 1} cores, {RUNS} runs")
    print("\n| what | median ms | slowest |\n|---|---|---|")
    rows = times.stages | {
        "**whole answer**": times.whole,
        "stages up to diff": times.up_to_diff(),
    }
    for name, taken_ms in rows.items():
        timing = timing_of(taken_ms)
        print(f"| {name} | {timing.median:.0f} | {timing.most:.0f} |")


if __name__ == "__main__":
    sys.exit(main())
