"""A backup that was made, and restored onto nothing, answers as what was backed up: by the lines that docs/operations.md has."""

from pathlib import Path

import httpx
import pytest

from shared.roster import ROSTER
from shared.testing.compose import Stack

from .asking import SAMPLE, TEXT, documented, found, sent, told

pytestmark = pytest.mark.timeout(2_400)

KEPT = ("objects", "postgres", "search", "data")
"""Volumes that hold what nobody can fetch again."""


def test_a_backup_restored_onto_nothing_answers_as_before(stack: Stack, tmp_path: Path):
    task_id = sent(stack, "/process", reference_text=TEXT, consent_voice_cloning="true")
    call_id = sent(stack, "/calls", recording_notice="true")
    httpx.get(
        f"{stack.url}/tasks/{call_id}/events", headers=stack.headers, timeout=300
    )  # to its end
    before, hits = told(stack, task_id, call_id), found(stack, call_id)
    assert hits
    assert len(before["sounds"]) == 3

    saving, restoring = documented("Back up, restore")
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
