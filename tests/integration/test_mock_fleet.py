"""The whole fleet in mock mode, over real HTTP on loopback."""

import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from rich.console import Console

from shared import __version__
from shared.audio import decode_audio, encode_wav
from shared.local.show import show_result
from shared.roster import ORCHESTRATOR, ROSTER
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, StartFleet
from shared.version import running_commit

GOOD = REPO_ROOT / "tests" / "audio" / "good.wav"
TEXT = json.loads((GOOD.parent / "samples.json").read_text(encoding="utf-8"))["samples"][0]["text"]
STAGES = ["asr", "align", "phonemap", "diff", "tts", "vc", "feedback"]
PROBLEM = "application/problem+json"


def post(
    fleet: RunningFleet, path: str = "/process", content: bytes = b"", **form: str
) -> httpx.Response:
    return httpx.post(
        fleet.url + path,
        files={"file": ("good.wav", content or GOOD.read_bytes())},
        data=form,
        timeout=120,
    )


def in_terminal(result: dict[str, Any]) -> str:
    written = io.StringIO()
    show_result(result, Console(file=written, width=160), objects_dir=None)
    return written.getvalue()


@pytest.mark.parametrize("service", ROSTER, ids=lambda service: service.name)
def test_every_service_is_alive_ready_and_measured(mock_fleet: RunningFleet, service):
    address = mock_fleet.addresses[service]
    assert httpx.get(address + "/health").json()["status"] == "ok"
    assert httpx.get(address + "/ready").status_code == 200
    version = httpx.get(address + "/version").json()
    assert (version["service"], version["version"]) == (service.name, __version__)
    assert version["commit"] == running_commit()
    assert version.get("mock", service is ORCHESTRATOR) is True
    assert "http_requests_total" in httpx.get(address + "/metrics").text
    paths = httpx.get(address + "/openapi.json", timeout=60).json()["paths"]
    assert (f"/api/v1{service.endpoint}" if service is ORCHESTRATOR else service.endpoint) in paths


def test_a_recording_becomes_the_unified_json(mock_fleet: RunningFleet):
    response = post(mock_fleet, reference_text=TEXT, consent_voice_cloning="true")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    assert body["status"] == "succeeded"
    assert body["text_source"] == "reference"
    assert body["reference_text"] == TEXT
    assert [stage["name"] for stage in body["stages"]] == STAGES
    assert {stage["status"] for stage in body["stages"]} == {"succeeded"}
    assert all(stage["mock"] for stage in body["stages"])
    assert [word["text"].lower() for word in body["words"]] == re.findall(r"[a-z]+", TEXT.lower())
    for name in ("recording", "reference", "own_voice"):
        played = httpx.get(body["audio"][name]["url"])
        assert decode_audio(played.content, max_duration_s=120).duration_s > 0.5


@pytest.mark.parametrize("recording", ["slips.wav", "good.wav"])
def test_a_result_can_be_shown_in_a_terminal(mock_fleet: RunningFleet, recording: str):
    content = (GOOD.parent / recording).read_bytes()
    body = post(mock_fleet, content=content, reference_text=TEXT).json()
    shown = in_terminal(body)
    scores = body["scores"]
    assert f"{scores['n_clear_words']} of {scores['n_words']} words" in shown
    assert f"overall {scores['overall']:.0f}" in shown
    assert all(priority["title"] in shown for priority in body["feedback"]["priorities"])


def test_a_recording_that_was_refused_can_be_shown(mock_fleet: RunningFleet):
    silence = encode_wav(np.zeros(16_000, dtype=np.float32), 16_000)
    assert "issues none" in in_terminal(post(mock_fleet, content=silence).json())


def test_the_same_recording_gives_the_same_result(mock_fleet: RunningFleet):
    first, second = (post(mock_fleet, reference_text=TEXT).json() for _ in range(2))
    for part in ("words", "issues", "scores", "transcript"):
        assert first[part] == second[part]


