"""What no file of the project may name."""

import ast
import subprocess

import pytest

from shared.settings import REPO_ROOT


def test_nothing_names_a_registry_host():
    if not (REPO_ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    hosts = ("pypi" + ".org", "registry." + "npmjs", "python" + "hosted", "deb." + "debian.org")

    listed = subprocess.run(
        ["git", "ls-files"], cwd=REPO_ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    naming = [
        name
        for name in listed
        if (path := REPO_ROOT / name).is_file()
        and path.suffix not in {".wav", ".npz"}
        and any(host in path.read_text(encoding="utf-8", errors="ignore") for host in hosts)
    ]
    assert naming == []


GENERATED = {"clients/python/agentforge_voice/schema.py"}
"""A client's copy of the service's words."""


SAME_EVERYWHERE = {"Settings", "TritonPythonModel"}
"""Every service has settings of its own, each read where it stands; the other is a name that Triton looks for."""


def test_no_two_classes_have_one_name():
    """But for those that have to."""
    places: dict[str, list[str]] = {}
    for path in REPO_ROOT.glob("*/**/*.py"):
        inside = path.relative_to(REPO_ROOT)
        if any(part.startswith(".") for part in inside.parts) or inside.as_posix() in GENERATED:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name not in SAME_EVERYWHERE:
                places.setdefault(node.name, []).append(str(path.relative_to(REPO_ROOT)))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}
