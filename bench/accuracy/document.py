"""The table that is printed and docs/accuracy.md."""

import math
import os
import platform
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.common.figures import Figure
from shared.settings import REPO_ROOT

from .synthetic import ContrastResult, Counts

RATED_GOALS: dict[str, tuple[str, float, float | None, bool]] = {
    "phone PCC": ("phone score, correlation with the raters", 0.77, 0.80, False),
    "phone MSE": ("phone score, mean square error (0–2)", 0.060, None, True),
    "word total PCC": ("word total, correlation", 0.79, 0.82, False),
    "utterance total PCC": ("utterance total, correlation", 0.875, 0.90, False),
    "utterance fluency PCC": ("fluency, correlation", 0.88, 0.90, False),
    "wrong phones, recall at precision 0.80": (
        "phones rated wrong (below 0.5), recall at precision .80", 0.45, 0.60, False,
    ),
}  # fmt: skip
"""Name in the training's report → what it is called here, floor, aim, whether less is better."""


def rated_figures(rated: dict[str, Any]) -> list[Figure]:
    n = f"{rated['phones']} phones, {rated['utterances']} utterances, {rated['speakers']} speakers"
    if rated["left_out"]:
        n += f"; {rated['left_out']} left out, too short for their text"
    figures: list[Figure] = []
    for name, (called, floor, aim, less_is_better) in RATED_GOALS.items():
        value, low, high = rated["figures"][name]
        figures.append(Figure(called, value, low, high, floor, aim, n, less_is_better))
    return figures


def number(value: float | None) -> str:
    """Three significant places at least, no more than the intervals bear."""
    if value is None or math.isnan(value):
        return "–"
    if value == int(value) and abs(value) >= 1:
        return str(int(value))
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"


def figure_table(figures: Sequence[Figure]) -> str:
    rows = []
    for each in figures:
        between = "–" if each.low is None else f"{number(each.low)} to {number(each.high)}"
        rows.append(
            f"| {each.name} | {number(each.value)} | {between} | {number(each.floor)} "
            f"| {number(each.aim)} | {_mark(each)} | {each.n} |"
        )
    head = "| figure | value | 95 % interval | floor | aim | reached | measured on |\n|---|---|---|---|---|---|---|\n"
    return head + "\n".join(rows)


def _mark(figure: Figure) -> str:
    if figure.reaches(figure.aim):
        return "aim"
    if figure.floor is None:
        return "" if figure.aim is None else "no"
    return "floor" if figure.reaches(figure.floor) else "no"


def counts_table(counts: Sequence[Counts], what: str) -> str:
    rows = [
        f"| {each.name} | {each.slips} | {each.found} | {each.named} | {each.false_alarms} "
        f"| {number(each.found / each.slips)} | {number(each.precision)} "
        f"| {number(each.named / each.found if each.found else None)} |"
        for each in counts
    ]
    head = (
        f"| {what} | slips | shown | named right | false alarms beside | recall | precision "
        "| named right of shown |\n|---|---|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(rows)


def counter_table(counter: Counter[tuple[str, str, str]], names: str, *, most: int = 15) -> str:
    rows = [f"| {' | '.join(key)} | {count} |" for key, count in counter.most_common(most)]
    return f"| {names} | times |\n|---|---|---|---|\n" + "\n".join(rows)


def contrast_table(results: Sequence[ContrastResult]) -> str:
    rows = []
    for each in results:
        found = each.wrong.found
        said = "named right" if each.is_right else "not shown"
        if found is not None and not each.is_right:
            said = f"shown as {found.heard or 'dropped'}"
        slip = each.wrong.slip_place
        other = sum(flag.place != slip for flag in each.wrong.flags) + len(each.right.flags)
        accepted = ", an accepted pronunciation" if each.wrong.is_accepted else ""
        rows.append(
            f"| {each.contrast.name} | {each.contrast.rule} | {each.wrong.utterance.voice} "
            f"| {said}{accepted} | {found.rule if found else '–'} "
            f"| {'flagged' if each.is_false_alarm else 'clean'} | {other} |"
        )
    head = (
        "| contrast | rule | voice | the wrong version | named by | the right version "
        "| other phones flagged in both sentences |\n|---|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(rows)


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
    return f"{model}, {os.cpu_count()} cores"
