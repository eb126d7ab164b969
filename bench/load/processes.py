"""What the processes of a fleet hold, looked at again and again while it works."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from bench.common.processes import cpu_s, n_open_files, resident_mb

EVERY_S = 5.0


@dataclass(frozen=True, slots=True)
class Look:
    at_s: float
    """On the clock of time.monotonic."""
    memory_mb: dict[str, float]
    """Resident, by process."""
    files: dict[str, int]
    load: float
    """Of the machine, others' work included."""


@dataclass(slots=True)
class Watcher:
    pid: int
    looks: list[Look] = field(default_factory=list)

    async def watch(self) -> None:
        while True:
            self.looks.append(look(self.pid))
            await asyncio.sleep(EVERY_S)

    @property
    def cpu_s(self) -> float:
        """Of all processes that live."""
        return sum(map(cpu_s, _family(self.pid).values()))


def look(pid: int) -> Look:
    memory: dict[str, float] = {}
    files: dict[str, int] = {}
    for name, each in _family(pid).items():
        try:
            memory[name], files[name] = resident_mb(each), n_open_files(each)
        except (FileNotFoundError, ProcessLookupError, StopIteration):
            continue  # it has ended meanwhile
    load = float(Path("/proc/loadavg").read_text(encoding="ascii").split()[0])
    return Look(time.monotonic(), memory, files, load)


def _family(pid: int) -> dict[str, int]:
    """The fleet's process and its children. A decoder that was started in place of another is the same one here."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = sorted(int(child) for task in tasks for child in task.read_text("ascii").split())
    return {"fleet": pid} | {f"child {n}": each for n, each in enumerate(children, 1)}


def between(looks: Sequence[Look], begins_s: float, ends_s: float) -> list[Look]:
    return [each for each in looks if begins_s <= each.at_s < ends_s]


def mean_memory_mb(looks: Sequence[Look]) -> dict[str, float]:
    names = set[str]().union(*(each.memory_mb for each in looks))
    return {name: fmean(each.memory_mb[name] for each in looks if name in each.memory_mb) for name in sorted(names)}  # fmt: skip


def most_files(looks: Sequence[Look]) -> int:
    return max(sum(each.files.values()) for each in looks)
