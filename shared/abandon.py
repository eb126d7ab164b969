"""Blocking work that ends when nobody waits for it any more.

Python can't stop a thread. So work asks: `raise_if_abandoned` between its steps, and `on_abandon` around a step that
is long, with what ends it from another thread. Outside `run_abandonable` both do nothing, so an engine need not know
who runs it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

import anyio
import anyio.lowlevel
import anyio.to_thread

P = ParamSpec("P")
R = TypeVar("R")


class Abandoned(BaseException):
    """Whoever waited for this work has left. Not an Exception: no engine may take it for a failure of its own."""


class _Work:
    """One piece of work in a thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stops: list[Callable[[], None]] = []
        self.is_abandoned = False

    def abandon(self) -> None:
        with self._lock:
            self.is_abandoned = True
            stops, self._stops = self._stops, []
        for stop in stops:
            stop()

    @contextmanager
    def stopped_by(self, stop: Callable[[], None]) -> Iterator[None]:
        with self._lock:
            too_late = self.is_abandoned
            if not too_late:
                self._stops.append(stop)
        if too_late:
            raise Abandoned
        try:
            yield
        finally:
            with self._lock:
                if stop in self._stops:
                    self._stops.remove(stop)


_current: ContextVar[_Work | None] = ContextVar("work", default=None)


def raise_if_abandoned() -> None:
    """Raises Abandoned where nobody waits for the work of this thread; costs next to nothing."""
    work = _current.get()
    if work is not None and work.is_abandoned:
        raise Abandoned


@contextmanager
def on_abandon(stop: Callable[[], None]) -> Iterator[None]:
    """Within it, `stop` is called once, from another thread and without delay, when the work is abandoned.

    Raises Abandoned at the start if that has happened, and at the end whatever `stop` made of the step.
    """
    work = _current.get()
    if work is None:
        yield
        return
    try:
        with work.stopped_by(stop):
            yield
    except Exception as error:
        if work.is_abandoned:
            raise Abandoned from error
        raise
    raise_if_abandoned()


async def run_abandonable(
    call: Callable[P, R],
    limiter: anyio.CapacityLimiter,
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """`call(*args, **kwargs)` in a thread, under `limiter`; abandoned when this is cancelled.

    Returns only when the thread has ended, so that the limiter counts work, not callers. Who is cancelled while
    waiting for the limiter never starts.
    """
    work = _Work()
    outcome: list[R] = []
    failure: BaseException | None = None

    def in_thread() -> None:
        _current.set(work)  # of the thread's own copy of the context
        raise_if_abandoned()
        outcome.append(call(*args, **kwargs))

    # A task group would hand on an error in a group of its own, hence the way around it.
    async with anyio.create_task_group() as group:
        group.start_soon(_abandon_when_cancelled, work)
        try:
            await anyio.to_thread.run_sync(in_thread, limiter=limiter, abandon_on_cancel=False)
        except (Exception, Abandoned) as error:
            failure = error
        group.cancel_scope.cancel()
    await anyio.lowlevel.checkpoint_if_cancelled()
    if failure is not None:
        raise failure
    return outcome[0]


async def _abandon_when_cancelled(work: _Work) -> None:
    try:
        await anyio.sleep_forever()
    finally:
        work.abandon()
