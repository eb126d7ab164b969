"""A line in front of what few can use at once: who waits, who is refused, and what they are told."""

import anyio
import pytest

from shared.errors import Busy
from shared.line import Line

pytestmark = pytest.mark.anyio


async def _hold(line: Line, until: anyio.Event, *, task_status=anyio.TASK_STATUS_IGNORED) -> None:
    async with line.place():
        task_status.started()
        await until.wait()


async def test_as_many_as_there_are_places_are_served_at_once_and_the_next_in_turn():
    line, served = Line("the engine", 2), []

    async def use(n: int) -> None:
        async with line.place():
            served.append(n)
            await anyio.sleep(0.01)
            assert line.busy <= 2

    async with anyio.create_task_group() as group:
        for n in range(6):
            group.start_soon(use, n)
    assert served == list(range(6))
    assert (line.busy, line.waiting) == (0, 0)


async def test_one_more_than_may_wait_is_refused_at_once():
    refusals = []
    line = Line("the engine", 1, most_waiting=2, refused=lambda: refusals.append(1))
    done = anyio.Event()
    async with anyio.create_task_group() as group:
        await group.start(_hold, line, done)
        group.start_soon(_hold, line, done)
        group.start_soon(_hold, line, done)
        await anyio.wait_all_tasks_blocked()
        assert line.waiting == 2
        with pytest.raises(Busy, match="the engine is busy") as refusal:
            await line.place().__aenter__()
        assert refusal.value.status == 503
        assert refusal.value.retry_after_s >= 1
        done.set()
    assert refusals == [1]


async def test_who_stands_in_it_too_long_is_refused_and_leaves_nothing_behind():
    line = Line("the engine", 1, longest_wait_s=0.02)
    done = anyio.Event()
    async with anyio.create_task_group() as group:
        await group.start(_hold, line, done)
        with pytest.raises(Busy, match=r"nobody left in 0\.02 s"):
            await line.place().__aenter__()
        assert line.waiting == 0
        done.set()
    async with line.place():
        assert line.busy == 1


async def test_who_leaves_the_line_or_fails_at_the_place_blocks_nobody():
    line = Line("the engine", 1)
    done = anyio.Event()
    async with anyio.create_task_group() as group:
        await group.start(_hold, line, done)
        with anyio.move_on_after(0.01):
            await line.place().__aenter__()
        done.set()
    with pytest.raises(ValueError, match="no good"):
        async with line.place():
            raise ValueError("no good")
    async with line.place():
        assert (line.busy, line.waiting) == (1, 0)


async def test_when_to_come_again_follows_how_long_uses_last_and_how_many_wait():
    now = [0.0]
    line = Line("the engine", 2, clock=lambda: now[0])
    for _ in range(40):
        async with line.place():
            now[0] += 10.0
    assert line.retry_after_s == 5
    line.waiting = 9
    assert line.retry_after_s == 50
    line.waiting = 10_000
    assert line.retry_after_s == 120


async def test_who_would_stay_too_long_where_few_are_served_at_once_is_refused():
    now = [0.0]
    line = Line("the door", 8, most_waiting=0, at_once=2, longest_stay_s=19.0, clock=lambda: now[0])

    async def stay(lasts_s: float) -> None:
        async with line.place():
            now[0] += lasts_s

    for _ in range(40):
        await stay(8.0)  # alone: a turn lasts about 8 s
    async with line.place(), line.place(), line.place(), line.place():
        with pytest.raises(Busy, match="20 s") as refused:  # two and a half turns
            await stay(0.0)
    assert refused.value.retry_after_s >= 1


async def test_who_finds_nobody_is_served_however_long_it_takes():
    now = [0.0]
    line = Line("the door", 8, at_once=2, longest_stay_s=5.0, clock=lambda: now[0])
    for _ in range(10):
        async with line.place():
            now[0] += 60.0
    async with line.place():
        assert line.busy == 1


async def test_who_asks_first_is_refused_as_who_comes_and_takes_no_place():
    line = Line("the engine", 1, most_waiting=0)
    line.require_room()
    async with line.place():
        with pytest.raises(Busy, match="as many wait for it as may"):
            line.require_room()
    line.require_room()
    assert (line.busy, line.waiting) == (0, 0)


@pytest.mark.parametrize(
    ("waiting", "earliest", "latest"), [(0, 10, 20), (2, 30, 60), (1000, 60, 120)]
)
async def test_the_refused_come_again_spread_over_as_long_as_the_line_takes(
    waiting, earliest, latest
):
    now, drawn = [0.0], iter([0.0, 1.0])
    line = Line("the engine", 1, most_waiting=0, clock=lambda: now[0], draw=lambda: next(drawn))
    for _ in range(60):
        async with line.place():
            now[0] += 10.0
    told: list[int | None] = []
    async with line.place():
        line.waiting = waiting
        for _ in range(2):
            with pytest.raises(Busy) as refused:
                line.require_room()
            told.append(refused.value.retry_after_s)
        line.waiting = 0
    assert told == [earliest, latest]
