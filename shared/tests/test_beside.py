"""Work in a second thread, and what becomes of its result."""

import threading
from contextvars import ContextVar

import pytest

from shared.beside import beside

HANG_S = 20.0


def test_both_work_at_once_and_the_result_is_there():
    begun, may_end = threading.Event(), threading.Event()

    def slowly() -> int:
        begun.set()
        assert may_end.wait(HANG_S)
        return 7

    with beside(slowly) as result:
        assert begun.wait(HANG_S), "it works while the block does"
        may_end.set()
        assert result() == result() == 7


def test_it_knows_what_its_caller_knows():
    asked: ContextVar[str] = ContextVar("asked")
    asked.set("by whom")
    with beside(asked.get) as result:
        assert result() == "by whom"


class Left(BaseException):
    """As abandon.Abandoned, no Exception."""


def test_what_it_raises_is_raised_where_its_result_is_asked_for():
    def fail() -> None:
        raise Left

    with pytest.raises(Left), beside(fail) as result:
        result()
    with beside(fail):
        pass  # nobody asked


def test_no_thread_is_left_behind():
    before = threading.active_count()
    with pytest.raises(ZeroDivisionError), beside(lambda: None):
        raise ZeroDivisionError
    assert threading.active_count() == before