def test_own_voice_needs_consent(mock_fleet: RunningFleet):
    body = post(mock_fleet, reference_text=TEXT).json()
    stage = next(stage for stage in body["stages"] if stage["name"] == "vc")
    assert (stage["status"], stage["reason"]) == ("skipped", "consent_not_given")
    assert body["audio"]["own_voice"] is None


def test_a_task_can_be_followed_by_its_events(mock_fleet: RunningFleet):
    accepted = post(mock_fleet, "/tasks", reference_text=TEXT)
    assert accepted.status_code == 202
    location = httpx.URL(mock_fleet.url).join(accepted.headers["location"])
    events: list[str] = []
    with httpx.stream("GET", f"{location}/events", timeout=60) as stream:
        for line in stream.iter_lines():
            if line.startswith("event:"):
                events.append(line.removeprefix("event:").strip())
            if events and events[-1] == "task_finished":
                break
    assert events.count("stage_finished") == len(STAGES)
    assert httpx.get(location).json()["status"] == "succeeded"


def test_a_deleted_task_leaves_nothing_behind(mock_fleet: RunningFleet):
    body = post(mock_fleet, reference_text=TEXT, consent_voice_cloning="true").json()
    task_url = f"{mock_fleet.url}/tasks/{body['task_id']}"
    assert httpx.delete(task_url).status_code == 204
    assert httpx.get(task_url).status_code == 404
    left = list((mock_fleet.data_dir / "objects" / "tasks" / body["task_id"]).rglob("*.*"))
    assert left == []
    assert httpx.get(body["audio"]["recording"]["url"]).status_code == 404


def test_an_audio_address_with_a_changed_signature_is_refused(mock_fleet: RunningFleet):
    url = post(mock_fleet, reference_text=TEXT).json()["audio"]["recording"]["url"]
    tampered = httpx.URL(url).copy_merge_params({"signature": "0" * 64})
    assert httpx.get(tampered).status_code == 403


