"""What came of one case."""

from dataclasses import dataclass, field

HEADER = f"{'case':<60} {'ready':>5} {'answers':<34} {'slowest':>8} {'again':>7}  500 lost refused spared"


@dataclass(slots=True)
class FaultTally:
    case: str
    answers: list[int] = field(default_factory=list)
    ready: int = 0
    refused_erasures: int = 0
    spared: int = 0
    """Services that /ready and the metrics called spared."""
    lost: list[str] = field(default_factory=list)
    """Tasks that were taken and did not succeed, or erased ones that are still there."""
    wrong: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    recovered_s: float = 0.0

    @property
    def n_500(self) -> int:
        return self.answers.count(500)

    @property
    def is_clean(self) -> bool:
        return not (self.n_500 or self.refused_erasures or self.lost or self.wrong)

    def show(self) -> None:
        counts = {code: self.answers.count(code) for code in sorted(set(self.answers))}
        answers = " ".join(f"{n}×{code}" for code, n in counts.items())
        told = [
            f"{self.case:<60} {self.ready:>5} {answers:<34} {self.slowest_s:>6.1f} s {self.recovered_s:>5.1f} s  "
            f"{self.n_500:>3} {len(self.lost):>4} {self.refused_erasures:>7} {self.spared:>6}",
            *(f"    {each}" for each in (*self.lost, *self.wrong)),
        ]
        print("\n".join(told), flush=True)


def summed_up(tallies: list[FaultTally]) -> str:
    n_dirty = sum(not tally.is_clean for tally in tallies)
    return (
        f"{len(tallies)} cases: {sum(t.n_500 for t in tallies)} answers 500, "
        f"{sum(len(t.lost) for t in tallies)} lost, {sum(t.refused_erasures for t in tallies)} erasures refused, "
        f"{sum(t.spared for t in tallies)} services spared, {n_dirty} cases with something wrong; "
        f"slowest answer {max((t.slowest_s for t in tallies), default=0.0):.1f} s"
    )
