"""The whole fleet as its users start it: one process, real HTTP on loopback, ports of its own."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from shared.roster import ORCHESTRATOR, ROSTER, Service
from shared.settings import REPO_ROOT

from .ports import free_ports

START_TIMEOUT_S = 180


@dataclass(slots=True)
class RunningFleet:
    process: "subprocess.Popen[bytes]"
    addresses: dict[Service, str]
    data_dir: Path
    log: Path

    @property
    def url(self) -> str:
        """Of the orchestrator."""
        return self.addresses[ORCHESTRATOR]

    def kill(self) -> None:
        """Like a power cut."""
        self.process.kill()
        self.process.wait()


@contextmanager
def running_fleet(
    data_dir: Path,
    settings: Mapping[str, str],
    *,
    max_files: int | None = None,
    checkout: Path = REPO_ROOT,
) -> Iterator[RunningFleet]:
    """Start the fleet in a process of its own, wait until all are ready, stop it at the end.

    `max_files`: how many files the process may open, as `ulimit -n` has it. `checkout`: whose code; another than this one
    has an environment of its own, and maybe fewer services.
    """
    services = [each for each in ROSTER if (checkout / each.name).is_dir()]
    ports = dict(zip(services, free_ports(len(services)), strict=True))
    inherited = {
        name: value for name, value in os.environ.items() if not name.endswith(("_URL", "_PORT"))
    }
    environment = inherited | {
        "APP_ENV": "test",
        "DATA_DIR": str(data_dir),
        "THREADS": "2",
        **{f"{service.env_prefix}_PORT": str(port) for service, port in ports.items()},
        **settings,
    }
    data_dir.mkdir(parents=True, exist_ok=True)
    log = data_dir / "fleet.log"
    with log.open("ab") as sink:
        process = subprocess.Popen(
            [_python_of(checkout), "-m", "shared.local", "up"],
            cwd=checkout,
            env=environment,
            stdout=sink,
            stderr=subprocess.STDOUT,
            preexec_fn=None if max_files is None else lambda: _limit_files(max_files),
        )
    addresses = {service: f"http://127.0.0.1:{port}" for service, port in ports.items()}
    try:
        _wait_ready(process, addresses, log)
        yield RunningFleet(process, addresses, data_dir, log)
    finally:
        process.terminate()
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _python_of(checkout: Path) -> str:
    return sys.executable if checkout == REPO_ROOT else str(checkout / ".venv" / "bin" / "python")


def _limit_files(max_files: int) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (max_files, max_files))


def _wait_ready(
    process: "subprocess.Popen[bytes]", addresses: Mapping[Service, str], log: Path
) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    waiting = list(addresses.values())
    while waiting:
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"the fleet did not start:\n{log.read_text()[-4000:]}")
        try:
            # The orchestrator is ready only with its upstreams; a test may have cut one off.
            httpx.get(f"{waiting[-1]}/health", timeout=5).raise_for_status()
            waiting.pop()
        except httpx.HTTPError:
            time.sleep(0.1)


StartFleet = Callable[..., RunningFleet]
