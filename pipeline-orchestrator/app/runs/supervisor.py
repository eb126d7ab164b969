"""The loops that have to go on for as long as the process serves: kept going, and seen to turn."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import anyio
import structlog
from anyio.abc import TaskGroup

from shared.errors import Unavailable

from .metrics import TaskMetrics

log = structlog.get_logger(__name__)

STANDS_STILL_S = 60.0
"""Far above the longest turn of a loop that has nothing to do: it waits 16 s for a database that is away."""
RESTART_PAUSE_S = 1.0


@dataclass(slots=True)
class Pulse:
    """Where a loop shows that it goes on."""

    kind: str
    clock: Callable[[], float]
    _turned_at: float = field(init=False)
    _is_busy: bool = False
    _is_alive: bool = False

    def __post_init__(self) -> None:
        self.turn()

    def turn(self) -> None:
        self._turned_at = self.clock()

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Meanwhile it isn't expected to turn: a task may take long."""
        self._is_busy = True
        try:
            yield
        finally:
            self._is_busy = False
            self.turn()

    @contextmanager
    def alive(self) -> Iterator[None]:
        self.turn()
        self._is_alive = True
        try:
            yield
        finally:
            self._is_alive = False

    @property
    def goes_on(self) -> bool:
        return self._is_alive and (self._is_busy or self.clock() - self._turned_at < STANDS_STILL_S)


Loop = Callable[[Pulse], Awaitable[None]]
"""Runs for ever, and shows each turn on its pulse."""


@dataclass(slots=True)
class Supervisor:
    """One queue's loops. A loop that ends, however it does, is started again."""

    metrics: TaskMetrics
    clock: Callable[[], float] = time.monotonic
    _pulses: list[Pulse] = field(default_factory=list)
    _group: TaskGroup | None = None

    @asynccontextmanager
    async def running(self, loops: Sequence[tuple[str, Loop]]) -> AsyncIterator[TaskGroup]:
        """Keep the loops, each of a kind, going until the block ends."""
        async with anyio.create_task_group() as group:
            self._group = group
            self._pulses = [Pulse(kind, self.clock) for kind, _ in loops]
            for kind in {kind for kind, _ in loops}:
                self.metrics.loop_restarts.labels(kind)  # 0 until the first
                self.metrics.loops.labels(kind).set_function(
                    lambda kind=kind: sum(
                        each.kind == kind and each.goes_on for each in self._pulses
                    )
                )
            for pulse, (_, loop) in zip(self._pulses, loops, strict=True):
                group.start_soon(self._keep, pulse, loop)
            try:
                yield group
            finally:
                self._group = None
                group.cancel_scope.cancel()

    async def check(self) -> None:
        """Raises Unavailable when a loop stands still: tasks would then be taken and wait for nobody."""
        still = sorted({each.kind for each in self._pulses if not each.goes_on})
        if self._group is None:
            raise Unavailable("nobody works on tasks here any more: restart the service")
        if still:
            raise Unavailable(
                f"{' and '.join(still)}: not going on; restart the service if it lasts"
            )

    async def _keep(self, pulse: Pulse, loop: Loop) -> None:
        while True:
            try:
                with pulse.alive():
                    await loop(pulse)
                log.error("loop_ended", loop=pulse.kind)
            except anyio.get_cancelled_exc_class():
                # Ours is delivered again below; what something inside was cancelled by must not end the loop.
                if self._group is not None:
                    log.exception("loop_cancelled", loop=pulse.kind)
            except Exception:
                log.exception("loop_crashed", loop=pulse.kind)
            await anyio.sleep(RESTART_PAUSE_S)
            self.metrics.loop_restarts.labels(pulse.kind).inc()
