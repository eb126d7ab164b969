"""One of two orchestrators on one database, which can be stopped, continued, killed and given another clock."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from shared.roster import ORCHESTRATOR, ROSTER
from shared.settings import REPO_ROOT
from shared.testing.ports import free_port

from .services import StandstillServices

START_TIMEOUT_S = 180.0
NOTICED_S = 3.0
"""After SIGCONT, until who lost a task has hung up: a beat, on a busy machine."""
FAKETIME = "/usr/lib/{}/faketime/libfaketimeMT.so.1"
SAMPLE = REPO_ROOT / "tests" / "audio" / "good.wav"
TEXT = "It is a very good school."


class OrchestratorStartFailed(Exception):
    """An orchestrator did not come up; the message has the end of its log."""


class OrchestratorProcess:
    """One of two. Its clock is its own, where libfaketime is there."""

    def __init__(
        self, name: str, services: StandstillServices, folder: Path, *, lease_s: float
    ) -> None:
        self.name, self.folder, self.services, self.lease_s = name, folder, services, lease_s
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.clock_file = folder / f"{name}.clock"
        self.clock_file.write_text("+0")
        self.n_starts = 0
        self.asleep: list[tuple[float, float]] = []
        """When it stood still, with the moment after in which it may notice."""
        self.start()

    def start(self) -> None:
        self.n_starts += 1
        caller = f"{self.services.address}/{self.name}{self.n_starts}"
        environment = os.environ | {
            "PYTHONPATH": str(REPO_ROOT),
            "DATA_DIR": str(self.folder / "state"),
            "APP_ENV": "test",
            "LOG_LEVEL": "WARNING",
            "ORCHESTRATOR_LEASE_S": str(self.lease_s),
            "ORCHESTRATOR_WORKERS": "3",
            "ORCHESTRATOR_TASK_RETRIES": "50",
            **{
                each.url_variable: f"{caller}/{each.stage or each.name}"
                for each in ROSTER
                if each is not ORCHESTRATOR
            },
        }
        if (library := faketime()) is not None:
            environment |= {
                "LD_PRELOAD": str(library),
                "FAKETIME_TIMESTAMP_FILE": str(self.clock_file),
                "FAKETIME_CACHE_DURATION": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "DONT_FAKE_MONOTONIC": "1",
            }
        log_path = self.folder / f"{self.name}.log"
        with log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable, "-m", "shared.web.server", "app.main:app", "--port", str(self.port),
                ],
                cwd=REPO_ROOT / "pipeline-orchestrator",
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )  # fmt: skip
        if not within(START_TIMEOUT_S, self.is_up):
            raise OrchestratorStartFailed(
                f"{self.name} did not start: {log_path.read_text()[-2000:]}"
            )

    def is_up(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", timeout=2).is_success
        except httpx.HTTPError:
            return False

    def stop(self) -> None:
        self.process.send_signal(signal.SIGSTOP)
        self.asleep.append((time.monotonic(), float("inf")))

    def go_on(self) -> None:
        begun = self.asleep.pop()[0]
        self.asleep.append((begun, time.monotonic() + NOTICED_S))
        self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def set_clock(self, hours: int) -> None:
        self.clock_file.write_text(f"{hours:+d}h" if hours else "+0")

    def goes_on(self) -> bool:
        """Ready but for what others do, and every loop turns."""
        ready = httpx.get(f"{self.url}/ready", timeout=10)
        metrics = httpx.get(f"{self.url}/metrics", timeout=10).text
        loops = {"worker": 3, "lookout": 1, "caretaker": 1, "purger": 1, "registrar": 1}
        return ready.is_success and all(
            f'orchestrator_loops{{loop="{name}"}} {count}.0' in metrics
            for name, count in loops.items()
        )


def faketime() -> Path | None:
    found = [Path(FAKETIME.format(f"{os.uname().machine}-linux-gnu"))]
    return next((each for each in found if each.exists()), None)


def within(patience_s: float, is_so: Callable[[], object]) -> bool:
    deadline = time.monotonic() + patience_s
    while not (so := is_so()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return bool(so)


def send(to: OrchestratorProcess) -> str:
    """A recording, as a task; its id."""
    answer = httpx.post(
        f"{to.url}/tasks",
        files={"file": (SAMPLE.name, SAMPLE.read_bytes())},
        data={"reference_text": TEXT, "consent_voice_cloning": "true"},
        timeout=60,
    )
    return answer.raise_for_status().json()["task_id"]


def look_at(at: OrchestratorProcess, task_id: str) -> str:
    """Its status, and where it isn't `succeeded`, why."""
    task = httpx.get(f"{at.url}/tasks/{task_id}", timeout=30).json()
    told = [
        f"{each['name']} {each['status']}: {each['reason']}"
        for each in task["stages"]
        if each["status"] == "failed"
    ]
    error = task["error"]["detail"] if task["error"] else ""
    return "; ".join([task["status"], *told, error]).rstrip("; ")
