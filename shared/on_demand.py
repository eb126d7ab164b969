"""What is heavy is loaded when it is first asked for; where room is short, what was used longest ago is let go first."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, Literal, TypeVar

import structlog

from shared.abandon import raise_if_abandoned
from shared.errors import Busy, Problem, Unavailable

log = structlog.get_logger(__name__)

T = TypeVar("T")
State = Literal["waiting", "loading", "loaded"]
"""`waiting`: to be asked for."""
_ASK_AGAIN_S = 0.2
"""How soon one that waits for room notices that nobody waits for it any more."""
_KEPT_S, _UNUSED_S = 10.0, 1.0
"""What is idle is let go once it was loaded for so long, or was not used for so long: where more is asked for than there is room,
loading is a small part of the time."""


class Shelf:
    """Room for what is loaded on demand."""

    def __init__(
        self,
        places: int | None = None,
        *,
        longest_wait_s: float = math.inf,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """At most `places` are in memory at once; None: as many as are asked for."""
        self._places, self._longest_wait_s, self._clock = places, longest_wait_s, clock
        self._changed = threading.Condition()
        self._kept: list[OnDemand[Any]] = []
        """Loaded or being loaded, the one that was asked for longest ago first."""
        self._wanted: list[OnDemand[Any]] = []
        """By those who wait, in the order they came."""

    def take(self, thing: "OnDemand[Any]") -> bool:
        """Counts a user of it, when there is room; whether it has to be loaded by them. Raises Abandoned and Busy."""
        with self._changed:
            if not self._is_free(thing):
                self._wait_for(thing)
            is_new = thing.state == "waiting"
            if is_new:
                thing.state = "loading"
            else:
                self._kept.remove(thing)
            self._kept.append(thing)
            thing.n_users += 1
        return is_new

    def _wait_for(self, thing: "OnDemand[Any]") -> None:
        came = self._clock()
        self._wanted.append(thing)
        try:
            while not self._is_free(thing):
                raise_if_abandoned()
                if self._clock() - came >= self._longest_wait_s:
                    raise Busy(
                        f"{thing.name} found no room in {self._longest_wait_s:g} s",
                        retry_after_s=self._retry_after_s(),
                    )
                self._changed.wait(_ASK_AGAIN_S)
        finally:
            self._wanted.remove(thing)
            self._changed.notify_all()

    def _is_free(self, thing: "OnDemand[Any]") -> bool:
        """Whether one who asks has it now, in its place or in one that is made."""
        if thing.state == "loading":
            return False
        next_wanted = next((each for each in self._wanted if each not in self._kept), None)
        if thing in self._kept:  # who comes again and again leaves the others their turn
            return next_wanted is None or thing is not self._idle()
        return next_wanted in {None, thing} and self._made_room()

    def _idle(self) -> "OnDemand[Any] | None":
        """The one that would be let go now."""
        now = self._clock()
        return next((each for each in self._kept if not each.n_users and _may_go(each, now)), None)

    def _retry_after_s(self) -> int:
        now = self._clock()
        kept_s = max((now - each.loaded_at for each in self._kept), default=_KEPT_S)
        return max(1, math.ceil(_KEPT_S - kept_s))

    def loaded(self, thing: "OnDemand[Any]") -> None:
        with self._changed:
            thing.state = "loaded"
            thing.loaded_at = self._clock()
            self._changed.notify_all()

    def give_back(self, thing: "OnDemand[Any]") -> None:
        """By one of its users; one that could not load it takes it away."""
        with self._changed:
            thing.n_users -= 1
            thing.used_at = self._clock()
            if thing.state == "loading":
                self._kept.remove(thing)
                thing.state = "waiting"
            self._changed.notify_all()

    def _made_room(self) -> bool:
        if self._places is None or len(self._kept) < self._places:
            return True
        idle = self._idle()
        if idle is None:
            return False
        self._kept.remove(idle)
        idle.let_go()
        return True


def _may_go(thing: "OnDemand[Any]", now: float) -> bool:
    return now - thing.loaded_at >= _KEPT_S or now - thing.used_at >= _UNUSED_S


class OnDemand(Generic[T]):
    """One such thing. Its shelf alone changes `state`, `n_users`, `loaded_at` and `used_at`."""

    def __init__(
        self,
        load: Callable[[], T],
        *,
        shelf: Shelf,
        name: str,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """`after` is called once it was let go: for memory that something else holds on to."""
        self._load, self._shelf, self.name, self._after = load, shelf, name, after
        self._thing: T | None = None
        self.state: State = "waiting"
        self.n_users = 0
        self.loaded_at = self.used_at = -math.inf
        """By its shelf's clock."""
        self.load_s: float | None = None
        """Seconds that loading it took, the last time."""

    @contextmanager
    def held(self) -> Iterator[T]:
        """Loaded, and not let go meanwhile. Raises Unavailable, with what is missing, where it can't be loaded, and Busy."""
        is_new = self._shelf.take(self)
        try:
            if is_new:
                self._thing = self._loaded()
                self._shelf.loaded(self)
            assert self._thing is not None, "whoever is given it finds it loaded"
            yield self._thing
        finally:
            self._shelf.give_back(self)

    def _loaded(self) -> T:
        begun = time.perf_counter()
        try:
            thing = self._load()
        except Problem:
            raise
        except (
            Exception
        ) as error:  # of whatever library reads it, RuntimeError where memory is short
            raise Unavailable(f"{self.name} can't be loaded: {error}") from error
        self.load_s = time.perf_counter() - begun
        log.info("loaded_on_demand", name=self.name, load_s=round(self.load_s, 2))
        return thing

    def let_go(self) -> None:
        """By its shelf."""
        self._thing, self.state = None, "waiting"
        self._after()
        log.info("let_go", name=self.name)
