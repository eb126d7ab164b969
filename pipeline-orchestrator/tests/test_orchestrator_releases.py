"""Services of a newer release beside this orchestrator, and results that an older one stored."""

import json
from typing import Any

import pytest

from shared.settings import REPO_ROOT, CommonSettings
from shared.storage import open_store

pytestmark = [pytest.mark.anyio]

STORED = {
    path.stem: path.read_bytes() for path in REPO_ROOT.glob("shared/tests/stored_results/*.json")
}
"""Stage → its result, of one task, as the release before versions were written kept them."""


async def replace_results(task_id: str, contents: dict[str, bytes]) -> None:
    """Puts other contents in place of what the task's stages left in the store."""
    store = open_store(CommonSettings())
    for key in await store.keys(f"tasks/local/{task_id}/"):
        stage = key.rpartition("-")[2].removesuffix(".json")
        if stage in contents:
            await store.put(key, contents[stage], content_type="application/json")


async def test_a_newer_alignment_service_is_understood_as_far_as_it_is_known(
    orchestrator, services
):
    services.answers["align"] = json.loads(STORED["align"])
    known = (await orchestrator.post(reference_text="very good")).json()
    newer: dict[str, Any] = json.loads(STORED["align"]) | {"room": "large"}
    newer["timing"]["said_newly"] = 1.5
    newer["words"][0]["said_newly"] = {"a": [1]}
    newer["words"][0]["phones"][0]["said_newly"] = None
    services.answers["align"] = newer
    response = await orchestrator.post(reference_text="very good")
    assert response.status_code == 200, response.text
    for field in ("status", "words", "scores", "timing", "prosody", "warnings"):
        assert response.json()[field] == known[field]
    assert "said_newly" not in json.dumps(services.requests["diff"])
    assert "room" not in services.requests["diff"]["alignment"]


async def test_an_unknown_reason_of_a_newer_recogniser_is_told_as_another(
    orchestrator, services, transcript
):
    services.answers["asr"] = transcript | {"assessable": False, "reason": "reverberant"}
    response = await orchestrator.post(stages="asr")
    assert response.status_code == 200, response.text
    assert (response.json()["assessable"], response.json()["reason"]) == (False, "other")


async def test_results_that_the_release_before_stored_are_shown(orchestrator):
    task = (await orchestrator.post(reference_text="very good")).json()
    await replace_results(task["task_id"], STORED)
    shown = await orchestrator.client.get(f"/tasks/{task['task_id']}")
    assert shown.status_code == 200, shown.text
    assert shown.json()["warnings"] == []
    assert shown.json()["transcript"]["text"] == "I think this is..."
    stored = json.loads(STORED["diff"])["words"]
    since = {"text_source": None, "readings": []}
    assert shown.json()["words"] == [since | each for each in stored]
    assert shown.json()["issues"] == json.loads(STORED["diff"])["issues"]
    assert shown.json()["timing"] == json.loads(STORED["align"])["timing"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"engine": "e"}', b"\xff"])
async def test_a_damaged_result_is_not_shown_and_told_in_a_warning(orchestrator, content):
    task = (await orchestrator.post(reference_text="very good")).json()
    await replace_results(task["task_id"], {"diff": content})
    shown = await orchestrator.client.get(f"/tasks/{task['task_id']}")
    assert shown.status_code == 200, shown.text
    assert shown.json()["warnings"] == ["diff: the stored result can't be read and is not shown"]
    assert (shown.json()["words"], shown.json()["issues"]) == ([], [])
    assert shown.json()["transcript"] == task["transcript"]
