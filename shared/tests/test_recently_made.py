"""What was made lately, asked for by one thread and by several."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from shared.recently_made import RecentlyMade


def test_the_same_is_made_once_and_the_oldest_goes():
    recent: RecentlyMade[str] = RecentlyMade(2)
    made: list[str] = []

    def ask(key: str) -> str:
        return recent.get(key, lambda: made.append(key) or key.upper())

    assert [ask(key) for key in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]
    assert len(recent) == 2


def test_what_another_made_is_taken_and_changes_nothing_that_is_there():
    recent: RecentlyMade[str] = RecentlyMade(2)
    recent.put("a", "told")
    assert recent.get("a", lambda: pytest.fail("it is there")) == "told"
    recent.put("a", "otherwise")
    assert recent.get("a", lambda: pytest.fail("it is there")) == "told"
    for key in ("b", "c"):
        recent.put(key, key)
    assert len(recent) == 2
    assert recent.get("a", lambda: "anew") == "anew"


def test_who_puts_does_not_wait_for_who_makes():
    recent: RecentlyMade[str] = RecentlyMade(2)
    begun, may_end = Event(), Event()

    def slowly() -> str:
        begun.set()
        assert may_end.wait(20)
        return "made"

    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(recent.get, "a", slowly)
        assert begun.wait(20)
        recent.put("a", "told")
        may_end.set()
        assert making.result(20) == "made"


def test_who_comes_while_it_is_made_waits_for_it():
    recent: RecentlyMade[object] = RecentlyMade(4)
    begun, may_end, made = Event(), Event(), []

    def slowly() -> object:
        begun.set()
        assert may_end.wait(20)
        made.append(object())
        return made[-1]

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(recent.get, "a", slowly)
        assert begun.wait(20)
        second = threads.submit(recent.get, "a", slowly)
        may_end.set()
        assert first.result() is second.result() is made[0]
    assert len(made) == 1


def test_a_failure_is_its_own_callers_and_nobody_elses():
    recent: RecentlyMade[str] = RecentlyMade(4)
    both, calls = Barrier(2, timeout=20), []

    def fails_first() -> str:
        calls.append(1)
        if len(calls) == 1:
            both.wait()
            raise ValueError("given up")
        return "made"

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(recent.get, "a", fails_first)
        both.wait()
        with pytest.raises(ValueError, match="given up"):
            first.result()
    assert recent.get("a", fails_first) == "made"
    assert recent.get("a", fails_first) == "made"
    assert len(calls) == 2
