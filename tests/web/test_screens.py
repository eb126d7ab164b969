"""The web client in a real browser, with a microphone that plays a file: against a fleet in mock mode, and once with the real engines."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet

from .conftest import MOST_S, SPEECH, RunNode

LIGHTHOUSE = REPO_ROOT / ".venv-lighthouse"
BROWSER_TESTS = REPO_ROOT / "web" / "tests" / "browser"
JOURNEYS = sorted(path.name for path in BROWSER_TESTS.glob("*.test.ts"))
KEY = re.compile(r"afv_[\w-]+")
Browse = Callable[..., None]


@pytest.fixture
def browse(run_node: RunNode, browser: str, silence: Path) -> Browse:
    """Runs a file of journeys against a fleet."""

    def run(name: str, fleet: RunningFleet, **environment: str) -> None:
        told = run_node(
            "--test",
            "--test-reporter=tap",
            f"tests/browser/{name}",
            CHROMIUM=browser,
            FLEET_URL=fleet.url,
            SPEECH_WAV=str(SPEECH),
            SILENCE_WAV=str(silence),
            **environment,
        )
        assert "# fail 0" in told
        assert "# tests 0" not in told

    return run


@pytest.mark.timeout(MOST_S + 30)
@pytest.mark.parametrize("name", JOURNEYS)
def test_in_a_browser(browse: Browse, page_fleet: RunningFleet, name: str):
    browse(name, page_fleet)


def test_the_main_journey_in_firefox(run_node: RunNode, firefox: str, page_fleet: RunningFleet):
    told = run_node(
        "--test", "--test-reporter=tap", "tests/browser/firefox/journey.test.ts",
        FIREFOX=firefox, FLEET_URL=page_fleet.url, SPEECH_WAV=str(SPEECH),
    )  # fmt: skip
    assert "# fail 0" in told
    assert "# pass 2" in told


@pytest.mark.skipif(
    not (LIGHTHOUSE / "installed").exists(),
    reason="Lighthouse is not installed: run make .venv-lighthouse/installed",
)
def test_lighthouse_finds_little_at_any_screen(
    run_node: RunNode, browser: str, page_fleet: RunningFleet
):
    """Speed is for the bench: a busy machine changes it."""
    told = run_node(
        "tests/lighthouse/scores.ts", "accessibility", "best-practices", "seo",
        CHROMIUM=browser, FLEET_URL=page_fleet.url, LIGHTHOUSE=str(LIGHTHOUSE),
    )  # fmt: skip
    assert told.count("accessibility") >= 11


@pytest.mark.engine
def test_what_is_spoken_is_followed_and_its_slips_come_back_as_such(browse: Browse, tmp_path: Path):
    with running_fleet(tmp_path / "fleet", {}) as fleet:
        browse("engines/slips.test.ts", fleet)
        browse("engines/reading.test.ts", fleet)


def made_key(fleet_data: Path, *arguments: str) -> str:
    """As an operator makes one by hand."""
    made = subprocess.run(
        [sys.executable, "-m", "app.keys", "create", *arguments],
        cwd=REPO_ROOT / "pipeline-orchestrator",
        env=os.environ | {"PYTHONPATH": str(REPO_ROOT), "DATA_DIR": str(fleet_data)},
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return KEY.findall(made.stdout)[0]


def test_where_keys_are_asked_for_a_learner_signs_in_and_an_operator_gives_keys(
    browse: Browse, tmp_path: Path
):
    data = tmp_path / "fleet"
    with running_fleet(data, {"MOCK_MODE": "true", "AUTH": "required"}) as fleet:
        learner = made_key(data, "--name", "a learner", "--role", "learner", "--subject", "priya")
        browse("locked/signing.test.ts", fleet, LEARNER_KEY=learner)
        operator = made_key(data, "--name", "an operator", "--role", "operator")
        browse("locked/keys.test.ts", fleet, OPERATOR_KEY=operator)


def test_a_teacher_sees_what_a_learner_shares_until_they_leave(browse: Browse, tmp_path: Path):
    data = tmp_path / "fleet"
    with running_fleet(data, {"MOCK_MODE": "true", "AUTH": "required"}) as fleet:
        browse(
            "locked/teaching.test.ts",
            fleet,
            LEARNER_KEY=made_key(
                data, "--name", "a learner", "--role", "learner", "--subject", "priya"
            ),
            TEACHER_KEY=made_key(
                data, "--name", "a teacher", "--role", "teacher", "--subject", "anna"
            ),
        )
