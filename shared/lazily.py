"""Something that is loaded once, when it is first needed, whichever thread asks."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazily(Generic[T]):
    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._lock = Lock()
        self._loaded: T | None = None

    @property
    def is_loaded(self) -> bool:
        return self._loaded is not None

    def get(self) -> T:
        """Raises what loading raises; the next who asks tries again."""
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    self._loaded = self._load()
        return self._loaded
