"""A client that openapi-typescript makes of the document, checked by tsc and run by Node: `make test-clients`."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet

HERE = Path(__file__).parent
INSTALLED = REPO_ROOT / ".venv-clients"
"""The packages of package-lock.json; made by `make test-clients`."""
NODE = REPO_ROOT / ".venv-node" / "bin" / "node"
TYPES = "openapi-typescript/bin/cli.js"
COMPILER = "typescript/bin/tsc"
STRICT = [
    "--noEmit", "--strict", "--skipLibCheck", "--erasableSyntaxOnly", "--allowImportingTsExtensions",
    "--module", "nodenext", "--moduleResolution", "nodenext", "--target", "es2023",
    "--lib", "es2023,dom,dom.iterable", "--types", "node",
]  # fmt: skip
RECORDING = REPO_ROOT / "tests/audio/good.wav"
TEXT = "I think this is a very good school, and my friends study here with me."


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFleet]:
    with running_fleet(tmp_path_factory.mktemp("mock"), {"MOCK_MODE": "true"}) as fleet:
        yield fleet


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("package.json", "client.ts"):
        shutil.copy(HERE / name, tmp_path / name)
    (tmp_path / "node_modules").symlink_to(INSTALLED / "node_modules")
    return tmp_path


def run_node(project: Path, *arguments: str) -> str:
    done = subprocess.run(
        [NODE, *arguments], cwd=project, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_typescript_client_sends_a_recording_and_gets_a_typed_result(
    fleet: RunningFleet, project: Path
):
    (project / "openapi.json").write_bytes(httpx.get(f"{fleet.url}/openapi.json").content)
    # What has a default need not be sent: without the flag each new field of the form would break a client's build.
    flags = ["--default-non-nullable=false", "-o", "schema.ts"]
    run_node(project, f"node_modules/{TYPES}", "openapi.json", *flags)
    run_node(project, f"node_modules/{COMPILER}", *STRICT, "client.ts")
    told = json.loads(run_node(project, "client.ts", fleet.url, str(RECORDING), TEXT))
    assert told["status"] == "succeeded"
    assert told["words"] == [
        "I",
        "think",
        "this",
        "is",
        "a",
        "very",
        "good",
        "school",
        "and",
        "my",
        "friends",
        "study",
        "here",
        "with",
        "me",
    ]
    assert told["overall"] == "number"
    assert told["problem"] == "not-audio"
