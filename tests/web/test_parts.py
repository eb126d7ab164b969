"""The parts of the web client that need no browser."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shared.settings import REPO_ROOT

from .conftest import RunNode

WEB = REPO_ROOT / "web"


def test_the_parts_do_what_their_tests_say(run_node: RunNode):
    told = run_node("--test", "--test-reporter=tap", "src/**/*.test.ts")
    assert "# fail 0" in told
    assert "# tests 0" not in told


def test_the_types_of_the_calls_are_those_of_the_document(run_node: RunNode, tmp_path: Path):
    """`make web-types` writes them anew."""
    document = subprocess.run(
        [sys.executable, "-m", "shared.local", "openapi"],
        cwd=REPO_ROOT, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    (tmp_path / "openapi.json").write_text(document.stdout, encoding="utf-8")
    made = tmp_path / "schema.d.ts"
    run_node("scripts/make-api-types.ts", str(tmp_path / "openapi.json"), str(made))
    assert made.read_text("utf-8") == (WEB / "src" / "api" / "schema.d.ts").read_text("utf-8")


def test_the_pictures_of_the_mouth_know_how_sounds_are_made_now(tmp_path: Path):
    """`make web-types` writes it anew."""
    made = tmp_path / "articulations.json"
    subprocess.run(
        [sys.executable, WEB / "scripts" / "make_articulations.py", made],
        cwd=REPO_ROOT, env=os.environ | {"PYTHONPATH": str(REPO_ROOT)}, timeout=60, check=True,
    )  # fmt: skip
    kept = WEB / "src" / "parts" / "mouth" / "articulations.json"
    assert made.read_text("utf-8") == kept.read_text("utf-8")


def test_every_language_has_every_message(run_node: RunNode):
    run_node("scripts/check-messages.ts")


def test_what_no_native_teacher_has_read_says_so():
    for path in (WEB / "src" / "messages").glob("*.json"):
        if path.stem != "en":
            assert json.loads(path.read_text(encoding="utf-8"))["_review"], path.name


@pytest.mark.parametrize(
    "name",
    [
        "web/package-lock.json",
        "web/tests/lighthouse/package-lock.json",
        "tests/clients/package-lock.json",
    ],
)
def test_a_lock_names_no_registry(name: str):
    packages = json.loads((REPO_ROOT / name).read_text(encoding="utf-8"))["packages"]
    assert len(packages) > 1
    assert [path for path, package in packages.items() if "resolved" in package] == []
    assert all(package.get("integrity") for path, package in packages.items() if path)
