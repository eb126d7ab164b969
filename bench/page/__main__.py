"""`make bench-web`: the built page in a slowed browser, against a fleet in mock mode. Prints a line a figure, beside its
floor, and Lighthouse's scores of each screen."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from shared.settings import REPO_ROOT
from shared.testing.fleet import running_fleet

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NODE = REPO_ROOT / ".venv-node" / "bin" / "node"
LIGHTHOUSE = REPO_ROOT / ".venv-lighthouse"
SPEECH = REPO_ROOT / "tests" / "audio" / "slips.wav"


def main() -> int:
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(
            "there is no browser: install Chromium (Debian: apt install chromium), or set CHROMIUM"
        )
        return 2
    with (
        tempfile.TemporaryDirectory() as folder,
        running_fleet(Path(folder), {"MOCK_MODE": "true"}) as fleet,
    ):
        told = {"CHROMIUM": browser, "FLEET_URL": fleet.url, "SPEECH_WAV": str(SPEECH), "SILENCE_WAV": str(SPEECH),
                "LIGHTHOUSE": str(LIGHTHOUSE)}  # fmt: skip
        ends = [
            subprocess.run(
                [NODE, script], cwd=REPO_ROOT / "web", env=os.environ | told, check=False
            )
            for script in ("tests/measure.ts", "tests/lighthouse/scores.ts")
        ]
    return max(end.returncode for end in ends)


if __name__ == "__main__":
    sys.exit(main())
