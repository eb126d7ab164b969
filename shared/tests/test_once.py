"""Loaded once, whoever asks and when."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.once import once


def test_threads_that_ask_at_once_get_the_same():
    n_loads = 0
    all_ask = threading.Barrier(8)

    @once
    def load(name: str) -> object:
        nonlocal n_loads
        n_loads += 1
        time.sleep(0.05)
        return object()

    def ask(_: int) -> object:
        all_ask.wait()
        return load("one")

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(ask, range(8)))
    assert all(each is got[0] for each in got)
    assert n_loads == 1


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
