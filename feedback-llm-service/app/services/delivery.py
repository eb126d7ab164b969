"""How it was delivered, told as habits: pace, weak forms, rhythm, range, breaks, accents, fillers; each with its measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shared.contracts import (
    Category,
    DeliveryFinding,
    DeliveryKind,
    Diff,
    Finding,
    NotePart,
    Severity,
    TimeSpan,
)

from .phrasing import Phrasing

_TOLD: tuple[DeliveryKind, ...] = (
    "pace", "weak_forms", "rhythm", "fillers", "missing_breaks", "nuclear_accent", "pitch_range",
)  # fmt: skip
"""What hurts a listener most first. Breaks inside phrases are a finding of `prosody.py`."""
_CATEGORIES: dict[DeliveryKind, Category] = {
    "weak_forms": "schwa",
    "nuclear_accent": "intonation",
    "pitch_range": "intonation",
}
_SEVERITY: Severity = "low"
"""Of a habit of delivery: nobody is misunderstood for it alone."""


@dataclass(frozen=True, slots=True)
class ToldHabit:
    kind: DeliveryKind
    text: str
    word_indices: tuple[int, ...]
    times: tuple[TimeSpan, ...]

    @property
    def finding(self) -> Finding:
        return Finding(
            category=_CATEGORIES.get(self.kind, "rhythm"),
            severity=_SEVERITY,
            issue_ids=[],
            text=self.text,
            measured=[f"delivery.{self.kind}"],
            times=list(self.times),
        )

    @property
    def part(self) -> NotePart:
        indices, times = list(self.word_indices), list(self.times)
        return NotePart(kind="delivery", text=self.text, word_indices=indices, times=times)


def told_habits(diff: Diff, phrasing: Phrasing) -> list[ToldHabit]:
    """Those that are sure, the weightiest first. A recogniser's own marks are no phrases, so of its text few are."""
    by_kind = {found.kind: found for found in diff.delivery if found.state == "habit"}
    return [_told(by_kind[kind], diff, phrasing) for kind in _TOLD if kind in by_kind]


def _told(found: DeliveryFinding, diff: Diff, phrasing: Phrasing) -> ToldHabit:
    key = f"delivery.{found.kind}"
    if found.kind == "pace":
        key += f".{'slow' if found.side == 'low' else 'fast'}"
    gaps = dict(_gaps(found, diff, phrasing))
    text = phrasing.say(key, **gaps)
    return ToldHabit(found.kind, text, tuple(found.word_indices), tuple(found.times))


def _gaps(found: DeliveryFinding, diff: Diff, phrasing: Phrasing) -> Iterator[tuple[str, str]]:
    if found.kind in {"pace", "rhythm", "pitch_range"}:
        yield "value", f"{found.value:.1f}"
    if found.kind == "pace" and found.usual.low is not None and found.usual.high is not None:
        yield "low", f"{found.usual.low:.1f}"
        yield "high", f"{found.usual.high:.1f}"
    if found.kind in {"weak_forms", "missing_breaks", "nuclear_accent"}:
        yield "n", f"{found.value:.0f}"
        yield "of", f"{found.of or 0}"
        yield "words", phrasing.quoted(_words(found.word_indices, diff))
    if found.kind == "fillers":
        yield "n", phrasing.count(round(found.value), "time")


def _words(indices: Sequence[int], diff: Diff) -> list[str]:
    """Each of them once, in the order of speech."""
    texts = {word.index: word.text for word in diff.target_words}
    return list(dict.fromkeys(texts[index] for index in indices if index in texts))
