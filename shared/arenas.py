"""glibc's allocator, kept from holding what nothing uses: few arenas, and their holes given back to the system each minute."""

import ctypes
import os
import threading
from collections.abc import Callable

MOST = 2
"""Left to itself it opens eight a core, one a thread: 400 MB of a fleet after 200 requests, most of it holes."""
GIVEN_BACK_EVERY_S = 60.0
"""A fleet that works has 130 MB of holes after some minutes. Finding them takes 10 to 20 ms; touched again, a page costs a fault."""
_M_ARENA_MAX = -8
"""Of malloc.h."""


def bound_arenas(most: int = MOST) -> bool:
    """Before threads are started. False where the allocator is another (musl's and macOS's have no arenas a thread), and where who
    starts the process has set `MALLOC_ARENA_MAX`: that holds."""
    if "MALLOC_ARENA_MAX" in os.environ:
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_M_ARENA_MAX, most) == 1


def give_back_holes(every_s: float = GIVEN_BACK_EVERY_S) -> bool:
    """In a thread of its own, for as long as the process lives. False where the allocator is another."""
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is None:
        return False
    wait = threading.Event().wait

    def give_back() -> None:
        while not wait(every_s):
            trim(0)

    threading.Thread(target=give_back, name="holes", daemon=True).start()
    return True
