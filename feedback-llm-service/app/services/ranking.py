"""Which families of habits come first: at most three, by how much each slip costs and how often it recurs."""

from collections.abc import Sequence

from shared.contracts import Diff, Issue, Severity

from .families import HabitFamilies

MOST_PRIORITIES = 3
_WEIGHT: dict[Severity, float] = {"low": 1.0, "medium": 2.0, "high": 3.0}
"""About the middle of what the diff calls so (rule, functional load and probability multiplied)."""
_LAST = 99


def ranked(diff: Diff) -> Diff:
    """The diff with the rank of its family as each issue's `priority`, in place of that of its rule; the same again for one
    that is ranked."""
    of_families = HabitFamilies(diff).of(diff.issues)
    order = sorted(of_families.values(), key=lambda issues: (-_weight(issues), _old_rank(issues)))
    ranks = {
        issue.id: rank
        for rank, issues in enumerate(order[:MOST_PRIORITIES], start=1)
        for issue in issues
    }
    issues = [issue.model_copy(update={"priority": ranks.get(issue.id)}) for issue in diff.issues]
    return diff.model_copy(update={"issues": issues})


def _weight(issues: Sequence[Issue]) -> float:
    """Repeats add up, but not of a right sound that was only said another way."""
    weights = {issue.id: _WEIGHT[issue.severity] * (issue.probability or 1.0) for issue in issues}
    detailed = [weights[issue.id] for issue in issues if issue.heard == issue.target]
    others = sum(weights[issue.id] for issue in issues if issue.heard != issue.target)
    return others + max(detailed, default=0.0)


def _old_rank(issues: Sequence[Issue]) -> int:
    return min(issue.priority or _LAST for issue in issues)
