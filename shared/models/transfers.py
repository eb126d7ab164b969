"""Transfers shown to people: bars on a terminal, plain lines anywhere else."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

Arrived = Callable[[int], None]
"""Told how many bytes of a transfer are here so far."""


class Report(Protocol):
    def say(self, line: str) -> None: ...

    def transfer(self, what: str, size_bytes: int) -> AbstractContextManager[Arrived]:
        """Show one transfer; may be used by several threads at once."""
        ...


class LineReport:
    """A line when a transfer is done; for logs and continuous integration."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def say(self, line: str) -> None:
        self._write(line)

    @contextmanager
    def transfer(self, what: str, size_bytes: int) -> Iterator[Arrived]:
        started = time.perf_counter()
        yield lambda n_bytes: None
        self.say(f"  {what}: {megabytes(size_bytes)} in {time.perf_counter() - started:.1f} s")


class BarReport:
    def __init__(self, console: Console, bars: Progress) -> None:
        self._console = console
        self._bars = bars

    def say(self, line: str) -> None:
        self._console.print(line, highlight=False, markup=False)

    @contextmanager
    def transfer(self, what: str, size_bytes: int) -> Iterator[Arrived]:
        bar = self._bars.add_task(what, total=size_bytes)
        try:
            yield lambda n_bytes: self._bars.update(bar, completed=min(n_bytes, size_bytes))
        finally:
            self._bars.remove_task(bar)
        self.say(f"  {what}: {megabytes(size_bytes)}")


@contextmanager
def report_to(console: Console) -> Iterator[Report]:
    """Bars where `console` is a terminal, lines where it isn't."""
    if not console.is_terminal:
        yield LineReport(lambda line: console.print(line, highlight=False, markup=False))
        return
    columns = (
        TextColumn("  {task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bars:
        yield BarReport(console, bars)


def megabytes(n_bytes: int) -> str:
    return f"{n_bytes / 1e6:.1f} MB"
