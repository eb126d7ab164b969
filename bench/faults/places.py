"""Where a fleet keeps things: folders, small disks, servers; a running fleet on each."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from shared.roster import ORCHESTRATOR
from shared.settings import REPO_ROOT
from shared.testing import faults
from shared.testing.fleet import RunningFleet, running_fleet
from shared.testing.ports import free_port
from shared.testing.servers import Postgres, Redis, running_postgres, running_redis

DISK_MB = 8
S3_KEYS = {"NANIO_ACCESS_KEY": "bench-access", "NANIO_SECRET_KEY": "bench-secret-key"}


@dataclass(slots=True)
class S3Server:
    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def settings(self) -> dict[str, str]:
        return {
            "STORAGE_URL": "s3://bench",
            "S3_ENDPOINT": f"127.0.0.1:{self.port}",
            "S3_ACCESS_KEY": S3_KEYS["NANIO_ACCESS_KEY"],
            "S3_SECRET_KEY": S3_KEYS["NANIO_SECRET_KEY"],
        }

    def start(self) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "nanio", "serve", "--host=127.0.0.1", f"--port={self.port}",
                f"--data-dir={self.folder}", "--no-access-log", "--log-level=error",
            ],
            env=os.environ | S3_KEYS,
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("the S3 server did not start")

    def stop(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()


@contextmanager
def running_s3(folder: Path) -> Iterator[S3Server]:
    folder.mkdir(parents=True)
    server = S3Server(folder, free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()


@dataclass(slots=True)
class CeleryWorker:
    """One, with its child, in a process group of its own."""

    settings: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "celery", "-A", "app.worker", "worker", "--concurrency=1",
                "--loglevel=ERROR", f"--hostname={time.monotonic_ns()}@bench",
            ],
            cwd=REPO_ROOT / "pipeline-orchestrator",
            env=os.environ | {"PYTHONPATH": str(REPO_ROOT), "APP_ENV": "test"} | self.settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip

    def stop(self) -> None:
        """Like a machine that is gone."""
        assert self.process is not None
        self.signal(signal.SIGKILL)
        self.process.wait()

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


@dataclass(slots=True)
class Broker:
    """Redis that keeps nothing: after a stop it is empty."""

    port: int
    _stack: ExitStack = field(default_factory=ExitStack)
    redis: Redis | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.redis = self._stack.enter_context(running_redis(self.port))

    def stop(self) -> None:
        self._stack.close()


@dataclass(slots=True)
class FaultPlace:
    """A running fleet, and what can be broken of it."""

    fleet: RunningFleet
    objects: Path
    database: Path
    """The SQLite file."""
    postgres: Postgres | None = None
    s3: S3Server | None = None
    broker: Broker | None = None
    worker: CeleryWorker | None = None

    @property
    def pid(self) -> int:
        return self.fleet.process.pid


@contextmanager
def a_place(kind: str, folder: Path) -> Iterator[FaultPlace]:
    """Raises NotHere."""
    with ExitStack() as stack:
        data, objects = folder / "data", folder / "data" / "objects"
        settings: dict[str, str] = {}
        postgres: Postgres | None = None
        s3: S3Server | None = None
        if kind == "two disks":
            stack.enter_context(faults.small_disk(data, megabytes=DISK_MB))
            objects = stack.enter_context(faults.small_disk(folder / "objects", megabytes=DISK_MB))
        elif kind == "one disk":
            stack.enter_context(faults.small_disk(data, megabytes=DISK_MB))
        elif kind == "loop":
            stack.enter_context(faults.disk_in_a_file(data, megabytes=64))
        elif kind == "servers":
            postgres = stack.enter_context(running_postgres())
            s3 = stack.enter_context(running_s3(folder / "s3"))
            settings = {"DATABASE_URL": postgres.url, **s3.settings}
        broker: Broker | None = None
        if kind == "queue":
            postgres = stack.enter_context(running_postgres())
            broker = Broker(free_port())
            broker.start()
            stack.callback(broker.stop)
            settings = {
                "DATABASE_URL": postgres.url, "QUEUE_URL": broker.url, "ORCHESTRATOR_LEASE_S": "4",
            }  # fmt: skip
        settings = {
            "MOCK_MODE": "true",
            "DATA_DIR": str(data),
            "STORAGE_URL": objects.as_uri(),
            "LOG_LEVEL": "WARNING",
            "LOG_FORMAT": "json",
            "ORCHESTRATOR_POLL_S": "0.5",
            "ORCHESTRATOR_RETRY_WAIT_S": "1",
            **settings,
        }
        fleet = stack.enter_context(running_fleet(folder / "log", settings))
        worker = None
        if broker is not None:
            asked = {
                service.url_variable: address
                for service, address in fleet.addresses.items()
                if service is not ORCHESTRATOR
            }
            worker = CeleryWorker(settings | asked)
            worker.start()
            stack.callback(worker.stop)
        yield FaultPlace(fleet, objects, data / "orchestrator.db", postgres, s3, broker, worker)
