"""What was made of the last few inputs: made once, though several threads ask for it at the same time."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from hashlib import blake2b
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


def key_of(content: bytes) -> bytes:
    """Of content that is too long to be one."""
    return blake2b(content, digest_size=16).digest()


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
            making = self._kept(key, own)
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
            self._kept(key, own)

    def _kept(self, key: Hashable, own: Future[V]) -> Future[V]:
        """What is kept under a key, `own` where nothing was: the newest now, and the oldest makes room. Under the lock."""
        kept = self._made.setdefault(key, own)
        self._made.move_to_end(key)
        if len(self._made) > self._most:
            self._made.popitem(last=False)
        return kept

    def __len__(self) -> int:
        return len(self._made)
