"""What was found of what is wrong, and the tables of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from bench.common.served import ServedAnswer
from shared.contracts import JudgedWord
from training.stats import wilson_interval

from .readings import AddedWord, SpokenReading

NEAR_WORDS = 2
"""An added word counts as found that far from where it was said."""
_TOLD = ("omission", "insertion", "repetition", "restart")


@dataclass(slots=True)
class MiscueCounts:
    found: int = 0
    missed: int = 0
    false: int = 0

    def __str__(self) -> str:
        return (
            f"{_share(self.found, self.found + self.missed)} "
            f"| {_share(self.found, self.found + self.false)}"
        )


def _share(n_true: int, n: int) -> str:
    """With Wilson's interval: as if the miscues of a reading were independent."""
    if not n:
        return f"– ({n_true}/{n})"
    low, high = wilson_interval(n_true, n)
    return f"{n_true / n:.2f} ({n_true}/{n}), {low:.2f} to {high:.2f}"


@dataclass(slots=True)
class MiscueTally:
    """Of the readings of one length."""

    omission: MiscueCounts = field(default_factory=MiscueCounts)
    insertion: MiscueCounts = field(default_factory=MiscueCounts)
    repetition: MiscueCounts = field(default_factory=MiscueCounts)
    restart: MiscueCounts = field(default_factory=MiscueCounts)
    wrong_text: int = 0
    readings: int = 0
    completeness_error: list[float] = field(default_factory=list)
    issues: int = 0
    """Of American voices."""
    phones: int = 0
    cpu_s: float = 0.0
    """Of alignment and diff."""
    audio_s: float = 0.0

    def add(self, reading: SpokenReading, answer: ServedAnswer, *, audio_s: float) -> None:
        self.audio_s += audio_s
        self.cpu_s += answer.cpu_s
        self._compare(reading, answer)
        if reading.voice.startswith("a"):
            self.issues += len(answer.diff.issues)
            self.phones += sum(len(word.phones) for word in answer.alignment.words)

    def _compare(self, reading: SpokenReading, answer: ServedAnswer) -> None:
        diff, truth = answer.diff, reading.truth
        self.readings += 1
        self.wrong_text += not diff.assessable
        said = {word.index for word in diff.words if word.error_type == "omission"}
        self.omission.found += len(said & truth.omitted)
        self.omission.missed += len(truth.omitted - said)
        self.omission.false += len(said - truth.omitted)
        if diff.scores.completeness is not None:
            due = 100 * (1 - len(truth.omitted) / len(answer.target_phones.words))
            self.completeness_error.append(abs(diff.scores.completeness - due))
        left = list(truth.extra)
        for word in diff.words:
            if word.error_type != "insertion":
                continue
            match = next((each for each in left if _is_it(each, word)), None)
            if match is None:
                self._of(word.kind or "other").false += 1
            else:
                left.remove(match)
                self._of(match.kind).found += 1
        for each in left:
            self._of(each.kind).missed += 1

    def _of(self, kind: str) -> MiscueCounts:
        return {"repetition": self.repetition, "restart": self.restart}.get(kind, self.insertion)


def _is_it(made: AddedWord, word: JudgedWord) -> bool:
    near = abs(word.index - made.before) <= NEAR_WORDS
    if made.kind == "restart":
        return near and word.kind in {"restart", "other", "repetition"}
    return near and word.text.strip(".,!?").casefold() == made.text.casefold()


def table_of(tallies: Mapping[str, MiscueTally]) -> str:
    lines = ["| reading | n | miscue | recall | precision |", "|---|---|---|---|---|"]
    for row, tally in tallies.items():
        lines += [
            f"| {row} | {tally.readings} | {kind} | {getattr(tally, kind)} |" for kind in _TOLD
        ]
    lines += [
        "",
        "| reading | audio s | CPU s a second | completeness off by | wrong text | issues in 100 phones |",
        "|---|---|---|---|---|---|",
    ]
    for row, tally in tallies.items():
        off = f"{np.mean(tally.completeness_error):.1f}" if tally.completeness_error else "–"
        issues = f"{100 * tally.issues / tally.phones:.2f}" if tally.phones else "–"
        lines.append(
            f"| {row} | {tally.audio_s:.0f} | {tally.cpu_s / tally.audio_s:.3f} | {off} "
            f"| {tally.wrong_text} | {issues} |"
        )
    return "\n".join(lines)
