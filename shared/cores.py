"""How many processor cores this process may use: by its affinity, and by its container's quota."""

import math
import os
from pathlib import Path

_QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""Of the second version of control groups, as a container sees its own: microseconds, or max, of a period."""


def usable_cores() -> int:
    """At least one. A machine of 64 cores that lends a container two has two."""
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    return max(1, math.ceil(min(cores, _quota(_QUOTA))))


def _quota(path: Path) -> float:
    """In cores; infinite where there is none, or none that can be read."""
    try:
        granted, period = path.read_text(encoding="ascii").split()
        return float(granted) / float(period)
    except (OSError, ValueError, ZeroDivisionError):
        return math.inf
