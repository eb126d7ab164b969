"""What a language model may speak of: the diff's issues, and what the rule coach found to say of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shared.contracts import Diff, Issue

from .engines.base import CoachNotes
from .languages import TipLibrary


@dataclass(frozen=True, slots=True)
class Grounds:
    """What may be spoken of."""

    diff: Diff
    rules: CoachNotes
    """What the rule coach says of the same diff: its pairs are those to choose from, its vocabulary is plain English."""
    tips: TipLibrary
    issues: dict[str, Issue] = field(init=False)
    numbers: frozenset[str] = field(init=False)
    """Those that were measured or counted, in the ways they may be written."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "issues", {issue.id: issue for issue in self.diff.issues})
        object.__setattr__(self, "numbers", _numbers(self.diff, self.ranks))

    def ids_at(self, rank: int) -> set[str]:
        return {issue.id for issue in self.diff.issues if issue.priority == rank}

    @property
    def ranks(self) -> list[int]:
        return sorted({i.priority for i in self.diff.issues if i.priority is not None})

    def pairs_at(self, rank: int) -> list[list[str]]:
        return next((d.minimal_pairs for d in self.rules.drills if d.priority_rank == rank), [])

    def miscued_words(self) -> list[str]:
        """Left out, added, or read in place of another."""
        words = [w for w in self.diff.words if w.error_type in {"omission", "insertion"}]
        return [text for word in words for text in (word.text, word.read_as) if text]

    def reviewed_pairs(self, rank: int) -> Sequence[Sequence[str]]:
        """Of the tip for the priority: what the rule coach illustrates it with."""
        tips = (issue.tip for issue in self.diff.issues if issue.priority == rank)
        tip = self.tips.rules.get(next(tips, ""))
        return tip.pairs if tip else []


def _numbers(diff: Diff, ranks: Sequence[int]) -> frozenset[str]:
    values = [value for value in diff.scores.model_dump().values() if value is not None]
    values += [
        time for issue in diff.issues for time in (issue.start_s, issue.end_s) if time is not None
    ]
    written = {f"{value:.{digits}f}" for value in values for digits in (0, 1, 2)}
    counts = {
        len(diff.issues),
        len(diff.words),
        len({i.word_index for i in diff.issues}),
        100,
        *ranks,
    }
    counts |= set(range(1, len(diff.issues) + 1))
    for word in diff.words:
        if word.stress is not None and word.stress.state == "error":
            counts |= {word.stress.target_syllable + 1, word.stress.heard_syllable + 1}
    return frozenset(written | {str(count) for count in counts})
