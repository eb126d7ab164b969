"""What a client that blocks waits by."""

import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
Made = TypeVar("Made")
sleep = time.sleep


def run(work: Callable[P, Made], *args: P.args, **named: P.kwargs) -> Made:
    """Work with files."""
    return work(*args, **named)
