"""Issues grouped into habits, and how often each occurred out of how many chances."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shared.contracts import STOP_REALISATION_OF_RULE, UNCLEAR_RULE, Diff, Issue
from shared.mastery import certainly_heard

STRESS = "stress"
"""Category of what is no change of a sound, but of a word's stress."""
SCHWA = "schwa"
"""Category of an unstressed vowel that was said in full."""


@dataclass(frozen=True, slots=True)
class Habit:
    """One change and every issue that shows it, in the order of speech."""

    issues: tuple[Issue, ...]
    n_words: int
    """Words that show it."""
    n_chances: int | None
    """Words that could: those with the target phone, or with several syllables; None for an added phone and a weak
    vowel."""

    @property
    def known_chances(self) -> int | None:
        """None also where fewer words were judged with certainty than show it."""
        enough = self.n_chances is not None and self.n_chances >= self.n_words
        return self.n_chances if enough else None

    @property
    def kind(self) -> str:
        first = self.issues[0]
        if first.category == STRESS:
            return STRESS
        if first.rule == UNCLEAR_RULE:
            return "unclear"
        if first.target is None:
            return "insertion"
        if first.heard == first.target:
            return STOP_REALISATION_OF_RULE.get(first.rule, "unclear")
        if first.heard is None:
            return "deletion"
        return "weak_vowel" if first.category == SCHWA else "substitution"


class HabitFinder:
    def __init__(self, diff: Diff) -> None:
        self._n_chances = _chances(diff)

    def find(self, issues: Sequence[Issue]) -> list[Habit]:
        """Group by what was changed into what; first heard first."""
        groups: dict[tuple, list[Issue]] = {}
        for issue in issues:
            key = (issue.rule == UNCLEAR_RULE, issue.target, certainly_heard(issue))
            if issue.heard == issue.target and issue.target is not None:
                key = (issue.rule, issue.target)
            if issue.category == STRESS:
                key = (STRESS,)
            groups.setdefault(key, []).append(issue)
        return [
            Habit(
                issues=tuple(group),
                n_words=len({issue.word_index for issue in group}),
                n_chances=self._chances_of(group[0]),
            )
            for group in groups.values()
        ]

    def _chances_of(self, issue: Issue) -> int | None:
        if issue.category == STRESS:
            return self._n_chances[STRESS]
        if issue.target is None or issue.category == SCHWA:
            return None  # the judged phone does not tell a weak vowel from a full one
        return self._n_chances[issue.target]


def _chances(diff: Diff) -> Counter[str]:
    """Phone, or STRESS → words that have it, judged with certainty."""
    counts: Counter[str] = Counter()
    for word in diff.spoken_words:
        counts.update({phone.target for phone in word.phones if phone.state != "uncertain"})
        counts[STRESS] += word.stress is not None and word.stress.state != "uncertain"
    return counts
