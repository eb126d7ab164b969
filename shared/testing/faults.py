"""What can befall a disk, a folder and a database file, and ends with the block it is given for."""

import contextlib
import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

FILLER = "filler"


class NotHere(Exception):
    """This machine does not let us do that."""


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[Path]:
    """A file system of its own in memory. Raises NotHere for who may not mount."""
    folder.mkdir(parents=True, exist_ok=True)
    _system("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _system("umount", "--lazy", str(folder))


@contextmanager
def disk_in_a_file(folder: Path, *, megabytes: int) -> Iterator[Path]:
    """An ext4 of its own. Raises NotHere for who may not mount."""
    folder.mkdir(parents=True, exist_ok=True)
    image = folder.with_name(folder.name + ".image")
    with image.open("wb") as sink:
        sink.truncate(megabytes << 20)
    _system("mkfs.ext4", "-q", str(image))
    _system("mount", "-o", "loop,errors=remount-ro", str(image), str(folder))
    try:
        yield folder
    finally:
        _system("umount", "--lazy", str(folder))
        image.unlink()


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """To the last byte."""
    filler = disk / FILLER
    with filler.open("wb", buffering=0) as sink:
        size = 1 << 20
        while size:
            try:
                sink.write(bytes(size))
            except OSError:
                size //= 2
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """A whole file system on which nothing is open for writing."""
    _system("mount", "-o", "remount,ro", str(disk))
    try:
        yield
    finally:
        _system("mount", "-o", "remount,rw", str(disk))


def go_read_only(disk: Path) -> None:
    """As a disk of `disk_in_a_file` does by itself when it finds an error, whatever is open on it. It stays so."""
    mounts = [line.split()[:2] for line in Path("/proc/mounts").read_text().splitlines()]
    device = next(source for source, target in mounts if target == str(disk))
    trigger = Path("/sys/fs/ext4") / Path(device).name / "trigger_fs_error"
    try:
        trigger.write_text("1")
    except OSError as error:
        raise NotHere(f"{trigger}: {error}") from error


@contextmanager
def unmounted(disk: Path) -> Iterator[None]:
    """The folder is there, and empty: what was in it is kept by a second mount beside it."""
    aside = disk.with_name(disk.name + ".aside")
    aside.mkdir()
    _system("mount", "--bind", str(disk), str(aside))
    _system("umount", "--lazy", str(disk))
    try:
        yield
    finally:
        _system("mount", "--bind", str(aside), str(disk))
        _system("umount", "--lazy", str(aside))
        aside.rmdir()


@contextmanager
def moved_away(path: Path) -> Iterator[Path]:
    """A file, or a folder with all that is in it; where it is meanwhile. What stands in its place at the end is removed."""
    aside = path.with_name(path.name + ".moved")
    path.rename(aside)
    try:
        yield aside
    finally:
        _remove(path)
        aside.rename(path)


@contextmanager
def replaced_by_empty_folder(folder: Path) -> Iterator[None]:
    """What an unmounted volume leaves."""
    with moved_away(folder):
        folder.mkdir()
        yield


@contextmanager
def replaced_by_file(path: Path, content: bytes = b"") -> Iterator[None]:
    with moved_away(path):
        path.write_bytes(content)
        yield


@contextmanager
def immutable(path: Path) -> Iterator[None]:
    """A file that can't be opened for writing, a folder in which nothing is made or deleted, not even by root.
    Raises NotHere on file systems without."""
    _system("chattr", "+i", str(path))
    try:
        yield
    finally:
        _system("chattr", "-i", str(path))


@contextmanager
def small_files_only(pid: int, *, max_bytes: int) -> Iterator[None]:
    """No file of that process may grow beyond: what a full disk is where nothing can be mounted."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (max_bytes, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another connection keeps the database for itself."""
    with closing(sqlite3.connect(database, isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


def back_up(database: Path, copy: Path) -> None:
    """A copy of a database that is in use."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _system(*command: str) -> None:
    if os.geteuid() != 0 or shutil.which(command[0]) is None:
        raise NotHere(f"{command[0]} is for root on Linux")
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise NotHere(f"{' '.join(command)}: {done.stderr.strip()}")


@contextmanager
def all_of(*faults: contextlib.AbstractContextManager[object]) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        for fault in faults:
            stack.enter_context(fault)
        yield
