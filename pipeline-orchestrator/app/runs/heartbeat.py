"""Which worker processes are alive, told by file locks: the system drops them even after kill -9."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

Life = Literal["alive", "dead", "unknown"]


@contextmanager
def heartbeat(folder: Path, worker_id: str) -> Iterator[None]:
    """Hold a lock in `worker_id`'s name for as long as this process works."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{worker_id}.lock"
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def life_of(folder: Path, worker_id: str | None) -> Life:
    """Dead: it shared this folder and is gone. Alive: it is there, though it may stand still. Unknown: not from here."""
    if worker_id is None:
        return "unknown"
    try:
        lock = (folder / f"{worker_id}.lock").open("r+")
    except OSError:
        return "unknown"
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return "alive"
        except OSError:
            return "unknown"  # a file system without locks
    return "dead"
