"""The web client's own tests, run by Node: where Node, a browser and a fleet are."""

import os
import shutil
import subprocess
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet

WEB = REPO_ROOT / "web"
NODE = REPO_ROOT / ".venv-node" / "bin" / "node"
SPEECH = REPO_ROOT / "tests" / "audio" / "slips.wav"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FIREFOXES = ("firefox-esr", "firefox")
MOST_S = 480

RunNode = Callable[..., str]


@pytest.fixture(scope="session")
def run_node() -> RunNode:
    """Runs Node in web/ and gives what it printed; a failure shows it."""
    if not (NODE.exists() and (WEB / "node_modules" / "installed").exists()):
        pytest.skip("the web client's packages are not installed: run make web")

    def run(*arguments: str, **environment: str) -> str:
        done = subprocess.run(
            [NODE, *arguments],
            cwd=WEB,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            timeout=MOST_S,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def browser() -> str:
    """Where a Chromium is."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(
            "there is no browser: install Chromium (Debian: apt install chromium), or set CHROMIUM to one"
        )
    return found


@pytest.fixture(scope="session")
def firefox() -> str:
    """Where a Firefox is."""
    found = os.environ.get("FIREFOX") or next(filter(None, map(shutil.which, FIREFOXES)), None)
    if found is None:
        pytest.skip(
            "there is no Firefox: install it (Debian: apt install firefox-esr), or set FIREFOX to one"
        )
    return found


@pytest.fixture(scope="session")
def page_fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFleet]:
    """A fleet in mock mode that serves the built page."""
    if not (WEB / "dist" / "index.html").exists():
        pytest.skip("the web client is not built: run make web")
    with running_fleet(tmp_path_factory.mktemp("page"), {"MOCK_MODE": "true"}) as fleet:
        yield fleet


@pytest.fixture(scope="session")
def silence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "silence.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(bytes(2 * 48_000 * 3))
    return path
