"""`afv calls` as people run it, and `client.calls`, against a fleet in mock mode."""

import json
import shutil
from pathlib import Path

import pytest
from agentforge_voice import Client
from agentforge_voice.errors import ApiProblem

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet

from .test_command import afv, rows

SLIPS = REPO_ROOT / "tests" / "audio" / "slips.wav"


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "monday").mkdir(parents=True)
    shutil.copy(SLIPS, folder / "monday" / "C-1.wav")
    (folder / "=broken.mp3").write_text("no sound at all")
    (folder / "notes.txt").write_text("no recording")
    return folder


def test_a_folder_of_calls_becomes_two_tables(fleet: RunningFleet, recorded: Path):
    out = recorded.parent / "out"
    asked = ("calls", recorded, "--out", out, "--speaker-id", "agent-9", "--recording-notice")
    told = afv(fleet.url, *asked, code=1)
    assert "2 calls: 1 looked at, 1 of them now" in told
    broken, call = rows(out / "calls.csv")
    assert (broken["file"], broken["outcome"]) == ("'=broken.mp3", "failed")
    assert (call["file"], call["outcome"], call["call_id"]) == (
        "monday/C-1.wav",
        "succeeded",
        "C-1",
    )
    assert int(call["n_turns"]) >= 1
    assert rows(out / "moments.csv") == []
    [kept] = (out / "calls").iterdir()
    assert json.loads(kept.read_text())["speaker_id"] == "agent-9"
    again = afv(fleet.url, *asked, code=1)
    assert "1 looked at, 0 of them now" in again


def test_a_folder_without_calls_is_refused(fleet: RunningFleet, tmp_path: Path):
    assert "no recordings" in afv(fleet.url, "calls", tmp_path, code=2)


def test_a_call_is_sent_waited_for_and_said_again(fleet: RunningFleet):
    with Client(fleet.url) as client:
        task_id = client.calls.submit(SLIPS, speaker_id="agent-8", tags=["a", "b"], redact=False)
        call = client.calls.result(task_id)
        assert call.facts.tags == ["a", "b"]
        assert call.turns[0].speaker == "agent"
        assert task_id in [str(each.task_id) for each in client.calls.all(speaker_id="agent-8")]
        replayed = client.calls.replay(task_id, turn=0)
        assert client.fetch(replayed.exchange[0].url).startswith(b"RIFF")
        practice = client.result(replayed.task_id)
        assert practice.reference_text == replayed.sentence
        with pytest.raises(ApiProblem):
            client.calls.replay(task_id, turn=99)
        with pytest.raises(TypeError, match="no option"):
            client.calls.submit(SLIPS, nonsense=True)  # pyright: ignore[reportCallIssue] - what is tested
