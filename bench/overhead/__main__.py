"""`make bench-overhead`: what the orchestrator adds to a recording, beside the time inside the services.

    make bench-overhead                                 200 recordings, one caller, mock engines over real HTTP
    make bench-overhead ARGS="--runs 50"

The seven services run in one process, the orchestrator in another, so that its CPU time is its own. The time inside the
services is the union of their requests, as their logs tell them: what two do at once counts once.
"""

import argparse
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.common.timing import timing_of
from shared.cores import usable_cores
from shared.roster import ORCHESTRATOR, ROSTER
from shared.settings import REPO_ROOT
from shared.testing.fleet import running_fleet
from shared.testing.ports import free_port

from .counted import COUNTED
from .intervals import inside_ms

WARM_UPS = 20
SAMPLE = REPO_ROOT / "tests" / "audio" / "good.wav"
START_S = 60.0
ALL_STAGES = {"consent_voice_cloning": "true"}
JUDGED = {"stages": "asr,align,phonemap,diff"}


@dataclass(frozen=True, slots=True)
class CountedOrchestrator:
    process: "subprocess.Popen[bytes]"
    url: str
    counts_file: Path

    def counts(self) -> dict[str, float]:
        """Since its start."""
        self.counts_file.unlink(missing_ok=True)
        self.process.send_signal(signal.SIGUSR1)
        deadline = time.monotonic() + START_S
        while not self.counts_file.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        return json.loads(self.counts_file.read_text(encoding="utf-8"))


@dataclass(slots=True)
class Overheads:
    """A value a recording, in milliseconds."""

    whole: list[float] = field(default_factory=list)
    inside: list[float] = field(default_factory=list)

    @property
    def added(self) -> list[float]:
        return [whole - inside for whole, inside in zip(self.whole, self.inside, strict=True)]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=200)
    asked = parser.parse_args()
    print(f"date {time.strftime('%Y-%m-%d')}, {platform.machine()}, {usable_cores()} cores, {asked.runs} recordings, one caller")  # fmt: skip
    settings = {"MOCK_MODE": "true", "LOG_FORMAT": "json", "LOG_LEVEL": "INFO"}
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder)
        with running_fleet(state / "services", settings) as fleet:
            addresses = {each.url_variable: fleet.addresses[each] for each in ROSTER if each is not ORCHESTRATOR}  # fmt: skip
            storage = {"STORAGE_URL": (state / "services" / "objects").as_uri()}
            with counted_orchestrator(state, settings | addresses | storage) as orchestrator:
                for name, form in (("all stages", ALL_STAGES), ("asr to diff", JUDGED)):
                    measure(orchestrator, {"reference_text": "Very good.", **form}, WARM_UPS)
                    before = orchestrator.counts()
                    sent = measure(orchestrator, {"reference_text": "Very good.", **form}, asked.runs)  # fmt: skip
                    after = orchestrator.counts()
                    log = fleet.log.read_text(encoding="utf-8")
                    per_task = {each: (after[each] - before[each]) / asked.runs for each in COUNTED}
                    show(name, Overheads(list(sent.values()), inside_ms(log, list(sent))), per_task)
    return 0


@contextmanager
def counted_orchestrator(folder: Path, settings: dict[str, str]) -> Iterator[CountedOrchestrator]:
    """The orchestrator alone, in a process that counts."""
    port = free_port()
    counts_file = folder / "counts.json"
    environment = os.environ | settings | {"DATA_DIR": str(folder / "orchestrator"), "APP_ENV": "test"}  # fmt: skip
    with (folder / "orchestrator.log").open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.overhead.counted", str(counts_file), str(port)],
            cwd=REPO_ROOT,
            env=environment,
            stdout=sink,
            stderr=sink,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(process, url)
        yield CountedOrchestrator(process, url, counts_file)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(process: "subprocess.Popen[bytes]", url: str) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/ready", timeout=5).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the orchestrator did not start")


def measure(orchestrator: CountedOrchestrator, form: dict[str, str], runs: int) -> dict[str, float]:
    """Milliseconds of each recording's whole request, by its task."""
    taken: dict[str, float] = {}
    content = SAMPLE.read_bytes()
    with httpx.Client(base_url=orchestrator.url, timeout=120) as client:
        for _ in range(runs):
            begun = time.perf_counter()
            answer = client.post("/process", files={"file": (SAMPLE.name, content)}, data=form)
            elapsed_ms = 1000 * (time.perf_counter() - begun)
            body = answer.raise_for_status().json()
            assert {stage["status"] for stage in body["stages"]} <= {"succeeded", "skipped"}, body
            taken[body["task_id"]] = elapsed_ms
    return taken


def show(name: str, overheads: Overheads, per_task: dict[str, float]) -> None:
    print(f"\n{name}\n\n| ms | p50 | p95 |\n|---|---|---|")
    rows = {
        "whole request": overheads.whole,
        "inside services": overheads.inside,
        "**added by the orchestrator**": overheads.added,
    }
    for what, taken_ms in rows.items():
        p95 = statistics.quantiles(taken_ms, n=20)[-1]
        print(f"| {what} | {timing_of(taken_ms).median:.1f} | {p95:.1f} |")
    print("a task: " + ", ".join(f"{per_task[each]:.1f} {each}" for each in COUNTED))


if __name__ == "__main__":
    sys.exit(main())
