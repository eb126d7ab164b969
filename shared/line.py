"""A bounded line in front of what only a few can use at once.

Whoever finds it full, or has stood in it for too long, is told when to come again; nobody waits without an end.
"""

import math
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import anyio

from shared.errors import Busy

R = TypeVar("R")

PATIENCE_S = 600.0
"""Of who does long work in many short uses."""
_ASKS_AGAIN_S = 5.0
_SMOOTHING = 0.2
"""Weight of the latest use in the mean."""
_FIRST_GUESS_S = 1.0
_LONGEST_RETRY_S = 120
_SPREAD = 1.0
"""Who is refused comes again in so long that all have gone, and up to so many times that later: those who were refused
together must not come back together."""


@dataclass(slots=True)
class Line:
    """Made inside an event loop's thread; of one process."""

    what: str
    """What stands behind it, as the refusal names it."""
    places: int
    """Uses at once."""
    most_waiting: int = 32
    longest_wait_s: float = math.inf
    at_once: int = 0
    """Where those with a place stand in another line: how many of them are served at once; 0: all."""
    longest_stay_s: float = math.inf
    """Who would hold a place for longer, as uses have lasted of late, is refused."""
    clock: Callable[[], float] = time.monotonic
    waited: Callable[[float], None] = lambda _: None
    """Told of the seconds that each who got a place had waited."""
    refused: Callable[[], None] = lambda: None
    """Told of each who got none."""
    draw: Callable[[], float] = random.random
    """From 0 to 1: when in the spread one comes again."""
    waiting: int = field(default=0, init=False)
    busy: int = field(default=0, init=False)
    _mean_s: float = field(default=_FIRST_GUESS_S, init=False)
    _turn_s: float = field(default=_FIRST_GUESS_S, init=False)
    """Mean of a use's seconds for each turn that it waited for, and its own."""
    _free: anyio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._free = anyio.Semaphore(self.places)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Holds a place. Raises Busy where the line is full, or moves too slowly."""
        turns = self._turns
        self._require_short_stay()
        await self._take()
        started = self.clock()
        self.busy += 1
        try:
            yield
        finally:
            self.busy -= 1
            lasted_s = self.clock() - started
            self._mean_s += _SMOOTHING * (lasted_s - self._mean_s)
            self._turn_s += _SMOOTHING * (lasted_s / turns - self._turn_s)
            self._free.release()

    def require_room(self) -> None:
        """Raises Busy where whoever came now would be refused: asked before much is read of what they send."""
        self._require_short_stay()
        if not self._free.value:
            self._require_room_to_wait()

    def _require_short_stay(self) -> None:
        turns = self._turns
        if turns > 1 and turns * self._turn_s > self.longest_stay_s:
            raise self._busy(f"an answer would take {turns * self._turn_s:.0f} s")

    def _require_room_to_wait(self) -> None:
        if self.waiting >= self.most_waiting:
            raise self._busy("as many wait for it as may")

    async def _take(self) -> None:
        came = self.clock()
        try:
            self._free.acquire_nowait()
        except anyio.WouldBlock:
            await self._wait()
        self.waited(self.clock() - came)

    async def _wait(self) -> None:
        self._require_room_to_wait()
        self.waiting += 1
        try:
            with anyio.fail_after(self.longest_wait_s):
                await self._free.acquire()
        except TimeoutError as error:
            raise self._busy(f"nobody left in {self.longest_wait_s:g} s") from error
        finally:
            self.waiting -= 1

    def _busy(self, why: str) -> Busy:
        self.refused()
        return Busy(f"{self.what} is busy: {why}", retry_after_s=self._drawn_retry_s())

    def _drawn_retry_s(self) -> int:
        """The longer the line, the wider spread."""
        soonest_s = min(self.retry_after_s, _LONGEST_RETRY_S / (1 + _SPREAD))
        return math.ceil(soonest_s * (1 + _SPREAD * self.draw()))

    @property
    def _turns(self) -> float:
        """Of uses until one who came now would be done; 1 where nobody is before them."""
        return max(1.0, (self.busy + 1) / (self.at_once or self.places or 1))

    @property
    def retry_after_s(self) -> int:
        """Whole seconds until all who stand in the line now have gone, as uses have lasted of late, or, where a stay
        may last only so long, until one would not last longer."""
        turns = (self.waiting + 1) / (self.places or 1)
        too_long_s = max(0.0, self._turns * self._turn_s - self.longest_stay_s)
        return min(_LONGEST_RETRY_S, max(1, math.ceil(max(turns * self._mean_s, too_long_s))))


async def patiently(use: Callable[[], Awaitable[R]]) -> R:
    """`use()`, again and again while its line is full. Raises Busy after PATIENCE_S."""
    give_up = time.monotonic() + PATIENCE_S
    while True:
        try:
            return await use()
        except Busy as busy:
            if time.monotonic() >= give_up:
                raise
            await anyio.sleep(min(busy.retry_after_s, _ASKS_AGAIN_S))
