"""How long services worked on a task, from what they logged of its requests."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

FINISHED = "request_finished"


def inside_ms(log: str, task_ids: Sequence[str]) -> list[float]:
    """Of each task, milliseconds in which at least one service worked on it. The lines are JSON."""
    spans: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for line in log.splitlines():
        if FINISHED not in line:
            continue
        told = json.loads(line)
        if "task_id" in told:
            ended_ms = 1000 * datetime.fromisoformat(told["timestamp"]).timestamp()
            spans[told["task_id"]].append((ended_ms - told["elapsed_ms"], ended_ms))
    return [covered(spans[task_id]) for task_id in task_ids]


def covered(spans: Iterable[tuple[float, float]]) -> float:
    """Length of the union of intervals (start, end)."""
    length, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        length += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return length