WAV = encode_wav(np.sin(np.arange(16000) / 5).astype(np.float32) * 0.3, 16000)
BAD_REQUESTS = {
    "not audio": ({"content": b"hello, I am a text file" * 100}, "file"),
    "truncated": ({"content": WAV[: len(WAV) // 2]}, "file"),
    "no samples": ({"content": encode_wav(np.zeros(0, np.float32), 16000)}, "file"),
    "too long": ({"content": encode_wav(np.zeros(16000 * 121, np.float32), 16000)}, "file"),
    "too large": ({"content": b"RIFF" + bytes(26_000_000)}, "file"),
    "text without a word": ({"reference_text": "… !"}, "reference_text"),
    "text too long": ({"reference_text": "very good " * 201}, "reference_text"),
    "unknown stage": ({"stages": "asr,dance"}, "stages"),
    "unknown voice": ({"voice": "af_nobody"}, "voice"),
    "unknown language": ({"l1": "klingon"}, "l1"),
    "bad lexicon": ({"lexicon": "{not json"}, "lexicon"),
    "bad phones": ({"reference_text": TEXT, "lexicon": '{"very": ["V QQ"]}'}, "lexicon"),
    "rate": ({"speaking_rate": "9"}, "speaking_rate"),
}


@pytest.mark.parametrize("case", BAD_REQUESTS)
def test_bad_input_is_a_problem_that_names_the_field(mock_fleet: RunningFleet, case: str):
    form, field = BAD_REQUESTS[case]
    response = post(mock_fleet, **form)
    assert 400 <= response.status_code < 500, response.text
    assert response.headers["content-type"].startswith(PROBLEM)
    body = response.json()
    assert body["field"] == field
    assert body["request_id"] == response.headers["x-request-id"]
    assert "Traceback" not in response.text
    assert str(REPO_ROOT) not in response.text
    running = httpx.get(f"{mock_fleet.url}/tasks", params={"status": "running"}).json()
    assert running["items"] == []


def test_an_empty_file_is_refused(mock_fleet: RunningFleet):
    response = httpx.post(mock_fleet.url + "/process", files={"file": ("a.wav", b"")})
    assert response.status_code in {415, 422}
    assert response.json()["field"] == "file"


def test_a_path_as_file_name_is_refused(mock_fleet: RunningFleet):
    response = httpx.post(
        mock_fleet.url + "/process", files={"file": ("../../etc/passwd", GOOD.read_bytes())}
    )
    assert response.status_code == 422
    assert response.json()["field"] == "file"


def test_the_wrong_field_name_is_refused_and_the_right_one_told(mock_fleet: RunningFleet):
    response = httpx.post(mock_fleet.url + "/process", files={"audio": ("a.wav", WAV)})
    assert response.status_code == 422
    assert response.json()["field"] == "audio"
    assert "there is no field 'audio': there is file," in response.json()["detail"]
    nothing = httpx.post(mock_fleet.url + "/process", data={"reference_text": TEXT})
    assert (nothing.status_code, nothing.json()["field"]) == (422, "file")


@pytest.mark.parametrize(
    "service", [s for s in ROSTER if s.endpoint in {"/map", "/diff", "/speak"}]
)
def test_bad_json_is_a_problem(mock_fleet: RunningFleet, service):
    response = httpx.post(
        mock_fleet.addresses[service] + service.endpoint,
        content=b"{not json",
        headers={"content-type": "application/json"},
    )
    assert response.status_code == 422
    assert response.headers["content-type"].startswith(PROBLEM)


def test_silence_is_answered_but_not_judged(mock_fleet: RunningFleet):
    silence = encode_wav(np.zeros(16000 * 3, np.float32), 16000)
    body = post(mock_fleet, content=silence, reference_text=TEXT).json()
    assert (body["assessable"], body["reason"]) == (False, "silence")
    assert body["scores"].pop("reasons") == []
    assert set(body["scores"].values()) == {None}
    assert body["issues"] == []


def test_other_containers_are_read(mock_fleet: RunningFleet):
    import soundfile

    samples, rate_hz = soundfile.read(GOOD, dtype="float32")
    for container in ("FLAC", "OGG", "MP3"):
        sink = io.BytesIO()
        soundfile.write(sink, samples, rate_hz, format=container)
        assert post(mock_fleet, content=sink.getvalue(), reference_text=TEXT).status_code == 200


NOWHERE = "http://127.0.0.1:9"


def test_a_required_service_that_is_down_is_a_502_with_the_stage(start_fleet: StartFleet):
    fleet = start_fleet(MOCK_MODE="true", DIFF_URL=NOWHERE)
    response = post(fleet, reference_text=TEXT)
    assert response.status_code == 502
    body = response.json()
    assert (body["stage"], body["service"]) == ("diff", "phoneme-diff-service")
    kept = httpx.get(f"{fleet.url}/tasks/{body['task_id']}").json()
    assert kept["status"] == "failed"


def test_an_optional_service_that_is_down_leaves_the_rest(start_fleet: StartFleet):
    fleet = start_fleet(MOCK_MODE="true", TTS_URL=NOWHERE)
    body = post(fleet, reference_text=TEXT, consent_voice_cloning="true").json()
    assert body["status"] == "partial"
    stages = {stage["name"]: stage for stage in body["stages"]}
    assert stages["tts"]["status"] == "failed"
    assert stages["tts"]["reason"]
    assert stages["diff"]["status"] == stages["feedback"]["status"] == "succeeded"
    assert body["scores"]["overall"] is not None


def test_a_broken_prompt_stops_the_start_and_is_named_in_the_last_lines(
    start_fleet: StartFleet, tmp_path: Path
):
    folder = shutil.copytree(REPO_ROOT / "prompts", tmp_path / "prompts")
    (folder / "system.md").write_text("{{ language }}\n{% endif %}\n", "utf-8")
    with pytest.raises(AssertionError) as failed:
        start_fleet(MOCK_MODE="true", FEEDBACK_PROMPTS_DIR=str(folder))
    last = str(failed.value).strip().splitlines()[-4:]
    assert "feedback-llm-service did not start: system.md:2: " in " ".join(last)
