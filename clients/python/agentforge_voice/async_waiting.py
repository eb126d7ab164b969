"""What a client that lets others go on waits by, under asyncio or trio."""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

import anyio
from anyio.to_thread import run_sync

P = ParamSpec("P")
Made = TypeVar("Made")
sleep = anyio.sleep


async def run(work: Callable[P, Made], *args: P.args, **named: P.kwargs) -> Made:
    """Work with files, in a thread."""
    return await run_sync(partial(work, *args, **named))
