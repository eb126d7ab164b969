"""Which worker processes are alive, told by file locks: the system drops them even after kill -9."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def sign_of_life(folder: Path, worker_id: str) -> Iterator[None]:
    """Hold a lock in `worker_id`'s name for as long as this process works."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{worker_id}.lock"
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def is_dead(folder: Path, worker_id: str) -> bool:
    """Whether that worker shared this folder and is gone. False also means: not known here."""
    path = folder / f"{worker_id}.lock"
    try:
        lock = path.open("r+")
    except FileNotFoundError:
        return False
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
