"""A backup that was made, and restored onto nothing, answers as what was backed up: by the lines that docs/operations.md has."""

import hashlib
import json
import re
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.roster import ROSTER
from shared.settings import REPO_ROOT
from shared.testing.compose import Stack

pytestmark = pytest.mark.timeout(2_400)

AUDIO = REPO_ROOT / "tests" / "audio"
TEXT = json.loads((AUDIO / "samples.json").read_text(encoding="utf-8"))["samples"][0]["text"]
SAMPLE = (AUDIO / "slips.wav").read_bytes()
KEPT = ("objects", "postgres", "search", "data")
"""Volumes that hold what nobody can fetch again."""


def documented() -> tuple[list[str], list[str]]:
    """The lines that back up, and those that restore."""
    text = (REPO_ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    [section] = re.findall(r"^## Back up, restore\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    saving, restoring = re.findall(r"(?:^    .+\n)+", section, re.MULTILINE)
    return [line.strip() for line in saving.splitlines()], [line.strip() for line in restoring.splitlines()]  # fmt: skip


def sent(stack: Stack, path: str, **form: str) -> str:
    """Id of its task."""
    files = {"file": ("slips.wav", SAMPLE)}
    answer = httpx.post(stack.url + path, files=files, data=form, headers=stack.headers, timeout=300)  # fmt: skip
    return answer.raise_for_status().json()["task_id"]


def told(stack: Stack, task_id: str, call_id: str) -> dict[str, Any]:
    """What somebody who comes back sees and hears; addresses aside, which are signed anew."""

    def asked(path: str, **query: str) -> Any:
        answer = httpx.get(f"{stack.url}{path}", params=query, headers=stack.headers, timeout=60)
        return answer.raise_for_status().json()

    task = asked(f"/tasks/{task_id}")
    sounds = {
        name: hashlib.sha256(httpx.get(task["audio"][name]["url"], timeout=60).raise_for_status().content).hexdigest()
        for name in ("recording", "reference", "own_voice")
    }  # fmt: skip
    call = asked(f"/calls/{call_id}")
    return {
        "task": {key: task[key] for key in ("status", "transcript", "scores", "words", "issues", "feedback", "stages")},
        "sounds": sounds,
        "turns": [(turn["speaker"], turn["text"]) for turn in call["turns"]],
        "n_tasks": len(asked("/tasks", limit="100")["items"]),
    }  # fmt: skip


def found(stack: Stack, call_id: str, within_s: float = 120) -> list[tuple[int, str]]:
    """Turns of the call that answer a question, once there are any: the index is told of it by events."""
    deadline = time.monotonic() + within_s
    while True:
        answer = httpx.get(f"{stack.url}/search", params={"q": "a good school", "task_id": call_id}, headers=stack.headers, timeout=60)  # fmt: skip
        hits = [(hit["index"], hit["text"]) for hit in answer.json().get("hits", ())]
        if hits or time.monotonic() > deadline:
            return hits
        time.sleep(1)


def test_a_backup_restored_onto_nothing_answers_as_before(stack: Stack, tmp_path: Path):
    task_id = sent(stack, "/process", reference_text=TEXT, consent_voice_cloning="true")
    call_id = sent(stack, "/calls", recording_notice="true")
    httpx.get(
        f"{stack.url}/tasks/{call_id}/events", headers=stack.headers, timeout=300
    )  # to its end
    before, hits = told(stack, task_id, call_id), found(stack, call_id)
    assert hits
    assert len(before["sounds"]) == 3

    saving, restoring = documented()
    for line in saving:
        stack.run_documented(line, tmp_path)
    assert (tmp_path / "tasks.dump").stat().st_size > 10_000
    assert (tmp_path / "objects.tar").stat().st_size > len(SAMPLE)
    stack.wipe(*KEPT)
    for line in restoring:
        stack.run_documented(line, tmp_path)
    stack.wait_ready(*ROSTER)

    assert told(stack, task_id, call_id) == before
    assert found(stack, call_id) == hits
