"""What is loaded when it is first asked for, and how much of it is in memory at once."""

import itertools
import threading
from collections.abc import Callable

import anyio
import pytest

from shared.abandon import run_abandonable
from shared.errors import Busy, Unavailable
from shared.on_demand import OnDemand, Shelf

pytestmark = pytest.mark.anyio
HANG_S = 20.0


def thing(shelf: Shelf, name: str, log: list[str], *, fails: int = 0) -> OnDemand[str]:
    """It writes what becomes of it; the first `fails` times it can't be loaded."""
    failures = iter(range(fails))

    def load() -> str:
        log.append(f"load {name}")
        if next(failures, None) is not None:
            raise OSError("the file is torn")
        return name

    return OnDemand(load, shelf=shelf, name=name, after=lambda: log.append(f"let {name} go"))


def a_minute_each() -> Callable[[], float]:
    """A clock that goes on by a minute whenever it is looked at."""
    return itertools.count(0.0, 60.0).__next__


def use(what: OnDemand[str]) -> str:
    with what.held() as held:
        return held


def test_it_is_loaded_once_when_it_is_first_asked_for():
    log: list[str] = []
    one = thing(Shelf(), "one", log)
    assert (one.state, one.load_s, log) == ("waiting", None, [])
    assert [use(one), use(one)] == ["one", "one"]
    assert (one.state, log) == ("loaded", ["load one"])
    assert one.load_s is not None


def test_what_was_asked_for_longest_ago_is_let_go_first():
    log: list[str] = []
    shelf = Shelf(2, clock=a_minute_each())
    one, two, three = (thing(shelf, name, log) for name in ("one", "two", "three"))
    for each in (one, two, one, three):
        use(each)
    assert log == ["load one", "load two", "let two go", "load three"]
    assert [each.state for each in (one, two, three)] == ["loaded", "waiting", "loaded"]


def test_what_cant_be_loaded_is_told_and_tried_again():
    log: list[str] = []
    one = thing(Shelf(1), "one", log, fails=1)
    with pytest.raises(Unavailable, match="one can't be loaded: the file is torn"):
        use(one)
    assert one.state == "waiting"
    assert use(one) == "one"


@pytest.mark.parametrize("error", [RuntimeError("out of memory"), type("Torn", (Exception,), {})("x")])  # fmt: skip
def test_whatever_a_library_raises_is_told_as_a_problem(error: Exception):
    def load() -> str:
        raise error

    one = OnDemand(load, shelf=Shelf(1), name="one")
    with pytest.raises(Unavailable, match="one can't be loaded"):
        use(one)
    assert (one.state, one.n_users) == ("waiting", 0)


def test_a_problem_of_its_own_is_told_as_it_is():
    def load() -> str:
        raise Busy("no room", retry_after_s=3)

    with pytest.raises(Busy, match=r"^no room$"):
        use(OnDemand(load, shelf=Shelf(1), name="one"))


def in_thread(work: Callable[[], object]) -> threading.Thread:
    running = threading.Thread(target=work, daemon=True)
    running.start()
    return running


def test_who_finds_no_room_waits_until_something_is_given_back():
    log: list[str] = []
    shelf = Shelf(1, clock=a_minute_each())
    one, two = thing(shelf, "one", log), thing(shelf, "two", log)
    with one.held():
        waiting = in_thread(lambda: use(two))
        waiting.join(0.5)
        assert waiting.is_alive()
        assert (one.state, two.state) == ("loaded", "waiting")
    waiting.join(HANG_S)
    assert log == ["load one", "let one go", "load two"]


def test_two_who_ask_at_once_have_it_loaded_once():
    log: list[str] = []
    may_load = threading.Event()

    def load() -> str:
        log.append("load")
        may_load.wait(HANG_S)
        return "one"

    one = OnDemand(load, shelf=Shelf(1), name="one")
    found: list[str] = []
    asking = [in_thread(lambda: found.append(use(one))) for _ in range(3)]
    may_load.set()
    for each in asking:
        each.join(HANG_S)
    assert (log, found) == (["load"], ["one"] * 3)


async def test_who_leaves_while_it_waits_for_room_takes_none():
    log: list[str] = []
    shelf = Shelf(1, clock=a_minute_each())
    one, two = thing(shelf, "one", log), thing(shelf, "two", log)
    limiter = anyio.CapacityLimiter(1)
    with one.held():
        with anyio.move_on_after(0.3):
            await run_abandonable(use, limiter, two)
        assert log == ["load one"]
    assert two.n_users == 0
    assert use(two) == "two"


def test_what_is_used_again_and_again_is_kept_for_a_while_before_it_makes_room():
    log: list[str] = []
    now = [0.0]
    shelf = Shelf(2, clock=lambda: now[0])
    one, two, three = (thing(shelf, name, log) for name in ("one", "two", "three"))
    for each in (one, two):
        use(each)
    waiting = in_thread(lambda: use(three))
    for _ in range(9):
        now[0] += 0.9
        waiting.join(0.01)
        for each in (one, two):
            use(each)
    assert (log, waiting.is_alive()) == (["load one", "load two"], True)
    now[0] = 10.0
    waiting.join(HANG_S)
    assert log == ["load one", "load two", "let one go", "load three"]


def test_what_was_not_used_for_a_second_makes_room_at_once():
    log: list[str] = []
    now = [0.0]
    shelf = Shelf(1, clock=lambda: now[0])
    use(thing(shelf, "one", log))
    now[0] = 1.0
    use(thing(shelf, "two", log))
    assert log == ["load one", "let one go", "load two"]


def test_who_waits_for_room_comes_before_who_has_it_and_comes_again():
    log: list[str] = []
    shelf = Shelf(1, clock=a_minute_each())
    one, two = thing(shelf, "one", log), thing(shelf, "two", log)
    with one.held():
        waiting = in_thread(lambda: use(two))
        waiting.join(0.5)
    use(one)
    waiting.join(HANG_S)
    assert log == ["load one", "let one go", "load two", "let two go", "load one"]


def test_who_waits_longer_than_its_line_does_is_told_when_to_come_again():
    now = [0.0]
    shelf = Shelf(1, longest_wait_s=5.0, clock=lambda: now[0])
    one, two = thing(shelf, "one", []), thing(shelf, "two", [])
    refused: list[Busy] = []

    def ask() -> None:
        try:
            use(two)
        except Busy as busy:
            refused.append(busy)

    with one.held():
        waiting = in_thread(ask)
        waiting.join(0.3)
        assert waiting.is_alive()
        now[0] = 6.0
        waiting.join(HANG_S)
    assert [busy.retry_after_s for busy in refused] == [4]
    assert (two.state, two.n_users) == ("waiting", 0)
    now[0] = 7.0
    assert use(two) == "two"
