"""The web client in a real browser, with a microphone that plays a file, against a fleet in mock mode."""

from pathlib import Path

import pytest

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet

from .conftest import SPEECH, RunNode

JOURNEYS = sorted(path.name for path in (REPO_ROOT / "web/tests/browser").glob("*.test.ts"))


@pytest.mark.parametrize("name", JOURNEYS)
def test_in_a_browser(
    run_node: RunNode, browser: str, page_fleet: RunningFleet, silence: Path, name: str
):
    told = run_node(
        "--test",
        "--test-reporter=tap",
        f"tests/browser/{name}",
        CHROMIUM=browser,
        FLEET_URL=page_fleet.url,
        SPEECH_WAV=str(SPEECH),
        SILENCE_WAV=str(silence),
    )
    assert "# fail 0" in told
    assert "# tests 0" not in told
