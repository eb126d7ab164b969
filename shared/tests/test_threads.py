"""Numpy finds the threads that it may have when it is imported: later they are all cores."""

import os
import subprocess
import sys

import pytest

from shared.cores import usable_cores
from shared.threads import VARIABLES

WHEN_NUMPY_COMES = """
import os, runpy, sys

class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "numpy":
            print("numpy comes:", os.environ.get("OPENBLAS_NUM_THREADS"), os.environ.get("OMP_WAIT_POLICY"))
            sys.meta_path.remove(self)

sys.meta_path.insert(0, Watch())
sys.argv = ["shared.local", "--help"]
runpy.run_module("shared.local", run_name="__main__")
"""


@pytest.mark.parametrize("own", [None, "3"])
def test_the_fleet_sets_them_before(own: str | None):
    environment = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    environment.pop("OMP_WAIT_POLICY", None)
    if own is not None:
        environment["OPENBLAS_NUM_THREADS"] = own
    done = subprocess.run(
        [sys.executable, "-c", WHEN_NUMPY_COMES],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    threads = own or max(1, min(4, usable_cores() // 2))
    assert f"numpy comes: {threads} PASSIVE" in done.stdout
    assert "usage" in done.stdout
