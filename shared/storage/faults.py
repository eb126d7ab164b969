"""What the system says when files can't be read or written → the problem the caller sees."""

import errno
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from shared.errors import StorageFull, Unavailable

PART = ".part-"
"""Begins the name of every file that is being written; no key can begin with a dot."""
PROBE_BYTES = 64 * 1024
"""More than a half-full last block, less than a second of speech."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""EFBIG: the process may write no larger files (RLIMIT_FSIZE)."""


def fault_of(error: OSError, what: str) -> Unavailable:
    """StorageFull or Unavailable; `what` begins the detail: `the object store`."""
    if error.errno in _NO_ROOM:
        return StorageFull(f"{what} is full: make room, DELETE /tasks/{{id}} does")
    reason = os.strerror(error.errno).lower() if error.errno else type(error).__name__
    return Unavailable(f"{what} can't be used: {reason}")


def probe_folder(folder: Path, what: str) -> None:
    """Write a small file and remove it. Raises StorageFull or Unavailable."""
    try:
        with NamedTemporaryFile(dir=folder, prefix=PART, buffering=0) as probe:
            left = memoryview(bytes(PROBE_BYTES))
            while left:
                left = left[probe.write(left) :]
    except OSError as error:
        raise fault_of(error, what) from error
