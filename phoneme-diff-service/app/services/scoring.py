"""Scores, 0–100, from evidence and states: formula version 1, written out in the README."""

from collections.abc import Sequence
from itertools import pairwise

from shared.contracts import Scores

from .case import Case
from .judging import Verdict

FORMULA_VERSION = "1"

_CEILING = ((0.0, 100.0), (0.45, 80.0), (0.80, 40.0), (1.0, 0.0))
"""Highest score a phone with this error probability can have, linear between: what isn't called an
error stays above 40, what is certainly fine can have it all."""
_HIGHEST_DOUBT = 0.80
_ACCURACY, _FLUENCY, _PROSODY = 0.5, 0.25, 0.25
_RATER_SHARE = 0.5
"""Of the rated accuracy in the utterance's; the rest is the mean over its phones."""


def ceiling(error_probability: float) -> float:
    """Highest score at this error probability; falls from 100 to 0."""
    for (p, score), (next_p, next_score) in pairwise(_CEILING):
        if error_probability <= next_p:
            return score + (next_score - score) * (error_probability - p) / (next_p - p)
    return 0.0


def phone_score(quality: float | None, verdict: Verdict) -> float | None:
    """The lower of the rating (0–2, as 0–100) and the ceiling; None when neither was measured."""
    bounds: list[float] = []
    if quality is not None:
        bounds.append(50 * min(2.0, max(0.0, quality)))
    if verdict.probability is not None:
        doubt = verdict.probability
        bounds.append(ceiling(doubt if verdict.state == "error" else min(doubt, _HIGHEST_DOUBT)))
    return min(bounds) if bounds else None


def word_accuracy(
    phone_scores: Sequence[float | None], insertions: Sequence[Verdict]
) -> float | None:
    """Mean of the phones; each inserted phone called an error counts as one more, badly scored."""
    scored = [score for score in phone_scores if score is not None]
    if not scored:
        return None
    added = [ceiling(each.probability or 0.0) for each in insertions if each.state == "error"]
    return sum(scored + added) / (len(scored) + len(added))


def utterance_scores(case: Case, sounds: Sequence[float]) -> Scores:
    """`sounds`: the score of every phone spoken and of every inserted one."""
    by_phones = sum(sounds) / len(sounds) if sounds else None
    accuracy = _blend(case.rated_accuracy, by_phones)
    return Scores(
        overall=rounded(
            _overall(accuracy, case.rated_fluency, case.rated_prosody, case.completeness)
        ),
        accuracy=rounded(accuracy),
        fluency=rounded(case.rated_fluency),
        completeness=rounded(case.completeness),
        prosody=rounded(case.rated_prosody),
    )


def _blend(rated: float | None, by_phones: float | None) -> float | None:
    if rated is None or by_phones is None:
        return by_phones if rated is None else rated
    return _RATER_SHARE * rated + (1 - _RATER_SHARE) * by_phones


def _overall(
    accuracy: float | None,
    fluency: float | None,
    prosody: float | None,
    completeness: float | None,
) -> float | None:
    """Weighted mean of what was measured, times the share of the text that was said.

    None without accuracy, or with neither fluency nor prosody.
    """
    if accuracy is None or (fluency is None and prosody is None):
        return None
    parts = [(accuracy, _ACCURACY), (fluency, _FLUENCY), (prosody, _PROSODY)]
    measured = [(score, weight) for score, weight in parts if score is not None]
    mean = sum(score * weight for score, weight in measured) / sum(w for _, w in measured)
    return mean if completeness is None else mean * completeness / 100


def rounded(score: float | None) -> float | None:
    """To one decimal, within 0–100."""
    return None if score is None else round(min(100.0, max(0.0, score)), 1)
