"""`afv live`, as people run it: a process of its own, against a fleet in mock mode."""

import json
import os
import subprocess
import sys
from pathlib import Path

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet
from shared.testing.ports import free_port

PACKAGE = REPO_ROOT / "clients" / "python"


def live(url: str, *arguments: object, code: int = 0) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [sys.executable, "-m", "agentforge_voice", "live", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(PACKAGE), "AFV_URL": url, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def test_a_recording_is_played_and_its_words_are_told(fleet: RunningFleet, recording: Path):
    messages = [json.loads(each) for each in live(fleet.url, recording, "--json").stdout.splitlines()]  # fmt: skip
    kinds = [each["type"] for each in messages]
    assert (kinds[0], kinds[-1]) == ("ready", "done")
    finals = [each["text"] for each in messages if each["type"] == "final"]
    assert finals
    plain = live(fleet.url, recording, "--text", "I think this is a very good school.")
    assert len(plain.stdout.splitlines()) == len(finals)


def test_what_can_not_be_streamed_is_told(fleet: RunningFleet, recording: Path, tmp_path: Path):
    other = tmp_path / "notes.wav"
    other.write_text("no sound at all")
    assert "only WAV is played live" in live(fleet.url, other, code=2).stderr
    assert "there is no language" in live(fleet.url, recording, "--spoken", "xx", code=2).stderr
    port = free_port()
    assert "can't be reached" in live(f"http://127.0.0.1:{port}", recording, code=3).stderr
