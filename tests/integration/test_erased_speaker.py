"""A speaker is erased from a running fleet, and not one byte of what they sent is left below its folder.

All that is theirs holds the word `quokka`; what is another speaker's stays.
"""

import io
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx
import pytest

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, StartFleet

CANARY = "quokka"
SPEAKER, OTHER = "quokka-speaker", "ravi"
AGREES = {"consent_voice_cloning": "true"}
BOTH_READ = json.loads((REPO_ROOT / "tests/audio/samples.json").read_text("utf-8"))["samples"][0][
    "text"
]
THEIRS = "Look, a quokka, and another quokka."
LEXICON = '{"quokka": ["K W AA1 K AH0"]}'
GONE_WITHIN_S = 60.0
SETTINGS = {"MOCK_MODE": "true", "LOG_LEVEL": "DEBUG", "LOG_FORMAT": "json"}


def recording() -> bytes:
    """Speech, and a chunk of another kind that holds the canary."""
    wav = (REPO_ROOT / "tests" / "audio" / "good.wav").read_bytes()
    note = b"LIST" + (20).to_bytes(4, "little") + b"quokka in the audio."
    return wav[:12] + note + wav[12:]


CALLERS: list[httpx.Client] = []


@pytest.fixture(autouse=True)
def hung_up() -> Iterator[None]:
    yield
    while CALLERS:
        CALLERS.pop().close()


class KeyHolder:
    """Somebody with a key."""

    def __init__(self, fleet: RunningFleet, key: str | None = None) -> None:
        headers = {} if key is None else {"authorization": f"Bearer {key}"}
        self.http = httpx.Client(base_url=f"{fleet.url}/api/v1", headers=headers, timeout=120)
        CALLERS.append(self.http)

    def send(self, path: str, seed: int, *, named: str = CANARY, **form: str) -> dict[str, Any]:
        """`named`: what the file and the idempotency key are called after."""
        answer = self.http.post(
            path,
            files=[
                ("file", (f"{named}.wav", recording(), "audio/wav")),
                ("voice_samples[]", ("quokka-2.wav", recording(), "audio/wav")),
            ],
            data=AGREES | form,
            headers={"idempotency-key": f"{named}-key-{seed}"},
        )
        assert answer.status_code in {200, 202}, answer.text
        return answer.json()

    def consent(self, speaker: str) -> None:
        files = [("voice_samples[]", ("quokka-3.wav", recording(), "audio/wav"))]
        given = self.http.post(f"/speakers/{speaker}/consent", data=AGREES, files=files)
        assert given.status_code == 201, given.text

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path).raise_for_status()

    def make_key(self, **of: str) -> str:
        return self.http.post("/keys", json=of).raise_for_status().json()["key"]


def holders(folder: Path) -> dict[str, int]:
    """Files below the folder that hold the canary, and how often."""
    found: dict[str, int] = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        content = path.name.encode() + path.read_bytes()
        if n := len(re.findall(CANARY.encode(), content, re.IGNORECASE)):
            found[str(path.relative_to(folder))] = n
    return found


def practise(caller: KeyHolder, fleet: RunningFleet) -> list[str]:
    """All that a speaker can do; the ids of the tasks."""
    caller.consent(SPEAKER)
    sent = [
        caller.send("/process", 10, reference_text=THEIRS, lexicon=LEXICON, speaker_id=SPEAKER),
        caller.send("/process", 20, reference_text=BOTH_READ, speaker_id=SPEAKER, say_heard="true"),
        caller.send("/process", 30, speaker_id=SPEAKER, l1="hi"),
        caller.send("/tasks", 40, reference_text=THEIRS, speaker_id=SPEAKER),
    ]
    tasks = [each["task_id"] for each in sent]
    for task_id in tasks:
        assert "task_finished" in caller.get(f"/tasks/{task_id}/events").text
        caller.get(f"/tasks/{task_id}")
        caller.http.get(f"/tasks/{task_id}/words/0/audio", params={"of": "reference"})
    caller.http.get(f"/speakers/{SPEAKER}/progress")
    refused = caller.http.post(
        "/process",
        files={"file": ("quokka.txt", b"quokka, no sound", "text/plain")},
        data={"reference_text": THEIRS, "speaker_id": SPEAKER},
    )
    assert 400 <= refused.status_code < 500
    caller.http.get("/tasks/quokka")
    caller.http.get("/tasks/quokka/words/0/audio")
    archive = ZipFile(io.BytesIO(caller.get(f"/speakers/{SPEAKER}/export").content))
    assert {name.split("/")[1] for name in archive.namelist() if "tasks/" in name} == set(tasks)
    for folder in (
        fleet.data_dir / "objects" / "tasks" / "local" / tasks[0],
        next((fleet.data_dir / "objects" / "tasks" / "local" / tasks[0]).rglob("speech")),
    ):
        (folder / ".part-killed").write_bytes(b"half of a quokka")  # as kill -9 leaves it
    return tasks


@pytest.fixture
def fleet(start_fleet: StartFleet) -> RunningFleet:
    return start_fleet(**SETTINGS)


def test_of_an_erased_speaker_not_one_byte_is_left(fleet: RunningFleet):
    operator = KeyHolder(fleet, KeyHolder(fleet).make_key(name="first", role="operator"))
    learner = KeyHolder(
        fleet, operator.make_key(name="quokka's phone", role="learner", subject=SPEAKER)
    )
    kept = operator.send("/process", 50, named=OTHER, reference_text=BOTH_READ, speaker_id=OTHER)
    tasks = practise(learner, fleet)
    before = holders(fleet.data_dir)
    assert any(name.startswith("orchestrator.db") for name in before)
    assert not any(name.endswith(".log") for name in before), "a log tells of what was sent"

    erased = learner.http.delete(f"/speakers/{SPEAKER}")
    assert erased.status_code == 200, erased.text
    assert (erased.json()["n_tasks"], erased.json()["n_consents"]) == (len(tasks), 1)
    assert learner.http.get(f"/speakers/{SPEAKER}/consent").status_code == 401  # the key ended, too

    give_up_at = time.monotonic() + GONE_WITHIN_S
    while (left := holders(fleet.data_dir)) and time.monotonic() < give_up_at:
        time.sleep(0.2)  # the write-ahead file is emptied by the caretaker
    assert left == {}
    objects_are_the_others(fleet, kept["task_id"])
    assert CANARY not in operator.get("/audit?limit=500").text
    told = operator.get(f"/audit?speaker_id={SPEAKER}").json()["items"]
    assert {"consent.given", "speaker.erased", "speaker.exported"} <= {e["action"] for e in told}

    shown = operator.get(f"/tasks/{kept['task_id']}").json()
    for name in ("recording", "reference", "own_voice"):
        assert httpx.get(shown["audio"][name]["url"]).status_code == 200
    fleet.process.terminate()
    fleet.process.wait(60)
    assert holders(fleet.data_dir) == {}


def objects_are_the_others(fleet: RunningFleet, task_id: str) -> None:
    """Neither objects nor empty folders nor halves of what was erased."""
    store = fleet.data_dir / "objects"
    below = [path.relative_to(store).as_posix() for path in store.rglob("*")]
    assert not [name for name in below if ".part-" in name]
    assert {name.split("/")[2] for name in below if re.match("tasks/local/.", name)} == {task_id}
    assert not [name for name in below if name.startswith("speakers/")]
    files = [path for path in store.rglob("*") if path.is_file()]
    spoken = {path.stem for path in files if path.parent.name == "speech"}
    cached = {path.parent.name for path in files if path.name == "speech.wav"}
    assert cached <= spoken
