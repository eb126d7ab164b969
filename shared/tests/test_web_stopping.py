"""A stop ends the process in time: real processes, with threads that don't end."""

import subprocess
import sys
import time

import pytest

from shared.settings import REPO_ROOT
from shared.web.stopping import EXIT_CODE

LONG_S = 30.0
"""No test waits for it: it guards a hang."""
DEAF = "threading.Thread(target=threading.Event().wait, name='deaf engine').start()"
KEEPS_THE_LOCK = "re.match('(a*)*b', 'a' * 60)"


def stopped(rest: str, *, after_s: float) -> "subprocess.CompletedProcess[str]":
    program = (
        "import re, threading\n"
        "from shared.web.stopping import end_process_after\n"
        f"end_process_after({after_s})\n{rest}\n"
    )
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPO_ROOT,
        timeout=LONG_S,
        check=False,
        capture_output=True,
        text=True,
    )


def test_a_thread_that_does_not_end_is_named_and_does_not_keep_the_process():
    done = stopped(DEAF, after_s=0.2)
    assert done.returncode == EXIT_CODE
    assert "stop_took_too_long" in done.stdout
    assert "deaf engine" in done.stdout


def test_native_code_that_keeps_the_interpreters_lock_does_not_keep_the_process():
    done = stopped(KEEPS_THE_LOCK, after_s=0.2)
    assert done.returncode != 0
    assert "most recent call first" in done.stderr


def test_a_process_that_ends_by_itself_ends_at_once_and_well():
    begun = time.monotonic()
    assert stopped("print('bye')", after_s=LONG_S).returncode == 0
    assert time.monotonic() - begun < LONG_S / 2


@pytest.mark.parametrize("lost", ["sys.__stderr__ = None", "sys.__stderr__.close()"])
def test_without_stderr_the_process_is_ended_all_the_same(lost: str):
    program = (
        f"import sys, threading\n{lost}\nfrom shared.web.stopping import end_process_after\n"
        f"end_process_after(0.2)\n{DEAF}"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPO_ROOT, timeout=LONG_S, check=False
    )
    assert done.returncode == EXIT_CODE
