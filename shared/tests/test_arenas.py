"""Memory of many threads comes from few arenas, and what they hold for nobody goes back."""

import ctypes
import re
import subprocess
import sys

import pytest

from shared.settings import REPO_ROOT

PROGRAM = """
import ctypes, sys, threading
from shared.arenas import bound_arenas
if sys.argv[1] == "bound":
    assert bound_arenas(2)
gate = threading.Barrier(6)
def hold():
    gate.wait()
    kept = [bytes(5_000) for _ in range(1_000)]
    gate.wait()
threads = [threading.Thread(target=hold) for _ in range(6)]
for each in threads: each.start()
for each in threads: each.join()
ctypes.CDLL(None).malloc_stats()
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_stats"), reason="not glibc's allocator")
@pytest.mark.parametrize(("how", "arenas"), [("bound", range(1, 3)), ("left", range(3, 9))])
def test_six_threads_take_from(how: str, arenas: range):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, how],
        cwd=REPO_ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert len(re.findall(r"^Arena \d+:", done.stderr, re.MULTILINE)) in arenas


HOLES = """
import time
from pathlib import Path
from shared.arenas import give_back_holes
def resident_mb():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
kept = [bytearray(20_000) for _ in range(4_000)]
kept = kept[::100]  # from below the top: it can't shrink by itself
full = resident_mb()
assert give_back_holes(every_s=0.05)
ends = time.monotonic() + 30
while resident_mb() > full - 60 and time.monotonic() < ends:
    time.sleep(0.05)
print(full - resident_mb())
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="not glibc's allocator")
def test_holes_between_what_is_used_go_back_to_the_system():
    done = subprocess.run(
        [sys.executable, "-c", HOLES], cwd=REPO_ROOT, capture_output=True, text=True, check=True, timeout=60
    )  # fmt: skip
    assert float(done.stdout) > 60
