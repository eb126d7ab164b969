"""The process in which a step is worked on: `python -m pipeline-orchestrator.app.training.child MEMORY_MB CPU_S`.

It knows no secret and no address: it is given files and gives one back. It gets no more memory and processor time than it was
given, is nice to what else the machine does, and ends when its line is cut, so that none outlives who started it.

On stdin a line of JSON ({module, step, options, files: [[name, n_bytes], …]}) and the files; on stderr lines of JSON: how far it has
come, what to log, or in the end what was wrong; on stdout the file that it made.
"""

import importlib
import json
import os
import resource
import signal
import sys
import threading
from typing import Any

from .steps.files import TooLittle

NICE = 10
FAILED = 3
"""Exit status when stderr's last line tells why."""


def main() -> None:
    memory_mb, cpu_s = int(sys.argv[1]), int(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started us
    os.nice(NICE)
    line = sys.stdin.buffer
    asked = json.loads(line.readline())
    files = {name: line.read(n_bytes) for name, n_bytes in asked["files"]}
    threading.Thread(target=_end_with_the_line, daemon=True).start()
    module = importlib.import_module(asked["module"])
    _close_in(memory_mb, cpu_s)
    try:
        made = getattr(module, asked["step"])(files, asked["options"], _tell)
    except MemoryError:
        _fail("memory", f"a step takes more than the {memory_mb} MB that it may have")
    except TooLittle as error:
        _fail("data", str(error))
    else:
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()


def _tell(progress: float, line: str) -> None:
    _say({"progress": round(progress, 4), "line": line})


def _fail(reason: str, detail: str) -> None:
    _say({"reason": reason, "detail": detail})
    sys.exit(FAILED)


def _say(value: dict[str, Any]) -> None:
    sys.stderr.write(json.dumps(value) + "\n")
    sys.stderr.flush()


def _end_with_the_line() -> None:
    """Nothing more comes on it: it ends when the other side does."""
    os.read(0, 1)
    os._exit(0)


def _close_in(memory_mb: int, cpu_s: int) -> None:
    """Beside what the interpreter and its libraries have by now."""
    with open("/proc/self/statm", encoding="ascii") as file:
        n_pages = int(file.read().split()[0])
    limit = n_pages * resource.getpagesize() + memory_mb * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 5))  # at the first it is told apart
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
