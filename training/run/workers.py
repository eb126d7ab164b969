"""Worker processes, one core each."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from shared.threads import VARIABLES

_AT_ONCE = 8
T = TypeVar("T")


def worker_pool(
    processes: int, prepare: Callable[..., None], *arguments: Any
) -> ProcessPoolExecutor:
    """Processes that have called `prepare(*arguments)`; numpy keeps to one thread in each."""
    os.environ.update(
        dict.fromkeys(VARIABLES, "1")
    )  # what a process starts with; too late once numpy is imported
    return ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=prepare, initargs=arguments
    )


def make_missing(
    items: Sequence[T],
    folder: Path,
    make: Callable[[T], None],
    *,
    processes: int,
    prepare: Callable[..., None],
    arguments: Sequence[Any] = (),
) -> Iterator[int]:
    """Call `make` for each item whose `<id>.npy` is not in `folder`; yields how many are done."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [each for each in items if not (folder / f"{each.id}.npy").exists()]  # pyright: ignore[reportAttributeAccessIssue]
    done = len(items) - len(missing)
    yield done
    with worker_pool(processes, prepare, *arguments) as pool:
        for number, _ in enumerate(pool.map(make, missing, chunksize=_AT_ONCE), start=1):
            yield done + number
