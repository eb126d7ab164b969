"""What teams run: containers, Postgres, Redis, an S3 store and workers, from the outside."""

import json
import re
import subprocess
import time
from typing import Any

import httpx
import pytest
from minio import Minio

from shared import __version__
from shared.audio import decode_audio
from shared.roster import ALIGNMENT, ORCHESTRATOR, ROSTER, TTS
from shared.settings import REPO_ROOT
from shared.testing.compose import COMMIT, SECRET, Stack
from shared.testing.fleet import running_fleet

from .asking import SAMPLE, TEXT, ended, rows

pytestmark = pytest.mark.timeout(2_400)

SMALL = ("phoneme-map-service", "phoneme-diff-service", "feedback-llm-service")
BASE = re.findall(r"^ARG PYTHON_IMAGE=(\S+)", (REPO_ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)[0]  # fmt: skip
MB = 1_000_000


def post(to: Stack | str, path: str, **form: str) -> httpx.Response:
    url, headers = (to, {}) if isinstance(to, str) else (to.url, to.headers)
    form = {"reference_text": TEXT} | form
    files = {"file": ("slips.wav", SAMPLE)}
    return httpx.post(url + path, files=files, data=form, headers=headers, timeout=300)


def keys(stack: Stack, prefix: str) -> set[str]:
    client = Minio(
        f"127.0.0.1:{stack.ports['MINIO']}",
        access_key="agentforge",
        secret_key=SECRET,
        secure=False,
        region="us-east-1",
    )
    found = client.list_objects("agentforge", prefix=prefix, recursive=True)
    return {each.object_name for each in found if each.object_name}


@pytest.fixture(scope="session")
def answer(stack: Stack) -> dict[str, Any]:
    response = post(stack, "/process", consent_voice_cloning="true")
    assert response.status_code == 200, response.text
    return response.json()


def test_every_service_answers_the_fleet(stack):
    for service in ROSTER:
        health = json.loads(stack.asked(service, "/health"))
        assert (health["service"], health["status"]) == (service.name, "ok")
        version = (
            httpx.get(f"{stack.url}/version", headers=stack.headers, timeout=10).json()
            if service is ORCHESTRATOR
            else json.loads(stack.asked(service, "/version"))
        )
        assert (version["version"], version["commit"]) == (__version__, COMMIT)


def test_nobody_is_let_in_without_a_key(stack):
    for path in ("/tasks", "/api/v1/tasks", "/version", "/metrics"):
        assert httpx.get(stack.url + path, timeout=10).status_code == 401
    assert post(stack.url, "/process").status_code == 401


def test_a_recording_is_judged(answer):
    assert (answer["status"], answer["assessable"]) == ("succeeded", True)
    assert {"V_W", "TH_T"} <= {issue["rule"] for issue in answer["issues"]}
    assert {stage["status"] for stage in answer["stages"]} == {"succeeded"}
    assert not any(stage["mock"] for stage in answer["stages"])


def test_audio_urls_play_from_outside(answer):
    for part in ("recording", "reference", "own_voice"):
        content = httpx.get(answer["audio"][part]["url"], timeout=30).raise_for_status().content
        audio = decode_audio(content, max_duration_s=60)
        told_s = answer["audio"][part].get("duration_s", audio.duration_s)
        assert audio.duration_s == pytest.approx(told_s, abs=0.1)
        assert abs(audio.samples).max() > 0.05


def test_rows_and_objects_are_where_operators_look(stack, answer):
    task_id = answer["task_id"]
    assert rows(stack, "SELECT status FROM tasks WHERE id = %s", task_id) == [("succeeded",)]
    uris = {uri for (uri,) in rows(stack, "SELECT uri FROM artifacts WHERE task_id = %s", task_id)}
    assert len(uris) == 7
    assert uris <= keys(stack, f"tasks/local/{task_id}/")
    seeded = rows(stack, "SELECT count(*) FROM tasks WHERE audio_uri LIKE %s", "%00000000-0000%")
    assert seeded == [(1,)]


def test_a_queued_task_gives_the_same_answer(stack, answer):
    accepted = post(stack, "/tasks", consent_voice_cloning="true")
    assert accepted.status_code == 202
    body = ended(stack, accepted.json()["task_id"])
    assert (body["status"], body["scores"]) == ("succeeded", answer["scores"])
    [(worker,)] = rows(stack, "SELECT count(*) FROM events WHERE name = 'task_finished' AND task_id = %s", body["task_id"])  # fmt: skip
    assert worker == 1


def test_a_speaker_is_followed_and_forgotten(stack):
    only = {"speaker_id": "learner-7", "stages": "asr,align,phonemap,diff,feedback"}
    first, second = (post(stack, "/process", **only).json() for _ in range(2))
    assert first["feedback"]["progress"] is None
    progress = second["feedback"]["progress"]
    assert progress["n_recordings"] == 1
    assert {slip["target"] for slip in progress["same_text"]["again"]} >= {"V", "TH"}
    erased = httpx.delete(
        f"{stack.url}/speakers/learner-7", headers=stack.headers, timeout=60
    ).json()
    assert (erased["n_tasks"], erased["n_consents"]) == (2, 0)
    assert rows(stack, "SELECT count(*) FROM practice") == [(0,)]
    for body in (first, second):
        assert keys(stack, f"tasks/local/{body['task_id']}/") == set()


def test_embedded_mode_gives_the_same_scores(answer, tmp_path):
    with running_fleet(tmp_path, {"LOG_LEVEL": "WARNING"}) as fleet:
        embedded = post(fleet.url, "/process", stages="asr,align,phonemap,diff").json()
    assert embedded["scores"] == answer["scores"]
    assert [i["rule"] for i in embedded["issues"]] == [i["rule"] for i in answer["issues"]]


def test_a_killed_worker_loses_nothing(stack):
    accepted = [post(stack, "/tasks", stages="asr,align,phonemap,diff") for _ in range(6)]
    task_ids = [each.json()["task_id"] for each in accepted]
    for _ in range(2):
        time.sleep(4)
        stack.compose("kill", "-s", "SIGKILL", "worker")
        stack.compose("up", "-d", "--no-deps", "worker")
    assert [ended(stack, each)["status"] for each in task_ids] == ["succeeded"] * 6
    doubled = rows(
        stack,
        "SELECT task_id, fields->>'stage' FROM events WHERE name = 'stage_finished' "
        "GROUP BY 1, 2 HAVING count(*) > 1",
    )
    assert doubled == []


def test_without_an_optional_service_the_answer_is_partial(stack):
    stack.compose("stop", TTS.name)
    try:
        body = post(stack, "/process").json()
    finally:
        stack.compose("start", TTS.name)
    assert body["status"] == "partial"
    assert body["scores"]["overall"] is not None
    stack.wait_ready(TTS)


def test_without_a_required_service_a_caller_is_told_and_a_queued_task_waits(stack):
    stack.compose("kill", ALIGNMENT.name)
    try:
        refused = post(stack, "/process", stages="asr,align,phonemap,diff")
        assert refused.status_code in {502, 504}
        assert refused.json()["service"] == ALIGNMENT.name
        task_id = post(stack, "/tasks", stages="asr,align,phonemap,diff").json()["task_id"]
        deadline = time.monotonic() + 120
        while not rows(stack, "SELECT 1 FROM events WHERE name = 'task_postponed' AND task_id = %s", task_id):  # fmt: skip
            assert time.monotonic() < deadline
            time.sleep(0.5)
    finally:
        stack.compose("up", "-d", "--no-deps", ALIGNMENT.name)
    stack.wait_ready(ALIGNMENT)
    assert ended(stack, task_id)["status"] == "succeeded"


def test_the_database_may_restart(stack):
    stack.compose("restart", "postgres")
    body = ended(stack, post_when_up(stack))
    assert body["status"] == "succeeded"


def post_when_up(stack: Stack) -> str:
    stack.wait_ready(ORCHESTRATOR)
    return post(stack, "/tasks", stages="asr,align,phonemap,diff").json()["task_id"]


def test_images_stay_small(stack):
    base = _size(BASE)
    added = {each.name: (_size(f"agentforge/{each.name}") - base) / MB for each in ROSTER}
    print({name: round(size) for name, size in added.items()})
    assert {name for name in SMALL if added[name] >= 200} == set()
    assert {name for name in added if added[name] >= 650} == set()


def _size(image: str) -> int:
    asked = ["docker", "image", "inspect", "--format", "{{.Size}}", image]
    return int(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
