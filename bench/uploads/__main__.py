"""What damaged and treacherous uploads do to a running fleet: `make bench-uploads`.

Starts the fleet with mock engines in a process of its own, sends damaged files of every format through POST /process, then
files that refer to others, and prints what was answered, how fast, and what it cost.
"""

import argparse
import collections
import ctypes
import json
import os
import socket
import statistics
import struct
import sys
import tempfile
import time
from pathlib import Path

import httpx

from shared.testing.fleet import RunningFleet, running_fleet
from shared.testing.recordings import FORMATS, mutated
from shared.testing.referring import referring_files

TRUE_ANSWERS = {200, 413, 415, 422}
LONGEST_S = 5.0
WARM_UP = 50
_IN_OPEN = 0x20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000, help="damaged files over all formats")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with running_fleet(data, {"MOCK_MODE": "true", "LOG_LEVEL": "WARNING"}) as fleet:
            is_held = _damaged(fleet, arguments.files, arguments.seed)
            is_held &= _referring(fleet, data)
            is_alive = fleet.process.poll() is None
            print(f"process alive: {'yes' if is_alive else 'no'}")
    return 0 if is_held and is_alive else 1


def _damaged(fleet: RunningFleet, n_files: int, seed: int) -> bool:
    each = -(-n_files // len(FORMATS))
    answers: collections.Counter[int] = collections.Counter()
    seconds: list[float] = []
    with httpx.Client(timeout=60) as http:
        for _ in range(WARM_UP):
            _send(http, fleet.url, FORMATS["flac"](1.0))
        idle = highest = memory_mb(fleet.process.pid)
        for name, make in FORMATS.items():
            for content in mutated(make(1.0), each, seed=seed):
                begun = time.perf_counter()
                answers[_send(http, fleet.url, content)] += 1
                seconds.append(time.perf_counter() - begun)
            highest = max(highest, memory_mb(fleet.process.pid))
            print(f"{name:<14} {dict(answers)}", file=sys.stderr)
    strange = {status: n for status, n in answers.items() if status not in TRUE_ANSWERS}
    seconds.sort()
    print(f"damaged files: {len(seconds)} of {len(FORMATS)} formats (seed {seed})")
    print(
        f"answers: {dict(sorted(answers.items()))}; others than 200, 413, 415, 422: {strange or 0}"
    )
    print(
        f"seconds: median {statistics.median(seconds):.3f}, p99 {seconds[int(len(seconds) * 0.99)]:.3f}, "
        f"most {seconds[-1]:.2f}"
    )
    print(f"memory: idle {idle:.0f} MB, most over idle {highest - idle:.0f} MB")
    return not strange and seconds[-1] <= LONGEST_S


def _referring(fleet: RunningFleet, data: Path) -> bool:
    bait = data / "objects" / "bait.wav"
    bait.write_bytes(FORMATS["wav"](1.0))
    opened = accepted = ports = told = 0
    with socket.create_server(("127.0.0.1", 0)) as listening, httpx.Client(timeout=60) as http:
        listening.setblocking(False)
        watch = _watch(bait)
        before = _udp_ports()
        files = referring_files(bait, f"127.0.0.1:{listening.getsockname()[1]}")
        for content in files.values():
            told += _send(http, fleet.url, content) == 200
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


def _send(http: httpx.Client, url: str, content: bytes) -> int:
    response = http.post(
        f"{url}/process", data={"stages": "asr"}, files={"file": ("recording", content)}
    )
    json.loads(response.content)
    return response.status_code


def memory_mb(pid: int) -> float:
    """Resident memory of a process and its children, pages that they share counted once."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = [child for task in tasks for child in task.read_text(encoding="ascii").split()]
    kilobytes = 0
    for each in [str(pid), *children]:
        lines = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii").splitlines()
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1000


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


if __name__ == "__main__":
    sys.exit(main())
