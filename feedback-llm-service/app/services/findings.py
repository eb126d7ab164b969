"""What was found, category by category: vowels, consonants, clusters, stress, weak vowels, rhythm, intonation."""

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from shared.contracts import Diff, Finding, Issue, Severity, TimeSpan

from ..schemas.request_response import FeedbackRequest
from .delivery import told_habits
from .habits import HabitFinder
from .phrasing import Phrasing
from .prosody import ProsodyFinding, prosody_findings

_SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From the least on."""
_MOST_CHANGES_TOLD = 3
"""Of a category, those in the most words; the times are of all."""


def find_all(request: FeedbackRequest, phrasing: Phrasing, finder: HabitFinder) -> list[Finding]:
    """One a category of the issues that no priority tells of, the severest first; then those of the whole utterance."""
    by_category: dict[str, list[Issue]] = {}
    for issue in [each for each in request.diff.issues if each.priority is None]:
        by_category.setdefault(issue.category, []).append(issue)
    findings = [of_issues(issues, phrasing, finder) for issues in by_category.values()]
    findings.sort(key=lambda each: -_SEVERITIES.index(each.severity))
    return [*findings, *_of_utterance(request, phrasing)]


def of_issues(issues: Sequence[Issue], phrasing: Phrasing, finder: HabitFinder) -> Finding:
    """Of one category."""
    habits = sorted(finder.find(issues), key=lambda habit: -habit.n_words)
    return Finding(
        category=issues[0].category,
        severity=severest(issues),
        issue_ids=[issue.id for issue in issues],
        text=" ".join(map(phrasing.describe, habits[:_MOST_CHANGES_TOLD])),
        times=times_of(issues),
    )


def severest(issues: Iterable[Issue]) -> Severity:
    return max((issue.severity for issue in issues), key=lambda each: _SEVERITIES.index(each))


def times_of(issues: Iterable[Issue]) -> list[TimeSpan]:
    """Where they were measured, in the order of time."""
    return [
        TimeSpan(start_s=issue.start_s, end_s=issue.end_s)
        for issue in sorted(issues, key=lambda each: each.start_s or 0.0)
        if issue.start_s is not None and issue.end_s is not None
    ]


def _of_utterance(request: FeedbackRequest, phrasing: Phrasing) -> Iterator[Finding]:
    """The diff has no issues for it. A recogniser's own marks are no phrases to pause at."""
    yield from (habit.finding for habit in told_habits(request.diff, phrasing))
    if request.diff.text_source == "transcript":
        return
    for found in prosody_findings(request.alignment):
        yield Finding(
            category=found.category,
            severity=found.severity,
            issue_ids=[],
            text=phrasing.say(f"finding.{found.kind}", **_gaps(found, request.diff, phrasing)),
            measured=[found.measured],
            times=list(found.times),
        )


def _gaps(found: ProsodyFinding, diff: Diff, phrasing: Phrasing) -> dict[str, str]:
    if found.kind != "pauses":
        return {}
    texts = {word.index: word.text for word in diff.target_words}
    n = phrasing.count(len(found.pauses), "time")
    return {"n": n, "where": phrasing.pauses(found.pauses, texts)}
