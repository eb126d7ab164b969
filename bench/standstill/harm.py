"""What may not happen: a task run twice at once, or settled twice."""

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from .orchestrators import OrchestratorProcess
from .services import Call


def twice_at_once(calls: Sequence[Call], pair: Sequence[OrchestratorProcess]) -> set[str]:
    """Tasks with two calls for one stage that overlap while neither caller had a reason not to know."""
    found: set[str] = set()
    by_stage: dict[tuple[str, str], list[Call]] = {}
    for call in calls:
        by_stage.setdefault((call.task_id, call.stage), []).append(call)
    asleep = {each.name: each.asleep for each in pair}
    for (task_id, _), same in by_stage.items():
        for number, one in enumerate(same):
            for other in same[number + 1 :]:
                begun = max(one.begun, other.begun)
                ended = min(one.ended or float("inf"), other.ended or float("inf"))
                spans = asleep[one.caller[0]] + asleep[other.caller[0]]
                if _awake_s(begun, ended, spans) > 0:
                    found.add(task_id)
    return found


def _awake_s(begun: float, ended: float, asleep: list[tuple[float, float]]) -> float:
    """Of a span, what lies outside of the others."""
    awake_s, at = 0.0, begun
    for start, end in sorted(asleep):
        awake_s += max(0.0, min(start, ended) - at)
        at = max(at, end)
    return awake_s + max(0.0, ended - at)


def settled_twice(database: Path) -> set[str]:
    with contextlib.closing(sqlite3.connect(database)) as opened:
        rows = opened.execute(
            "SELECT task_id FROM events WHERE name IN ('stage_finished', 'task_finished') "
            "GROUP BY task_id, name, json_extract(fields, '$.stage') HAVING count(*) > 1"
        ).fetchall()
    return {row[0] for row in rows}


def n_taken_over(database: Path) -> int:
    """Tasks that were claimed more than once."""
    with contextlib.closing(sqlite3.connect(database)) as opened:
        [(count,)] = opened.execute("SELECT count(*) FROM tasks WHERE claims > 1")
    return count
