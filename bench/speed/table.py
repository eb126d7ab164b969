"""What was measured, as the tables of docs/performance.md."""

import math
import statistics
from collections.abc import Mapping, Sequence

from .beside import BesideTake
from .readings import PassageReading
from .rounds import LengthTimes, RoundTimes

STAGES = ("asr", "align", "phonemap", "diff", "tts", "vc", "feedback")


def rank(values: Sequence[float], share: float) -> float:
    """The value that this share does not go beyond, by nearest rank."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked) - 1e-9) - 1)]


def length_table(times: Mapping[str, LengthTimes]) -> str:
    """A row each for the whole, the way up to diff, the processor time and the stages."""
    any_of = next(iter(times.values()))
    lines = [
        f"\n{any_of.reading.duration_s:.1f} s, {len(any_of.reading.text.split())} words, {len(any_of.warm)} warm takes\n",
        "| what | fleet | first | p50 | p95 | p99 |",
        "|---|---|---|---|---|---|",
    ]
    for what in ("whole", "up to diff", "CPU", *STAGES):
        for fleet, measured in times.items():
            values = measured.values_of(what)
            if values:
                first = _first(measured, what)
                told = " | ".join(f"{rank(values, share):.0f}" for share in (0.5, 0.95, 0.99))
                lines.append(f"| {what} | {fleet} | {first} | {told} |")
    return "\n".join(lines)


def _first(measured: LengthTimes, what: str) -> str:
    value = measured.first.value_of(what) if measured.first else None
    return "–" if value is None else f"{value:.0f}"


def beside_table(compared: Sequence[tuple[RoundTimes, BesideTake]]) -> str:
    """Our takes up to diff, over HTTP, and the other program's, each in turn with the other."""
    ours, theirs = zip(*compared, strict=True)
    rows = {
        "up to diff": [each.up_to_diff_ms for each in ours],
        "its whole answer": [each.wall_ms for each in theirs],
        "CPU, ours": [each.cpu_ms for each in ours],
        "CPU, its": [each.cpu_ms for each in theirs],
    }
    lines = ["\nBeside the other program, in turn\n", "| what | p50 | p95 |", "|---|---|---|"]
    lines += [
        f"| {what} | {rank(values, 0.5):.0f} | {rank(values, 0.95):.0f} |"
        for what, values in rows.items()
    ]
    ratios = [mine.up_to_diff_ms / its.wall_ms for mine, its in compared]
    lines.append(
        f"\nOurs takes {statistics.median(ratios):.2f} of its time, median of {len(ratios)} pairs."
    )
    return "\n".join(lines)


def callers_table(
    reading: PassageReading, rates: Mapping[tuple[str, int], tuple[float, Sequence[float]]]
) -> str:
    """Recordings a minute up to diff, and how long one took, by fleet and callers at once."""
    lines = [
        f"\nUp to diff, {reading.duration_s:.1f} s\n",
        "| callers | fleet | recordings a minute | median ms | p95 |",
        "|---|---|---|---|---|",
    ]
    for (fleet, callers), (a_minute, taken_ms) in rates.items():
        median = statistics.median(taken_ms)
        lines.append(
            f"| {callers} | {fleet} | {a_minute:.0f} | {median:.0f} | {rank(taken_ms, 0.95):.0f} |"
        )
    return "\n".join(lines)
