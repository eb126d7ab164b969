"""Whether what a faster fleet says of people's recordings is what the one before said."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.common.progress import progress
from shared.testing.fleet import RunningFleet

from .rounds import TIMEOUT_S, Ways
from .table import rank

SCORES = ("overall", "accuracy", "fluency", "completeness", "prosody")
SEED = 300
MOVED = 0.5
"""Points: less is no difference to anybody."""


@dataclass(frozen=True, slots=True)
class JudgedRecording:
    reason: str | None
    """Why it was not judged."""
    scores: dict[str, float | None]
    words: tuple[tuple[str, str | None], ...]
    """Each word of the text and what kind of error it has, if one."""


def judged(
    fleet: RunningFleet, content: bytes, text: str, stages: Sequence[str]
) -> JudgedRecording:
    """One recording through these stages. Raises httpx.HTTPError."""
    with httpx.Client(base_url=fleet.url, timeout=TIMEOUT_S) as client:
        answer = client.post(
            "/process",
            files={"file": ("a.flac", content)},
            data={"reference_text": text, "stages": ",".join(stages)},
        )
        told = answer.raise_for_status().json()
        client.delete(f"/tasks/{told['task_id']}").raise_for_status()
    return JudgedRecording(
        told["reason"],
        {name: (told["scores"] or {}).get(name) for name in SCORES},
        tuple((word["text"], word["error_type"]) for word in told["words"] or ()),
    )


def judge_by_each(ways: Ways, folder: Path, n: int) -> dict[str, list[JudgedRecording]]:
    """Drawn recordings of speechocean762's training split (flac/, labels.json), each way in turn."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    drawn = random.Random(SEED).sample(sorted(labels), min(n, len(labels)))
    found: dict[str, list[JudgedRecording]] = {name: [] for name in ways}
    for each in progress(drawn, "recordings judged by each"):
        content = (folder / "flac" / f"{each}.flac").read_bytes()
        for name, (fleet, stages) in ways.items():
            found[name].append(judged(fleet, content, labels[each]["text"], stages))
    return found


def scores_table(before: list[JudgedRecording], now: list[JudgedRecording]) -> str:
    """How far each score moved, and how many words are told otherwise."""
    lines = [
        f"\nScores of {len(now)} recordings, before and now\n",
        f"| score | judged by both | the same | moved by more than {MOVED} | p95 of the moves | most |",
        "|---|---|---|---|---|---|",
    ]
    for name in SCORES:
        pairs = [(a.scores[name], b.scores[name]) for a, b in zip(before, now, strict=True)]
        moves = [abs(a - b) for a, b in pairs if a is not None and b is not None]
        if moves:
            lines.append(
                f"| {name} | {len(moves)} | {sum(move == 0 for move in moves)} | {sum(move > MOVED for move in moves)} "
                f"| {rank(moves, 0.95):.2f} | {max(moves):.2f} |"
            )
    both = list(zip(before, now, strict=True))
    words = [
        (a, b)
        for one, other in both
        if len(one.words) == len(other.words)
        for a, b in zip(one.words, other.words, strict=True)
    ]
    lines += [
        f"\nRefused otherwise: {sum(one.reason != other.reason for one, other in both)}; "
        f"words with another error than before: {sum(a != b for a, b in words)} of {len(words)}."
    ]
    return "\n".join(lines)
