"""What was made of the last few inputs: made once, though several threads ask for it at the same time."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class RecentlyMade(Generic[V]):
    """The results of the `most` inputs that were asked for last. Thread-safe."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, Future[V]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """What `make` gives, or gave for the same key; a thread that comes while it is being made waits.

        Raises what `make` raises, to its own caller alone: another tries for itself.
        """
        own: Future[V] = Future()
        with self._lock:
            making = self._made.setdefault(key, own)
            self._made.move_to_end(key)
            if len(self._made) > self._most:
                self._made.popitem(last=False)
        if making is not own:
            return making.result() if making.exception() is None else make()
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                if self._made.get(key) is own:
                    del self._made[key]
            own.set_exception(error)
            raise
        own.set_result(made)
        return made

    def put(self, key: Hashable, made: V) -> None:
        """What somebody made for reasons of their own; where it is there, or being made, nothing changes."""
        own: Future[V] = Future()
        own.set_result(made)
        with self._lock:
            self._made.setdefault(key, own)
            if len(self._made) > self._most:
                self._made.popitem(last=False)

    def __len__(self) -> int:
        return len(self._made)
