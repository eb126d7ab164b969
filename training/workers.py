"""Worker processes, one core each."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def worker_pool(
    processes: int, prepare: Callable[..., None], *arguments: Any
) -> ProcessPoolExecutor:
    """Processes that have called `prepare(*arguments)`; numpy keeps to one thread in each."""
    os.environ.update(_ONE_THREAD)  # what a process starts with; too late once numpy is imported
    return ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=prepare, initargs=arguments
    )
