"""What `make clients` writes is what it would write now: the types of both clients are those of the document that the orchestrator serves,
and Python's blocking client is the one that is awaited, word for word."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from shared.settings import REPO_ROOT

CLIENTS = Path(__file__).parent
NODE = REPO_ROOT / ".venv-node" / "bin" / "node"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with models.py, and the part.json that the other types are made of."""
    folder = tmp_path_factory.mktemp("types")
    document = subprocess.run(
        [sys.executable, "-m", "shared.local", "openapi"],
        cwd=REPO_ROOT, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    (folder / "openapi.json").write_text(document.stdout, encoding="utf-8")
    subprocess.run(
        [sys.executable, CLIENTS / "make_types.py", "openapi.json", "models.py", "part.json"],
        cwd=folder, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return folder


def test_the_models_of_the_python_client_are_current(made: Path):
    kept = CLIENTS / "python" / "agentforge_voice" / "schema.py"
    assert (made / "models.py").read_text("utf-8") == kept.read_text("utf-8")


def test_the_types_of_the_javascript_client_are_current(made: Path):
    web = REPO_ROOT / "web"
    if not (NODE.exists() and (web / "node_modules" / "installed").exists()):
        pytest.skip("the web client's packages are not installed: run make web")
    subprocess.run(
        [NODE, "scripts/make-api-types.ts", made / "part.json", made / "schema.d.ts", "make clients"],
        cwd=web, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    kept = CLIENTS / "js" / "src" / "schema.d.ts"
    assert (made / "schema.d.ts").read_text("utf-8") == kept.read_text("utf-8")


def test_only_what_the_calls_answer_is_in_them(made: Path):
    names = json.loads((made / "part.json").read_text("utf-8"))["components"]["schemas"]
    assert {"TaskResult", "JudgedPhone", "SpeakerErased"} <= names.keys()
    assert not {"MadeKey", "AuditPage"} & names.keys()


def test_the_client_that_blocks_is_made_of_the_one_that_is_awaited(tmp_path: Path):
    package = CLIENTS / "python" / "agentforge_voice"
    made = ("client.py", "speakers.py", "recorded_calls.py")
    for name in made:
        awaited = f"async_{name}"
        (tmp_path / awaited).write_bytes((package / awaited).read_bytes())
    subprocess.run([sys.executable, CLIENTS / "make_sync.py", tmp_path], timeout=60, check=True)
    for name in made:
        assert (tmp_path / name).read_text("utf-8") == (package / name).read_text("utf-8")
        assert "async" not in (package / name).read_text("utf-8").replace(f"async_{name}", "")
