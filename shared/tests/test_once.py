"""Loaded once, whoever asks and when."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.once import once


def test_threads_that_ask_at_once_get_the_same():
    loads: list[object] = []
    is_loading, others_ask = threading.Event(), threading.Semaphore(0)

    @once
    def load(name: str) -> object:
        is_loading.set()
        for _ in range(7):
            assert others_ask.acquire(timeout=10)
        loads.append(object())
        return loads[-1]

    def ask() -> object:
        assert is_loading.wait(10)
        others_ask.release()
        return load("one")

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(load, "one"), *(pool.submit(ask) for _ in range(7))]
        got = [each.result() for each in asked]
    assert len(loads) == 1
    assert all(each is loads[0] for each in got)


def test_each_argument_is_another_and_does_not_wait_for_one_that_is_loading():
    is_loading, may_end = threading.Event(), threading.Event()

    @once
    def load(name: str) -> str:
        if name == "slow":
            is_loading.set()
            may_end.wait(10)
        return name.upper()

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(load, "slow")
        assert is_loading.wait(10)
        assert load("fast") == "FAST"
        may_end.set()
        assert slow.result() == "SLOW"


def test_what_fails_is_tried_again():
    tries = []

    @once
    def load() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("not yet")
        return "here"

    with pytest.raises(OSError, match="not yet"):
        load()
    assert load() == "here"
    assert load() == "here"
    assert len(tries) == 2


def test_one_may_load_another():
    @once
    def inner() -> int:
        return 1

    @once
    def outer() -> int:
        return inner() + 1

    assert outer() == 2
    assert outer.__name__ == "outer"
