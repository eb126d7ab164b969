"""What is loaded once a process, though several threads ask for it at the same time.

`functools.cache` lets each of them load it: services of one process start side by side, and the first requests come together.
"""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def once(load: Callable[P, T]) -> Callable[P, T]:
    """`load`, called once for each of its arguments, which are few: what it gave is kept for good, what it raised is not.

    It must not come back to itself with the same arguments: it would wait for itself.
    """
    loaded: dict[object, T] = {}
    guard = Lock()
    """Of `locks`."""
    locks: dict[object, Lock] = {}

    @wraps(load)
    def load_once(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (args, tuple(sorted(kwargs.items())))
        if key in loaded:
            return loaded[key]
        with guard:
            lock = locks.setdefault(key, Lock())
        with lock:
            if key not in loaded:
                loaded[key] = load(*args, **kwargs)
        return loaded[key]

    return load_once
