"""Fleets to test against: one in mock mode, one with real engines, and ones to be broken."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, StartFleet, running_fleet


@pytest.fixture
def start_fleet(tmp_path: Path) -> Iterator[StartFleet]:
    """Start a fleet with given settings; every one that was started is stopped at the end."""
    with ExitStack() as stack:

        def start(**settings: str) -> RunningFleet:
            return stack.enter_context(running_fleet(tmp_path / "fleet", settings))

        yield start


@pytest.fixture(scope="module")
def mock_fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFleet]:
    with running_fleet(tmp_path_factory.mktemp("mock"), {"MOCK_MODE": "true"}) as fleet:
        yield fleet


@pytest.fixture(scope="module")
def real_fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFleet]:
    model_dir = Path(os.environ.get("MODEL_DIR", REPO_ROOT / ".models"))
    if not (model_dir / "whisper-base").is_dir():
        pytest.skip("the models are not here: run `make models`")
    with running_fleet(tmp_path_factory.mktemp("real"), {"MODEL_DIR": str(model_dir)}) as fleet:
        yield fleet
