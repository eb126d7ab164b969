"""How far a long measurement is."""

import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def progress(items: Sequence[T], what: str) -> Iterator[T]:
    """The items; prints how many there were, and how long they took, once the last is done."""
    started = time.perf_counter()
    yield from items
    elapsed_s = time.perf_counter() - started
    print(f"  {what}: {len(items)} in {elapsed_s:.0f} s", flush=True)
