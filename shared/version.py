"""Which code runs: the release, and the commit it was built from."""

import os
from functools import cache
from pathlib import Path

from shared.settings import REPO_ROOT

UNKNOWN = "unknown"


@cache
def running_commit() -> str:
    """40 hex digits; `unknown` where neither the image nor a checkout tells. Read once: an edit is no new process."""
    return os.environ.get("GIT_COMMIT") or commit_of(REPO_ROOT)


def commit_of(checkout: Path) -> str:
    """What HEAD names, from the files of `.git`: a container and a fresh laptop have no git program."""
    try:
        git_dir = _git_dir(checkout)
        head = (git_dir / "HEAD").read_text(encoding="ascii").strip()
        if not head.startswith("ref: "):
            return head
        return _commit_of_branch(_common_dir(git_dir), head.removeprefix("ref: "))
    except (OSError, UnicodeDecodeError):
        return UNKNOWN


def _git_dir(checkout: Path) -> Path:
    """Of a linked worktree `.git` is a file that says where."""
    marker = checkout / ".git"
    if marker.is_file():
        return checkout / marker.read_text(encoding="utf-8").strip().removeprefix("gitdir: ")
    return marker


def _common_dir(git_dir: Path) -> Path:
    """Where branches are; linked worktrees share it."""
    pointer = git_dir / "commondir"
    return git_dir / pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else git_dir


def _commit_of_branch(common_dir: Path, ref: str) -> str:
    loose = common_dir / ref
    if loose.is_file():
        return loose.read_text(encoding="ascii").strip()
    packed = (common_dir / "packed-refs").read_text(encoding="utf-8")
    for line in packed.splitlines():
        commit, _, name = line.partition(" ")
        if name == ref:
            return commit
    return UNKNOWN
