"""What is loaded once a process, though several threads ask for it at the same time.

`functools.cache` lets each of them load it: services of one process start side by side, and the first requests come together.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from shared.recently_made import RecentlyMade

P = ParamSpec("P")
T = TypeVar("T")
_MOST = 8
"""Model stores that a process loads from, at most: one, but for tests."""


def once(load: Callable[P, T]) -> Callable[P, T]:
    """`load`, called once for each of its arguments, which are few: what it gave is kept, what it raised is not.

    It must not come back to itself with the same arguments: it would wait for itself.
    """
    loaded: RecentlyMade[T] = RecentlyMade(_MOST)

    @wraps(load)
    def load_once(*args: P.args, **kwargs: P.kwargs) -> T:
        return loaded.get((args, *sorted(kwargs.items())), lambda: load(*args, **kwargs))

    return load_once
