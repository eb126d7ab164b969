"""The loops that have to go on: started again when they end, and missed when they stand still."""

from importlib import import_module

import anyio
import pytest
from prometheus_client import CollectorRegistry

from shared.errors import Unavailable

pytestmark = pytest.mark.anyio

crews = import_module("pipeline-orchestrator.app.services.crew")
metrics = import_module("pipeline-orchestrator.app.services.metrics")


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture(autouse=True)
def restart_at_once(monkeypatch):
    monkeypatch.setattr(crews, "RESTART_PAUSE_S", 0)


@pytest.fixture
def registry():
    return CollectorRegistry()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def crew(registry, clock):
    return crews.Crew(metrics.TaskMetrics(registry), clock)


class Ending:
    """A loop that ends in some way the first three times, and goes on the fourth."""

    def __init__(self, how: BaseException | None) -> None:
        self.how = how
        self.n_starts = 0
        self.goes_on = anyio.Event()

    async def __call__(self, pulse) -> None:
        self.n_starts += 1
        if self.n_starts > 3:
            self.goes_on.set()
            await anyio.sleep_forever()
        if self.how is not None:
            raise self.how


@pytest.mark.parametrize("kind", ["returns", "raises", "raises several", "was cancelled inside"])
async def test_a_loop_that_ends_is_started_again(crew, registry, kind):
    how = {
        "returns": None,
        "raises": KeyError("task"),
        "raises several": ExceptionGroup("two", [ValueError(), OSError()]),
        "was cancelled inside": anyio.get_cancelled_exc_class()(),
    }[kind]
    ending = Ending(how)
    with anyio.fail_after(10):
        async with crew.at_work([("worker", ending)]):
            await ending.goes_on.wait()
            await crew.check()
    assert registry.get_sample_value("orchestrator_loop_restarts_total", {"loop": "worker"}) == 3


async def test_one_loop_that_ends_takes_no_other_with_it(crew):
    ending, other = Ending(KeyError("task")), Ending(None)
    other.n_starts = 3
    with anyio.fail_after(10):
        async with crew.at_work([("worker", ending), ("worker", other)]):
            await ending.goes_on.wait()
    assert other.n_starts == 4


def loops_that_go_on(registry) -> float | None:
    return registry.get_sample_value("orchestrator_loops", {"loop": "worker"})


async def turning(pulse) -> None:
    pulse.turn()
    await anyio.sleep_forever()


async def working(pulse) -> None:
    with pulse.busy():
        await anyio.sleep_forever()


async def test_a_loop_that_does_not_come_round_is_missed(crew, clock, registry):
    with anyio.fail_after(10):
        async with crew.at_work([("worker", turning), ("worker", working)]):
            await anyio.wait_all_tasks_blocked()
            assert loops_that_go_on(registry) == 2
            clock.at = crews.STANDS_STILL_S - 1
            await crew.check()
            clock.at = crews.STANDS_STILL_S
            with pytest.raises(Unavailable, match="worker: not going on"):
                await crew.check()
            assert loops_that_go_on(registry) == 1


async def test_a_loop_at_work_on_a_task_is_not_missed(crew, clock):
    with anyio.fail_after(10):
        async with crew.at_work([("worker", working)]):
            await anyio.wait_all_tasks_blocked()
            clock.at = 10 * crews.STANDS_STILL_S
            await crew.check()


async def test_nobody_is_ready_before_or_after_the_work(crew):
    for _ in range(2):
        with pytest.raises(Unavailable, match="nobody works on tasks here"):
            await crew.check()
        async with crew.at_work([("worker", turning)]):
            await anyio.wait_all_tasks_blocked()
            await crew.check()


async def test_a_group_that_ends_from_outside_leaves_nobody_ready(crew):
    with anyio.CancelScope() as scope:
        async with crew.at_work([("worker", turning)]) as group:
            group.start_soon(anyio.sleep_forever)
            await anyio.wait_all_tasks_blocked()
            scope.cancel()
            await anyio.sleep_forever()
    with pytest.raises(Unavailable, match="nobody works on tasks here"):
        await crew.check()
