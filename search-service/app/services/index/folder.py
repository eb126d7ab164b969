"""The folder of the index, which one process has at a time."""

import fcntl
from pathlib import Path
from typing import IO

from shared.errors import Unavailable


class HeldFolder:
    """Held from the beginning to `release`, or to the end of the process."""

    def __init__(self, path: Path) -> None:
        """Raises Unavailable where another process has it."""
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._lock: IO[bytes] = (path / "lock").open("wb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._lock.close()
            raise Unavailable(
                f"another process holds the index in {path}: stop it, or give this one a DATA_DIR of its own or a Qdrant server and a folder"
            ) from error

    def release(self) -> None:
        self._lock.close()
