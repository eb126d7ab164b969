"""The commit is read from a checkout as git leaves it."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.version import UNKNOWN, commit_of, running_commit

Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Runs git in tmp_path/checkout, which has one commit on the branch `main`."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    checkout = tmp_path / "checkout"
    checkout.mkdir()

    def run(*arguments: str) -> str:
        who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.com")
        done = subprocess.run(
            ["git", *who, *arguments], cwd=checkout, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    run("init", "-q", "-b", "main")
    run("commit", "-q", "--allow-empty", "-m", "first")
    return run


def test_the_commit_of_a_branch_is_read(git: Git, tmp_path: Path):
    assert commit_of(tmp_path / "checkout") == git("rev-parse", "HEAD")


def test_the_commit_of_a_packed_branch_is_read(git: Git, tmp_path: Path):
    git("pack-refs", "--all")
    assert commit_of(tmp_path / "checkout") == git("rev-parse", "HEAD")


def test_the_commit_of_a_detached_head_is_read(git: Git, tmp_path: Path):
    git("checkout", "-q", "--detach")
    assert commit_of(tmp_path / "checkout") == git("rev-parse", "HEAD")


def test_the_commit_of_a_linked_worktree_is_read(git: Git, tmp_path: Path):
    git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "other")
    assert commit_of(tmp_path / "linked") == git("rev-parse", "HEAD")


def test_without_a_checkout_the_commit_is_unknown(tmp_path: Path):
    assert commit_of(tmp_path) == UNKNOWN


def test_an_image_tells_the_commit_it_was_built_from(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GIT_COMMIT", "c0ffee")
    running_commit.cache_clear()
    try:
        assert running_commit() == "c0ffee"
    finally:
        running_commit.cache_clear()
