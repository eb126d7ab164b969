"""What a process has used so far, as Linux tells it. MB are 1024 kB, as /proc counts them."""

import os
from pathlib import Path


def peak_mb(pid: int) -> float:
    """Resident memory at its highest; of this process alone, where getrusage begins with its parent's."""
    return _status_mb(pid, "VmHWM")


def resident_mb(pid: int) -> float:
    return _status_mb(pid, "VmRSS")


def memory_with_children_mb(pid: int) -> float:
    """Resident memory of a process and its children, pages that they share counted once."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = [child for task in tasks for child in task.read_text(encoding="ascii").split()]
    kilobytes = 0
    for each in [str(pid), *children]:
        lines = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii").splitlines()
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


def n_open_files(pid: int) -> int:
    """Sockets among them."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def n_threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def cpu_s(pid: int) -> float:
    """User and system time of all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _status_mb(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024
