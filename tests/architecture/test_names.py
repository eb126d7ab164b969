"""What no file of the project may name."""

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
