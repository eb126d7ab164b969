"""Files that name other files and addresses: whether the fleet opens or calls what they name."""

import ctypes
import os
import socket
import struct
from pathlib import Path

import httpx

from shared.testing.fleet import RunningFleet
from shared.testing.recordings import FORMATS
from shared.testing.referring import referring_files

from .sending import status_of

_IN_OPEN = 0x20
"""Of inotify(7)."""


def nothing_is_followed(fleet: RunningFleet, data: Path) -> bool:
    """Prints what was opened and called. `data`: the fleet's folder."""
    bait = data / "objects" / "bait.wav"
    bait.write_bytes(FORMATS["wav"](1.0))
    opened = accepted = ports = told = 0
    with socket.create_server(("127.0.0.1", 0)) as listening, httpx.Client(timeout=60) as http:
        listening.setblocking(False)
        watch = _watch(bait)
        before = _udp_ports()
        files = referring_files(bait, f"127.0.0.1:{listening.getsockname()[1]}")
        for content in files.values():
            told += status_of(http, fleet.url, content) == 200
            ports += len(_udp_ports() - before)
            opened += _n_events(watch)
            try:
                listening.accept()[0].close()
                accepted += 1
            except BlockingIOError:
                pass
        os.close(watch)
    print(
        f"files that refer to others: {len(files)}; decoded {told}, files opened {opened}, "
        f"connections {accepted}, ports {ports}"
    )
    return not (opened or accepted or ports or told)


def _udp_ports() -> set[str]:
    lines = Path("/proc/net/udp").read_text(encoding="ascii").splitlines()[1:]
    return {line.split()[1] for line in lines}


def _watch(path: Path) -> int:
    """A descriptor that tells of every time the file is opened, by anyone."""
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(os.O_NONBLOCK)
    if watch < 0 or libc.inotify_add_watch(watch, os.fsencode(path), _IN_OPEN) < 0:
        raise OSError(ctypes.get_errno(), "inotify")
    return watch


def _n_events(watch: int) -> int:
    try:
        return len(os.read(watch, 1 << 16)) // struct.calcsize("iIII")
    except BlockingIOError:
        return 0
