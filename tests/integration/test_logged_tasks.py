"""Every line that the services write over a task says which request, task and tenant it is about."""

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from shared.roster import ORCHESTRATOR, STAGED
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet
from shared.web.server import server_config

GOOD = REPO_ROOT / "tests" / "audio" / "good.wav"
FORM = {"reference_text": "Very good.", "consent_voice_cloning": "true"}
NOT_OURS = "00000000-0000-0000-0000-000000000000"
HEADERS = {"x-request-id": "quick-brown", "x-task-id": NOT_OURS, "x-tenant": "somebody-else"}
ASKS_NOBODY = {"service_started", "service_stopped", "claim_postponed", "maintenance_postponed"}


@pytest.fixture(scope="module")
def json_fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFleet]:
    settings = {"MOCK_MODE": "true", "LOG_FORMAT": "json", "LOG_LEVEL": "DEBUG"}
    with running_fleet(tmp_path_factory.mktemp("logged"), settings) as fleet:
        yield fleet


def send(fleet: RunningFleet, path: str, **form: str) -> httpx.Response:
    files = {"file": (GOOD.name, GOOD.read_bytes())}
    return httpx.post(fleet.url + path, files=files, data=FORM | form, headers=HEADERS, timeout=120)


def finished(fleet: RunningFleet, task_id: str) -> dict[str, Any]:
    """The task once its run is over, asked under the same request id."""
    while True:
        shown = httpx.get(f"{fleet.url}/tasks/{task_id}", headers=HEADERS).json()
        if shown["status"] not in ("queued", "running"):
            return shown
        time.sleep(0.05)


def lines_after(fleet: RunningFleet, before: int, *, until: str) -> list[dict[str, Any]]:
    """What was written since, once the line `until` of the task is there."""
    deadline = time.monotonic() + 30
    while until not in (said := fleet.log.read_text(encoding="utf-8")[before:]):
        assert time.monotonic() < deadline, said
        time.sleep(0.05)
    return [json.loads(line) for line in said.splitlines()]


@pytest.mark.parametrize("path", ["/process", "/tasks"])
def test_each_line_of_a_task_says_whose_it_is(json_fleet: RunningFleet, path: str):
    before = len(json_fleet.log.read_text(encoding="utf-8"))
    answer = send(json_fleet, path)
    assert answer.is_success, answer.text
    task_id = answer.json()["task_id"]
    assert finished(json_fleet, task_id)["status"] == "succeeded"
    lines = lines_after(json_fleet, before, until='"task_finished"')
    about = [line for line in lines if line["event"] not in ASKS_NOBODY]
    wrong = [
        line
        for line in about
        if (line.get("request_id"), line.get("task_id"), line.get("tenant"))
        != ("quick-brown", task_id, "local")
        # asked before there is a task: which voices and languages there are
        and not line.get("route", "").endswith(("/voices", "/languages"))
    ]
    assert wrong == []
    asked = {line["service"] for line in about if line["event"] == "request_finished"}
    assert asked == {service.name for service in (*STAGED, ORCHESTRATOR)}
    assert {"task_started", "task_finished"} <= {line["event"] for line in about}


def test_a_refused_request_is_logged_with_its_callers_address(json_fleet: RunningFleet):
    before = len(json_fleet.log.read_text(encoding="utf-8"))
    refused = send(json_fleet, "/process", l1="no such language")
    assert refused.status_code == 422
    [line] = [
        each
        for each in lines_after(json_fleet, before, until='"status": 422')
        if each["event"] == "request_finished"
        and each["request_id"] == refused.headers["x-request-id"]
    ]
    assert (line["service"], line["caller"], line["status"]) == (
        ORCHESTRATOR.name,
        "127.0.0.1",
        422,
    )
    assert "task_id" not in line
    assert line["tenant"] == "local"


def test_a_proxy_on_this_machine_is_believed_where_the_caller_is(json_fleet: RunningFleet):
    before = len(json_fleet.log.read_text(encoding="utf-8"))
    # Whoever is not on this machine is refused without a key: that is logged, too.
    answer = httpx.get(f"{json_fleet.url}/tasks", headers={"x-forwarded-for": "203.0.113.9"})
    assert answer.status_code == 401
    lines = lines_after(json_fleet, before, until="request_finished")
    callers = [line["caller"] for line in lines if line["event"] == "request_finished"]
    assert callers == ["203.0.113.9"]


def test_another_proxy_is_believed_where_it_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "10.0.0.0/8")
    config = server_config("app", host="127.0.0.1", port=0)
    assert config.forwarded_allow_ips == "10.0.0.0/8"
