"""The time inside services is counted once, whoever else was at work meanwhile."""

import json

import pytest

from bench.overhead.intervals import covered, inside_ms


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], 0.0),
        ([(0, 10)], 10.0),
        ([(0, 10), (20, 25)], 15.0),
        ([(5, 15), (0, 10)], 15.0),
        ([(0, 30), (10, 20), (25, 40)], 40.0),
    ],
)
def test_what_overlaps_counts_once(spans: list[tuple[float, float]], expected: float):
    assert covered(spans) == expected


def test_requests_are_told_apart_by_their_task():
    lines = [
        {"event": "request_finished", "task_id": "a", "timestamp": "2026-11-27T08:00:00.100Z", "elapsed_ms": 60},
        {"event": "request_finished", "task_id": "a", "timestamp": "2026-11-27T08:00:00.120Z", "elapsed_ms": 40},
        {"event": "request_finished", "task_id": "b", "timestamp": "2026-11-27T08:00:01.000Z", "elapsed_ms": 7},
        {"event": "request_finished", "timestamp": "2026-11-27T08:00:02.000Z", "elapsed_ms": 900},
    ]  # fmt: skip
    log = "\n".join(["ready", *map(json.dumps, lines)])
    assert inside_ms(log, ["a", "b", "c"]) == pytest.approx([80.0, 7.0, 0.0])
