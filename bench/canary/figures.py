"""What is counted of a trial: who was given what, and what the results say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

STAGE = "align"


@dataclass(slots=True)
class TrialCount:
    """Of all tasks of one trial."""

    canary: str
    """Its version."""
    versions: Counter[str] = field(default_factory=Counter)
    """As the results name them."""
    statuses: Counter[str] = field(default_factory=Counter)
    n_unnamed: int = 0
    """Results that don't say which model made them."""

    @property
    def n(self) -> int:
        return sum(self.statuses.values())

    @property
    def share(self) -> float:
        """Of the named results, those that the canary made."""
        named = sum(self.versions.values())
        return self.versions[self.canary] / named if named else 0.0

    def add(self, result: Mapping[str, Any]) -> None:
        self.statuses[result["status"]] += 1
        made = [stage for stage in result["stages"] if stage["name"] == STAGE]
        version = made[0].get("model_version") if made else None
        if version is None:
            self.n_unnamed += 1
        else:
            self.versions[version] += 1


def rows(name: str, count: TrialCount, comparison: Mapping[str, Any], seconds: float) -> list[str]:
    """Of the table that is printed."""
    one, other = comparison["canary"], comparison["live"]
    made = ", ".join(f"{version} {n}" for version, n in sorted(count.versions.items()))
    ended = comparison["why"] or "goes on"
    return [
        f"| {name} | {count.n} | {count.share:.3f} | {made} | {count.n_unnamed} | {_states(count)} "
        f"| {_mean(one)} / {_mean(other)} | {ended} after {one['n']} of {one['n'] + other['n']} | {seconds:.0f} |"
    ]


HEAD = (
    "| trial | tasks | share | results by version | unnamed | tasks ended | mean score, canary / live | rule | s |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def _states(count: TrialCount) -> str:
    return ", ".join(f"{status} {n}" for status, n in sorted(count.statuses.items()))


def _mean(side: Mapping[str, Any]) -> str:
    score = side["score"]
    return "–" if score is None else f"{score['mean']:.1f}"


def problems(
    alike: TrialCount, worse: Mapping[str, Any], *, low: float, high: float
) -> Sequence[str]:
    """What of the floors isn't reached; `worse` is the comparison of the trial that has to end by itself."""
    found = []
    if not low <= alike.share <= high:
        found.append(f"the share is {alike.share:.3f}, not {low}–{high}")
    if alike.n_unnamed:
        found.append(f"{alike.n_unnamed} results don't name their model")
    if worse["why"] is None:
        found.append("the worse canary was not rolled back")
    return found
