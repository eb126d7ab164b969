"""What is heavy is loaded when it is first asked for; where room is short, what was used longest ago is let go first."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, Literal, TypeVar

import structlog

from shared.abandon import raise_if_abandoned
from shared.errors import Unavailable

log = structlog.get_logger(__name__)

T = TypeVar("T")
State = Literal["waiting", "loading", "loaded"]
"""`waiting`: to be asked for."""
_ASK_AGAIN_S = 0.2
"""How soon one that waits for room notices that nobody waits for it any more."""


class Shelf:
    """Room for what is loaded on demand."""

    def __init__(self, places: int | None = None) -> None:
        """At most `places` are in memory at once; None: as many as are asked for."""
        self._places = places
        self._changed = threading.Condition()
        self._kept: list[OnDemand[Any]] = []
        """Loaded or being loaded, the one that was asked for longest ago first."""

    def take(self, thing: "OnDemand[Any]") -> bool:
        """Counts a user of it, when there is room; whether it has to be loaded by them. Raises Abandoned."""
        with self._changed:
            while thing.state == "loading" or not (thing in self._kept or self._made_room()):
                raise_if_abandoned()
                self._changed.wait(_ASK_AGAIN_S)
            is_new = thing.state == "waiting"
            if is_new:
                thing.state = "loading"
            else:
                self._kept.remove(thing)
            self._kept.append(thing)
            thing.n_users += 1
        return is_new

    def loaded(self, thing: "OnDemand[Any]") -> None:
        with self._changed:
            thing.state = "loaded"
            self._changed.notify_all()

    def give_back(self, thing: "OnDemand[Any]") -> None:
        """By one of its users; one that could not load it takes it away."""
        with self._changed:
            thing.n_users -= 1
            if thing.state == "loading":
                self._kept.remove(thing)
                thing.state = "waiting"
            self._changed.notify_all()

    def _made_room(self) -> bool:
        if self._places is None or len(self._kept) < self._places:
            return True
        idle = next((each for each in self._kept if not each.n_users), None)
        if idle is None:
            return False
        self._kept.remove(idle)
        idle.let_go()
        return True


class OnDemand(Generic[T]):
    """One such thing. Its shelf alone changes `state` and `n_users`."""

    def __init__(
        self,
        load: Callable[[], T],
        *,
        shelf: Shelf,
        name: str,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """`after` is called once it was let go: for memory that something else holds on to."""
        self._load, self._shelf, self._name, self._after = load, shelf, name, after
        self._thing: T | None = None
        self.state: State = "waiting"
        self.n_users = 0
        self.load_s: float | None = None
        """Seconds that loading it took, the last time."""

    @contextmanager
    def held(self) -> Iterator[T]:
        """Loaded, and not let go meanwhile. Raises Unavailable, with what is missing, where it can't be loaded."""
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
        except (ImportError, OSError, ValueError) as error:
            raise Unavailable(f"{self._name} can't be loaded: {error}") from error
        self.load_s = time.perf_counter() - begun
        log.info("loaded_on_demand", name=self._name, load_s=round(self.load_s, 2))
        return thing

    def let_go(self) -> None:
        """By its shelf."""
        self._thing, self.state = None, "waiting"
        self._after()
        log.info("let_go", name=self._name)
