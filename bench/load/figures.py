"""What many journeys, and many looks at the fleet, come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from .journeys import MIX, Trip
from .processes import Look, mean_memory_mb, most_files

MOST_GROWTH = 1.05
MOST_MORE_FILES = 10
"""Connections that stay open for a moment come and go."""
MOST_SLOWER = 1.1


@dataclass(frozen=True, slots=True)
class Quarter:
    memory_mb: dict[str, float]
    """Mean, by process."""
    files: int
    """At most."""
    learners_p50_s: float
    learners_p95_s: float
    load: float
    n_journeys: int


@dataclass(frozen=True, slots=True)
class Growth:
    """Of the last quarter against the first."""

    memory: float
    """Of the process that grew most."""
    more_files: int
    slower: float


def p95(durations: Sequence[float]) -> float:
    """By nearest rank; 0 for none."""
    ranked = sorted(durations)
    return ranked[round(0.95 * (len(ranked) - 1))] if ranked else 0.0


def quarter_of(trips: Sequence[Trip], looks: Sequence[Look]) -> Quarter:
    learners = [each.taken_s for each in trips if each.kind == "learner"]
    return Quarter(
        memory_mb=mean_memory_mb(looks),
        files=most_files(looks),
        learners_p50_s=median(learners) if learners else 0.0,
        learners_p95_s=p95(learners),
        load=fmean(each.load for each in looks),
        n_journeys=len(trips),
    )


def growth(first: Quarter, last: Quarter) -> Growth:
    stayed = first.memory_mb.keys() & last.memory_mb.keys()
    return Growth(
        memory=max(last.memory_mb[name] / first.memory_mb[name] for name in stayed),
        more_files=last.files - first.files,
        slower=last.learners_p95_s / first.learners_p95_s if first.learners_p95_s else 1.0,
    )


def is_flat(told: Growth) -> bool:
    return (
        told.memory <= MOST_GROWTH
        and told.more_files <= MOST_MORE_FILES
        and told.slower <= MOST_SLOWER
    )


def quarters_table(quarters: Sequence[Quarter]) -> str:
    rows = ["| quarter | journeys | memory, MB, by process | open files | learners p50, s | p95, s | load |", "|---|---|---|---|---|---|---|"]  # fmt: skip
    for number, each in enumerate(quarters, 1):
        memory = ", ".join(f"{mb:.0f}" for mb in each.memory_mb.values())
        rows.append(f"| {number} | {each.n_journeys} | {memory} | {each.files} | {each.learners_p50_s:.1f} | {each.learners_p95_s:.1f} | {each.load:.1f} |")  # fmt: skip
    return "\n".join(rows)


def kinds_table(trips: Sequence[Trip]) -> str:
    rows = ["| who | came | answered | p50, s | p95, s | told to come again | p95, s | late | neither |", "|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for kind in MIX:
        of_kind = [each for each in trips if each.kind == kind]
        answered = [each.taken_s for each in of_kind if each.outcome == "answered"]
        refused = [each.taken_s for each in of_kind if each.outcome == "refused"]
        late, wrong = (sum(each.outcome == what for each in of_kind) for what in ("late", "wrong"))
        middle = median(answered) if answered else 0.0
        rows.append(f"| {kind} | {len(of_kind)} | {len(answered)} | {middle:.1f} | {p95(answered):.1f} | {len(refused)} | {p95(refused):.1f} | {late} | {wrong} |")  # fmt: skip
    return "\n".join(rows)
