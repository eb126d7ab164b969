"""Clients that generators make of the documents send a recording to a running service and get typed answers."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from shared.contracts.pieces import LINES
from shared.roster import ASR, ORCHESTRATOR, ROSTER, Service
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet

RECORDING = (REPO_ROOT / "tests/audio/good.wav").read_bytes()
TEXT = "I think this is a very good school, and my friends study here with me."
BYTES = "application/octet-stream"
FILES_AS_BYTES = dict.fromkeys(
    (LINES, "application/zip", *(f"audio/{kind}" for kind in ("wav", "flac", "ogg", "mpeg"))), BYTES
)
"""The generator is told what it does not know by itself: that audio, archives and lines that come one by one are bytes."""


def make_client(service: Service, fleet: RunningFleet, folder: Path) -> str:
    """Generates a package of `service` in `folder`, without a complaint; its name."""
    name = f"{service.env_prefix.lower()}_client"
    document = folder / f"{name}.json"
    told = httpx.get(f"{fleet.addresses[service]}/openapi.json", timeout=60)
    document.write_bytes(told.raise_for_status().content)
    made = subprocess.run(
        [Path(sys.executable).with_name("openapi-python-client"), "generate", "--fail-on-warning",
         "--path", document, "--output-path", folder / name, "--meta", "none", "--config", _config(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    return name


def _config(folder: Path) -> Path:
    """JSON, which is YAML."""
    config = folder / "config.yml"
    config.write_text(
        json.dumps(
            {
                "post_hooks": [],
                "literal_enums": True,
                "content_type_overrides": FILES_AS_BYTES,
            }
        )
    )
    return config


@pytest.fixture(scope="module")
def client_of(
    mock_fleet: RunningFleet, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Service], "Generated"]]:
    """The client of a service, made once; on the import path until the last test."""
    folder = tmp_path_factory.mktemp("clients")
    sys.path.insert(0, str(folder))
    yield cache(lambda service: Generated(make_client(service, mock_fleet, folder)))
    sys.path.remove(str(folder))
    for name in [each for each in sys.modules if each.partition(".")[0].endswith("_client")]:
        del sys.modules[name]


class Generated:
    """A generated package, by the names that the document gives its parts."""

    def __init__(self, name: str) -> None:
        self.name = name

    def module(self, path: str) -> ModuleType:
        return import_module(f"{self.name}.{path}")

    def file(self, content: bytes) -> Any:
        return self.module("types").File(BytesIO(content), "recording.wav", "audio/wav")


@pytest.mark.parametrize("service", ROSTER, ids=lambda service: service.name)
def test_a_client_is_made_of_each_document_without_a_complaint(
    mock_fleet: RunningFleet, client_of: Callable[[Service], Generated], service: Service
):
    client = client_of(service)
    health = client.module("api.operations.get_health")
    with client.module("client").Client(base_url=mock_fleet.addresses[service]) as address:
        assert health.sync(client=address).to_dict()["status"] == "ok"


def test_a_generated_client_sends_a_recording_and_gets_a_typed_result(
    mock_fleet: RunningFleet, client_of: Callable[[Service], Generated]
):
    made = client_of(ORCHESTRATOR)
    models = made.module("models")
    process = made.module("api.pipeline.process_recording")
    with made.module("client").Client(base_url=mock_fleet.url) as client:
        body = models.BodyProcessRecording(
            file=made.file(RECORDING),
            reference_text=TEXT,
            voice_samples=[made.file(RECORDING)],
            consent_voice_cloning=True,
        )
        result = process.sync(client=client, body=body)
        assert isinstance(result, models.UnifiedResult)
        assert (result.status, result.reference_text) == ("succeeded", TEXT)
        assert [type(word) for word in result.words[:1]] == [models.JudgedWord]
        assert isinstance(result.audio.own_voice, models.OwnVoiceAudio)
        task = made.module("api.tasks.get_task").sync(result.task_id, client=client)
        assert isinstance(task, models.TaskResult)
        assert task.words == result.words


def test_a_refused_request_is_a_typed_problem(
    mock_fleet: RunningFleet, client_of: Callable[[Service], Generated]
):
    made = client_of(ASR)
    models = made.module("models")
    transcribe = made.module("api.asr.transcribe")
    with made.module("client").Client(base_url=mock_fleet.addresses[ASR]) as client:
        refused = transcribe.sync(
            client=client, body=models.BodyTranscribe(file=made.file(b"no recording"))
        )
        heard = transcribe.sync(
            client=client, body=models.BodyTranscribe(file=made.file(RECORDING))
        )
    assert isinstance(refused, models.ProblemDocument)
    assert (refused.type_, refused.status) == ("not-audio", 415)
    assert isinstance(heard, models.Transcript)
    assert heard.assessable


def test_a_fault_of_the_schema_is_told_by_its_field(mock_fleet: RunningFleet):
    response = httpx.post(f"{mock_fleet.url}/process", data={"speaking_rate": "fast"})
    document = json.loads(response.content)
    assert response.headers["content-type"] == "application/problem+json"
    assert {fault["field"] for fault in document["errors"]} >= {"file", "speaking_rate"}
