"""What the READMEs and docs/ show is run against a fleet in mock mode, and has the keys that are shown."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.roster import ROSTER
from shared.settings import REPO_ROOT
from shared.testing.documents import Schema, Shown, commands_of, missing_from, replacements
from shared.testing.fleet import RunningFleet

DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "*/README.md")
    for path in REPO_ROOT.glob(pattern)
    if not path.parent.name.startswith(".")
)
SHOWING = [
    path for path in DOCUMENTS if re.search(r"^\s*\$ \S", path.read_text("utf-8"), re.MULTILINE)
]
SET_UP = re.compile(
    r"^(?:\w+=\S+ )*(?P<program>make|docker compose|docker|cp|git|pre-commit)\b(?P<rest>.*)"
)
"""Prepares a machine, so it is not run here; what it names has to exist."""
ASSIGNMENT = re.compile(r"^[A-Z_]+=")
NEEDS_REAL_ENGINES = re.compile(r"http://\S+/speakers/[^/]+/progress")
"""What a mock made up is no progress: in mock mode there is none, so what is shown is held to the OpenAPI document alone."""
COMMAND_S = 60


def name_of(path: Path) -> str:
    return path.relative_to(REPO_ROOT).as_posix()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Where commands run: what they read is there as in a checkout, and what they write goes away."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    folder = tmp_path / "desk"
    folder.mkdir()
    for name in ("README.md", "tests", "asr-service"):
        (folder / name).symlink_to(REPO_ROOT / name)
    return folder


@cache
def openapi(address: str) -> Mapping[str, Any]:
    return httpx.get(f"{address}/openapi.json", timeout=30).raise_for_status().json()


def schema_of(command: str) -> Schema | None:
    """What the last call of a command answers with by the service's own account; None where it names no JSON."""
    method = named[1] if (named := re.search(r"-X (\w+)", command)) else None
    method = method or ("POST" if re.search(r" (-F|-d|--data\S*) ", command) else "GET")
    *_, (address, path) = re.findall(r"(http://127\.0\.0\.1:\d+)(/[^\s\"'?|]*)", command)
    document = openapi(address)
    for template, operations in document["paths"].items():
        if (
            re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path)
            and method.lower() in operations
        ):
            for status, response in operations[method.lower()]["responses"].items():
                content = response.get("content", {}).get("application/json", {})
                if status.startswith("2") and "schema" in content:
                    return Schema(document, content["schema"])
    return None


def check_set_up(command: re.Match[str]) -> None:
    makefile = (REPO_ROOT / "Makefile").read_text(encoding="utf-8")
    words = command["rest"].split("#")[0].split()
    if command["program"] == "make":
        targets = [word for word in words if "=" not in word and not word.startswith(("-", '"'))]
        for target in targets[:1]:
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"no target {target}"
    for word in words if command["program"] in {"cp", "docker compose"} else ():
        if word.startswith((".", "docker-compose")) and word != ".env":
            assert (REPO_ROOT / word).exists(), word


@pytest.mark.parametrize("document", SHOWING, ids=name_of)
def test_what_a_document_shows_works_and_answers_so(
    mock_fleet: RunningFleet, document: Path, desk: Path
):
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    assigned: list[str] = []
    replaced: dict[str, str] = {}
    for shown in commands_of(document):
        if set_up := SET_UP.match(shown.command):
            check_set_up(set_up)
            continue
        command = as_run(shown, mock_fleet, replaced)
        if ASSIGNMENT.match(command):
            assigned.append(command)
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", "\n".join([*assigned, command])],
            cwd=desk, env=environment, capture_output=True, text=True, timeout=COMMAND_S, check=False,
        )  # fmt: skip
        where = f"{name_of(document)}:{shown.line}: {shown.command}"
        assert done.returncode == 0, f"{where}\n{done.stderr}"
        if shown.answer.strip():
            answered = "null" if NEEDS_REAL_ENGINES.search(command) else done.stdout
            lacking = missing_from(answered, shown.answer, schema=schema_of(command))
            assert lacking == [], f"{where}\nanswered {done.stdout[:2000]}"
            replaced |= replacements(done.stdout, shown.answer)


def as_run(shown: Shown, fleet: RunningFleet, replaced: Mapping[str, str]) -> str:
    """The command with the ids and addresses of this fleet's own answers, and its ports."""
    command = shown.command.replace("http://localhost:", "http://127.0.0.1:")
    for text in sorted(replaced, key=len, reverse=True):
        command = command.replace(text, replaced[text])
    for service in ROSTER:
        command = command.replace(service.local_url, fleet.addresses[service])
    return command


def test_every_route_has_an_example(mock_fleet: RunningFleet):
    """In docs/api.md or in its service's README; those of keys and tenants, which would close the door on the next example, are told of in
    docs/access.md."""
    pages = [REPO_ROOT / "docs" / "api.md", *(REPO_ROOT / s.name / "README.md" for s in ROSTER)]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    called = {
        (re.sub(r"\?.*", "", path), port)
        for port, path in re.findall(r"http://127\.0\.0\.1:(\d+)(/[^\s\"'|]*)", text)
    }
    missing = [
        f"{service.name} {template}"
        for service in ROSTER
        for template in openapi(mock_fleet.addresses[service])["paths"]
        if not any(
            re.fullmatch(re.sub(r"\{\w+\}", ".+", template.removeprefix("/api/v1")), path)
            and int(port) == service.port
            for path, port in called
        )
        and template not in {"/health", "/ready", "/version", "/metrics"}
        and not re.match(r"/api/v1/(keys|sessions|audit|tenants)\b", template)
    ]
    assert missing == []
