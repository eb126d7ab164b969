"""Work for a second core, while one's own goes on: for libraries that let go of the interpreter."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import copy_context
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def beside(make: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """`make` in a thread of its own, with this one's context, while the block works; what the block gets gives its result, or raises
    what it raised. The thread has ended when the block has: one that raises waits for it."""
    made: Future[T] = Future()

    def work() -> None:
        try:
            made.set_result(make())
        except BaseException as error:
            made.set_exception(error)

    thread = threading.Thread(target=copy_context().run, args=(work,), name="beside")
    thread.start()
    try:
        yield made.result
    finally:
        thread.join()
