"""Blocking work ends with who waits for it."""

import asyncio
import threading

import anyio
import pytest

from shared.abandon import Abandoned, on_abandon, raise_if_abandoned, run_abandonable

pytestmark = pytest.mark.anyio

LONG_S = 20.0
"""No test waits for it: it guards a hang."""


class Endless:
    """Work that goes on until it is abandoned."""

    def __init__(self) -> None:
        self.started, self.ended = threading.Event(), threading.Event()
        self.error: BaseException | None = None

    def __call__(self) -> None:
        self.started.set()
        try:
            while True:
                raise_if_abandoned()
        except BaseException as error:
            self.error = error
            raise
        finally:
            self.ended.set()


async def until(event: threading.Event) -> None:
    assert await anyio.to_thread.run_sync(event.wait, LONG_S)


async def test_the_answer_and_the_error_of_work_come_as_they_are():
    limiter = anyio.CapacityLimiter(1)
    assert await run_abandonable(divmod, limiter, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await run_abandonable(divmod, limiter, 7, 0)


async def test_work_ends_when_who_waits_for_it_is_cancelled():
    work = Endless()
    with anyio.fail_after(LONG_S):
        async with anyio.create_task_group() as group:
            group.start_soon(run_abandonable, work, anyio.CapacityLimiter(1))
            await until(work.started)
            group.cancel_scope.cancel()
    assert isinstance(work.error, Abandoned)


async def test_work_ends_when_the_server_cancels_its_task():
    work = Endless()
    task = asyncio.create_task(run_abandonable(work, anyio.CapacityLimiter(1)))
    await until(work.started)
    task.cancel()
    await until(work.ended)
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_place_is_free_only_when_the_work_has_really_ended():
    limiter, started, let_go = anyio.CapacityLimiter(1), threading.Event(), threading.Event()

    def deaf() -> None:
        started.set()
        let_go.wait(LONG_S)

    async with anyio.create_task_group() as group:
        group.start_soon(run_abandonable, deaf, limiter)
        await until(started)
        group.cancel_scope.cancel()
        with anyio.CancelScope(shield=True):
            await anyio.wait_all_tasks_blocked()
            assert limiter.borrowed_tokens == 1
            let_go.set()
    assert limiter.borrowed_tokens == 0


async def test_who_leaves_while_waiting_for_a_place_never_starts():
    limiter, first, second = anyio.CapacityLimiter(1), Endless(), Endless()
    async with anyio.create_task_group() as group:
        group.start_soon(run_abandonable, first, limiter)
        await until(first.started)
        with anyio.CancelScope() as scope:
            async with anyio.create_task_group() as waiting:
                waiting.start_soon(run_abandonable, second, limiter)
                await anyio.wait_all_tasks_blocked()
                assert limiter.statistics().tasks_waiting == 1
                scope.cancel()
        group.cancel_scope.cancel()
    assert (first.started.is_set(), second.started.is_set()) == (True, False)


async def test_a_long_step_is_stopped_from_outside_and_its_error_is_not_the_engines():
    started, stopped = threading.Event(), threading.Event()
    errors: list[BaseException] = []

    def native() -> None:
        try:
            with on_abandon(stopped.set):
                started.set()
                assert stopped.wait(LONG_S)
                raise RuntimeError("terminated")
        except BaseException as error:
            errors.append(error)
            raise

    async with anyio.create_task_group() as group:
        group.start_soon(run_abandonable, native, anyio.CapacityLimiter(1))
        await until(started)
        group.cancel_scope.cancel()
    assert isinstance(errors[0], Abandoned)


async def test_what_stops_a_step_is_not_called_after_it():
    stopped = threading.Event()
    work = Endless()

    def steps() -> None:
        with on_abandon(stopped.set):
            pass
        work()

    async with anyio.create_task_group() as group:
        group.start_soon(run_abandonable, steps, anyio.CapacityLimiter(1))
        await until(work.started)
        group.cancel_scope.cancel()
    assert not stopped.is_set()


def test_where_nobody_runs_it_work_is_never_abandoned():
    with on_abandon(pytest.fail):
        raise_if_abandoned()
