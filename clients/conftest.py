"""A fleet in mock mode, one that asks for keys, and a bad network before them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet
from shared.testing.proxy import UnreliableProxy, unreliable_proxy

LIMITED = {"MOCK_MODE": "true", "AUTH": "required", "ORCHESTRATOR_KEY_WORK_PER_MINUTE": "3"}


@pytest.fixture(scope="session")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFleet]:
    with running_fleet(tmp_path_factory.mktemp("fleet"), {"MOCK_MODE": "true"}) as fleet:
        yield fleet


@pytest.fixture(scope="session")
def locked_fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFleet]:
    """Nobody gets in without a key, and each key has three pieces of work a minute."""
    with running_fleet(tmp_path_factory.mktemp("locked"), LIMITED) as fleet:
        yield fleet


@pytest.fixture
def key(locked_fleet: RunningFleet) -> str:
    """A new one of an operator."""
    made = subprocess.run(
        [sys.executable, "-m", "app.keys", "create", "--name", "client"],
        cwd=REPO_ROOT / "pipeline-orchestrator",
        env=os.environ | {"PYTHONPATH": str(REPO_ROOT), "DATA_DIR": str(locked_fleet.data_dir)},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return next(word for word in made.stdout.split() if word.startswith("afv_"))


@pytest.fixture
def network(fleet: RunningFleet) -> Iterator[UnreliableProxy]:
    """The fleet over a network that fails as it is told to."""
    with unreliable_proxy(fleet.url) as proxy:
        yield proxy


@pytest.fixture
def recording() -> Path:
    return REPO_ROOT / "tests" / "audio" / "slips.wav"
