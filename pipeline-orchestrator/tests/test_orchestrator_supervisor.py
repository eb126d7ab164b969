"""The loops that have to go on: started again when they end, and missed when they stand still."""

import anyio
import pytest
from prometheus_client import CollectorRegistry

from shared.errors import Unavailable

from ..app.runs import supervisor as supervisor_module
from ..app.runs.metrics import TaskMetrics
from ..app.runs.supervisor import STANDS_STILL_S, Supervisor

pytestmark = pytest.mark.anyio


class SupervisorClock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture(autouse=True)
def restart_at_once(monkeypatch):
    monkeypatch.setattr(supervisor_module, "RESTART_PAUSE_S", 0)


@pytest.fixture
def registry():
    return CollectorRegistry()


@pytest.fixture
def clock():
    return SupervisorClock()


@pytest.fixture
def supervisor(registry, clock):
    return Supervisor(TaskMetrics(registry), clock)


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
async def test_a_loop_that_ends_is_started_again(supervisor, registry, kind):
    how = {
        "returns": None,
        "raises": KeyError("task"),
        "raises several": ExceptionGroup("two", [ValueError(), OSError()]),
        "was cancelled inside": anyio.get_cancelled_exc_class()(),
    }[kind]
    ending = Ending(how)
    with anyio.fail_after(10):
        async with supervisor.running([("worker", ending)]):
            await ending.goes_on.wait()
            await supervisor.check()
    assert registry.get_sample_value("orchestrator_loop_restarts_total", {"loop": "worker"}) == 3


async def test_one_loop_that_ends_takes_no_other_with_it(supervisor):
    ending, other = Ending(KeyError("task")), Ending(None)
    other.n_starts = 3
    with anyio.fail_after(10):
        async with supervisor.running([("worker", ending), ("worker", other)]):
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


async def test_a_loop_that_does_not_come_round_is_missed(supervisor, clock, registry):
    with anyio.fail_after(10):
        async with supervisor.running([("worker", turning), ("worker", working)]):
            await anyio.wait_all_tasks_blocked()
            assert loops_that_go_on(registry) == 2
            clock.at = STANDS_STILL_S - 1
            await supervisor.check()
            clock.at = STANDS_STILL_S
            with pytest.raises(Unavailable, match="worker: not going on"):
                await supervisor.check()
            assert loops_that_go_on(registry) == 1


async def test_a_loop_at_work_on_a_task_is_not_missed(supervisor, clock):
    with anyio.fail_after(10):
        async with supervisor.running([("worker", working)]):
            await anyio.wait_all_tasks_blocked()
            clock.at = 10 * STANDS_STILL_S
            await supervisor.check()


async def test_nobody_is_ready_before_or_after_the_work(supervisor):
    for _ in range(2):
        with pytest.raises(Unavailable, match="nobody works on tasks here"):
            await supervisor.check()
        async with supervisor.running([("worker", turning)]):
            await anyio.wait_all_tasks_blocked()
            await supervisor.check()


async def test_a_group_that_ends_from_outside_leaves_nobody_ready(supervisor):
    with anyio.CancelScope() as scope:
        async with supervisor.running([("worker", turning)]) as group:
            group.start_soon(anyio.sleep_forever)
            await anyio.wait_all_tasks_blocked()
            scope.cancel()
            await anyio.sleep_forever()
    with pytest.raises(Unavailable, match="nobody works on tasks here"):
        await supervisor.check()
