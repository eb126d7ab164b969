"""Where a fleet keeps things: folders, small disks, servers; a running fleet on each."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.testing import faults
from shared.testing.fleet import RunningFleet, free_ports, running_fleet
from shared.testing.servers import Postgres, running_postgres

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
    server = S3Server(folder, free_ports(1)[0])
    server.start()
    try:
        yield server
    finally:
        server.stop()


@dataclass(slots=True)
class FaultPlace:
    """A running fleet, and what can be broken of it."""

    fleet: RunningFleet
    objects: Path
    database: Path
    """The SQLite file."""
    postgres: Postgres | None = None
    s3: S3Server | None = None

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
        yield FaultPlace(fleet, objects, data / "orchestrator.db", postgres, s3)
