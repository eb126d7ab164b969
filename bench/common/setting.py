"""Where, when and of what a measurement was made: the head of every page that a bench writes."""

import platform
import subprocess
import time
from pathlib import Path

from shared.cores import usable_cores
from shared.settings import REPO_ROOT


def setting(command: str) -> str:
    """Date, commit, machine and command."""
    return (
        f"{time.strftime('%Y-%m-%d')}, commit {commit()}, {machine()}, one thread.\n"
        f"Command: `{command}`."
    )


def commit() -> str:
    """Short hash of the checkout; `with changes` where the tree differs from it."""

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=REPO_ROOT, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    head = git("rev-parse", "--short", "HEAD")
    if not head:
        return "unknown (no checkout)"
    return f"{head} with changes" if git("status", "--porcelain") else head


def machine() -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
        model = named[0] if named else model
    return f"{model}, {usable_cores()} cores"
