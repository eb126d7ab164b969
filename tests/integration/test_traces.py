"""One task is one trace, from the door to the database, whichever queue it goes through; and it tells nothing of anybody."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.roster import ORCHESTRATOR, ROSTER, STAGED
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet
from shared.testing.otlp import Collector, ReceivedSpan, running_collector
from shared.testing.servers import running_redis
from shared.tracing import ATTRIBUTES

GOOD = REPO_ROOT / "tests" / "audio" / "good.wav"
CANARY = "quokka"
FORM = {
    "reference_text": f"Very good {CANARY}.",
    "consent_voice_cloning": "true",
    "speaker_id": f"{CANARY}-speaker",
}
WORKER = f"{ORCHESTRATOR.name}-worker"
STRANGERS_TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture(params=["inline", "celery"])
def traced_fleet(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[RunningFleet, Collector, str]]:
    """A fleet, its collector, and the service name of who works on what POST /tasks brings."""
    with running_collector() as collector:
        settings = {
            "MOCK_MODE": "true",
            "LOG_FORMAT": "json",
            "LOG_LEVEL": "INFO",
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector.address,
            "OTEL_EXPORTER_OTLP_HEADERS": "x-collector-key=secret",
        }
        if request.param == "inline":
            with running_fleet(tmp_path / "fleet", settings) as fleet:
                yield fleet, collector, ORCHESTRATOR.name
            return
        with running_redis() as redis:
            settings |= {"QUEUE_URL": redis.url, "ORCHESTRATOR_POLL_S": "0.2"}
            with (
                running_fleet(tmp_path / "fleet", settings) as fleet,
                running_worker(fleet, settings),
            ):
                yield fleet, collector, WORKER


@contextmanager
def running_worker(fleet: RunningFleet, settings: dict[str, str]) -> Iterator[None]:
    addresses = {each.url_variable: fleet.addresses[each] for each in ROSTER if each is not ORCHESTRATOR}  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "app.worker", "worker", "--concurrency", "1", "--loglevel", "WARNING"],
        cwd=REPO_ROOT / ORCHESTRATOR.name,
        env=os.environ | settings | addresses | {"DATA_DIR": str(fleet.data_dir), "PYTHONPATH": str(REPO_ROOT)},
    )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)


def queue(fleet: RunningFleet) -> str:
    answer = httpx.post(
        f"{fleet.url}/tasks",
        files={"file": (f"{CANARY}.wav", GOOD.read_bytes())},
        data=FORM,
        headers={
            "traceparent": f"00-{STRANGERS_TRACE}-b7ad6b7169203331-01",
            "idempotency-key": f"{CANARY}-key",
            "authorization": f"Bearer {CANARY}",
        },
        timeout=60,
    )
    assert answer.status_code == 202, answer.text
    return answer.json()["task_id"]


def finish(fleet: RunningFleet, task_id: str) -> dict[str, Any]:
    while True:
        shown = httpx.get(f"{fleet.url}/tasks/{task_id}").json()
        if shown["status"] not in ("queued", "running"):
            return shown
        time.sleep(0.1)


def ancestry(span: ReceivedSpan, spans: list[ReceivedSpan]) -> list[str]:
    """`service: name` of it and of all above it."""
    by_id = {each.span_id: each for each in spans}
    found = [f"{span.service}: {span.name}"]
    while span.parent_id:
        span = by_id[span.parent_id]
        found.append(f"{span.service}: {span.name}")
    return found


def test_a_queued_task_is_one_trace(traced_fleet: tuple[RunningFleet, Collector, str]):
    fleet, collector, worker = traced_fleet
    task_id = queue(fleet)
    assert finish(fleet, task_id)["status"] == "succeeded"
    served = [f"POST {each.endpoint}" for each in STAGED]
    told = ["search-index task.finished", "webhooks task.finished"]
    spans = collector.wait_for("POST /tasks", "task", "queue task", *told, *served, whole=True)
    door = ORCHESTRATOR.name
    [request] = [each for each in spans if not each.parent_id]
    root = f"{door}: {request.name}"
    assert request.name == "POST /tasks"
    queued = [f"{door}: queue task", root]
    of_task = [f"{worker}: task", *queued]
    lines = {tuple(ancestry(each, spans)) for each in spans}
    expected = [
        [f"{door}: door", root],
        queued,
        [f"{door}: storage put", *queued],
        [f"{door}: database write", *queued],
        of_task,
        [f"{worker}: storage get", *of_task],
        [f"{worker}: storage put", *of_task],
        [f"{worker}: database write", *of_task],
        *([f"{door}: {each}", *queued] for each in told),
    ]
    for service in STAGED:
        asked = [f"{worker}: POST {service.name}", f"{worker}: stage {service.stage}", *of_task]
        answered = [f"{service.name}: POST {service.endpoint}", *asked]
        expected += [asked, answered, [f"{service.name}: line", *answered], [f"{service.name}: engine", *answered]]  # fmt: skip
    assert [each for each in expected if tuple(each) not in lines] == []
    handled = httpx.get(f"{fleet.url}/metrics").text
    assert not re.search(r'events_handled_total\{.*outcome="(failed|dead)"', handled)
    # A stranger's trace is pointed at, not joined.
    assert request.links == (STRANGERS_TRACE,)
    assert all(each.end_ns >= each.start_ns for each in spans)
    assert {line["x-collector-key"] for line in collector.headers} == {"secret"}
    # The log leads to the trace.
    assert f'"trace_id": "{request.trace_id}"' in fleet.log.read_text(encoding="utf-8")
    assert {name for each in spans for name in each.attributes} <= ATTRIBUTES
    assert CANARY.encode() not in b"".join(collector.bodies)
    assert task_id in {each.attributes.get("agentforge.task_id") for each in spans}


def test_sampling_keeps_all_of_a_request_or_nothing(tmp_path: Path):
    with running_collector() as collector:
        settings = {
            "MOCK_MODE": "true",
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector.address,
            "OTEL_TRACES_SAMPLER_ARG": "0",
        }
        with running_fleet(tmp_path / "fleet", settings) as fleet:
            assert finish(fleet, queue(fleet))["status"] == "succeeded"
        assert collector.spans == []


def test_a_collector_that_is_away_stops_nothing(tmp_path: Path):
    settings = {"MOCK_MODE": "true", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}
    with running_fleet(tmp_path / "fleet", settings) as fleet:
        assert finish(fleet, queue(fleet))["status"] == "succeeded"
    assert fleet.process.returncode == 0


def test_without_an_endpoint_nothing_is_imported_for_traces():
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys\nfrom shared.mount import application\nfrom shared.roster import ROSTER\n"
            "for each in ROSTER: application(each)\n"
            "print([n for n in sys.modules if n.startswith(('opentelemetry.sdk', 'opentelemetry.exporter', 'google.protobuf', 'requests'))])",
        ],
        cwd=REPO_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[]"
