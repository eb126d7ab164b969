"""How many arenas of memory glibc's allocator may open: threads of engines leave holes in each, that no other thread fills."""

import ctypes
import os

MOST = 2
"""Left to itself it opens eight a core, one a thread: 400 MB of a fleet after 200 requests, most of it holes."""
_M_ARENA_MAX = -8
"""Of malloc.h."""


def bound_arenas(most: int = MOST) -> bool:
    """Before threads are started. False where the allocator is another (musl's and macOS's have no arenas a thread), and where who
    starts the process has set `MALLOC_ARENA_MAX`: that holds."""
    if "MALLOC_ARENA_MAX" in os.environ:
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_M_ARENA_MAX, most) == 1
