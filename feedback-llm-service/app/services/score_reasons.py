"""One sentence a score: the measure that stands behind it (ADR 37)."""

from shared.contracts import NotePart, ScorePart, ScoreReason, Scores

from .phrasing import Phrasing, number

_OF_ALL = frozenset({"clear_words", "weakest_part"})
"""Measures of the whole; no sentence about one score rests on them."""
_SCORES: tuple[ScorePart, ...] = ("accuracy", "fluency", "completeness", "prosody")


def reasons_told(scores: Scores, phrasing: Phrasing) -> list[NotePart]:
    """Of each score that is shown and has a reason, in the order of the contract; the overall one's is among the counts."""
    return [part for name in _SCORES if (part := _told(name, scores, phrasing)) is not None]


def _told(name: ScorePart, scores: Scores, phrasing: Phrasing) -> NotePart | None:
    score: float | None = getattr(scores, name)
    reasons = [
        reason for reason in scores.reasons if reason.part == name and reason.measure not in _OF_ALL
    ]
    if score is None or not reasons:
        return None
    measures = phrasing.say("score.and").join(_measure(reason, phrasing) for reason in reasons)
    text = phrasing.say(f"score.{name}", score=number(score), measures=measures)
    return NotePart(kind="score", text=text)


def _measure(reason: ScoreReason, phrasing: Phrasing) -> str:
    gaps = {"n": _written(reason.value)}
    if reason.measure in {"words_with_slips", "words_said", "words_stressed_elsewhere"}:
        gaps["of"] = _written(reason.of or 0)
    return phrasing.say(f"score.measure.{reason.measure}", **gaps)


def _written(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"
