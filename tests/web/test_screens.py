"""The web client in a real browser, with a microphone that plays a file: against a fleet in mock mode, and once with the real engines."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet

from .conftest import SPEECH, RunNode

BROWSER_TESTS = REPO_ROOT / "web" / "tests" / "browser"
JOURNEYS = sorted(path.name for path in BROWSER_TESTS.glob("*.test.ts"))
Browse = Callable[[str, RunningFleet], None]


@pytest.fixture
def browse(run_node: RunNode, browser: str, silence: Path) -> Browse:
    """Runs a file of journeys against a fleet."""

    def run(name: str, fleet: RunningFleet) -> None:
        told = run_node(
            "--test",
            "--test-reporter=tap",
            f"tests/browser/{name}",
            CHROMIUM=browser,
            FLEET_URL=fleet.url,
            SPEECH_WAV=str(SPEECH),
            SILENCE_WAV=str(silence),
        )
        assert "# fail 0" in told
        assert "# tests 0" not in told

    return run


@pytest.mark.parametrize("name", JOURNEYS)
def test_in_a_browser(browse: Browse, page_fleet: RunningFleet, name: str):
    browse(name, page_fleet)


@pytest.mark.engine
def test_slips_that_are_spoken_come_back_as_such(browse: Browse, tmp_path: Path):
    with running_fleet(tmp_path / "fleet", {}) as fleet:
        browse("engines/slips.test.ts", fleet)
