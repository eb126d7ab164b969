"""Scores, 0–100: formula version 3, written out in the README, chosen in ADR 27 and 37.

What raters would give is the score. That the audio holds another phone takes from it little, until it is all but certain:
raters of accented speech hear fewer wrong phones than the listener does.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from shared.contracts import JudgedWord, Scores
from shared.gates import PHONE_ERROR

from .case import Case
from .clear_words import clear_words, comprehensibility
from .judging import Verdict
from .reasons import reasons

FORMULA_VERSION = "3"

Curve = tuple[tuple[float, float], ...]
"""(probability of an error, points) in order, linear between."""
_HIGHEST: Curve = ((0.0, 100.0), (0.45, 100.0), (PHONE_ERROR, 85.0), (0.97, 80.0), (1.0, 20.0))
"""Score that a rated phone can have. Half of the phones that are fine have 99, one in twenty less than 85."""
_UNRATED: Curve = ((0.0, 100.0), (0.45, 80.0), (0.80, 40.0), (1.0, 0.0))
"""Score of a phone that no rating is known of."""
_TAKEN_BY_A_PHONE: Curve = ((0.0, 0.0), (0.45, 0.0), (PHONE_ERROR, 1.0), (0.97, 2.0), (1.0, 12.0))
"""From the rating of its word, which knows of most slips by itself."""
_TAKEN_BY_AN_INSERTION: Curve = ((0.0, 0.0), (PHONE_ERROR, 0.5), (0.97, 0.5), (1.0, 4.0))
"""The same for an inserted phone that is called an error: raters hardly mind them."""
_ACCURACY, _FLUENCY, _PROSODY = 0.5, 0.25, 0.25
"""In an overall score that no rating is known of."""


def points(curve: Curve, probability: float) -> float:
    for (p, value), (next_p, next_value) in pairwise(curve):
        if probability <= next_p:
            return value + (next_value - value) * (probability - p) / (next_p - p)
    return curve[-1][1]


def phone_score(quality: float | None, verdict: Verdict) -> float | None:
    """The lower of the rating (0–2, as 0–100) and what the audio's doubt allows; None when neither was measured.

    An error that the audio alone is not sure of has a score as the audio gives it.
    """
    if verdict.probability is None:
        return None if quality is None else _as_percent(quality, of=2)
    doubt = _doubt(verdict)
    if quality is None:
        return points(_UNRATED, doubt)
    return min(_as_percent(quality, of=2), points(_HIGHEST, doubt))


def insertion_score(verdict: Verdict) -> float:
    """As a phone's that no rating is known of."""
    return points(_UNRATED, verdict.probability or 0.0)


def _doubt(verdict: Verdict) -> float:
    """What the audio says, by whatever the state came about; of a phone that is no error at most the gate's: an accepted
    habit, or a word that may not be what was said."""
    doubt = verdict.probability or 0.0
    return doubt if verdict.state == "error" else min(doubt, PHONE_ERROR)


def word_accuracy(
    quality: float | None,
    phone_scores: Sequence[float | None],
    phones: Iterable[Verdict],
    insertions: Sequence[Verdict],
) -> float | None:
    """The rating (0–10, as 0–100), less what its slips take.

    Without one the mean of the phones, to which each inserted phone called an error adds one more. None where nothing
    was measured.
    """
    added = [each for each in insertions if each.state == "error"]
    if quality is None:
        return mean_score(phone_scores, added)
    taken = sum(points(_TAKEN_BY_A_PHONE, _doubt(each)) for each in phones)
    taken += sum(points(_TAKEN_BY_AN_INSERTION, _doubt(each)) for each in added)
    return max(0.0, _as_percent(quality, of=10) - taken)


def mean_score(phone_scores: Sequence[float | None], insertions: Sequence[Verdict]) -> float | None:
    """Of phones and of `insertions`, each an error; None where no phone has a score."""
    scored = [score for score in phone_scores if score is not None]
    if not scored:
        return None
    sounds = scored + [insertion_score(each) for each in insertions]
    return sum(sounds) / len(sounds)


def utterance_scores(case: Case, sounds: Sequence[float], words: Sequence[JudgedWord]) -> Scores:
    """What raters would give, and how many of the text's `words` are clear.

    `sounds`, the scores of phones and of inserted ones, stand in where no rating is known. Words that are a guess of the
    recogniser's are left out.
    """
    guesses = {word.index for word in case.words if word.is_guess}
    n_clear, n_words = clear_words(word for word in words if word.index not in guesses)
    by_phones = sum(sounds) / len(sounds) if sounds else None
    accuracy = by_phones if case.rated_accuracy is None else case.rated_accuracy
    scores = Scores(
        overall=rounded(_overall(case, accuracy)),
        accuracy=rounded(accuracy),
        fluency=rounded(case.rated_fluency),
        completeness=rounded(case.completeness),
        prosody=rounded(case.rated_prosody),
        n_words=n_words,
        n_clear_words=n_clear,
        comprehensibility=comprehensibility(n_clear, n_words),
    )
    return scores.model_copy(update={"reasons": reasons(case, scores, words)})


def _overall(case: Case, accuracy: float | None) -> float | None:
    """The rated total, or a weighted mean of what was measured, times the share of the text that was said.

    None without either: the mean needs accuracy, and fluency or prosody.
    """
    total = case.rated_total
    if total is None:
        total = _weighted(accuracy, case.rated_fluency, case.rated_prosody)
    if total is None or case.completeness is None:
        return total
    return total * case.completeness / 100


def _weighted(accuracy: float | None, fluency: float | None, prosody: float | None) -> float | None:
    if accuracy is None or (fluency is None and prosody is None):
        return None
    parts = [(accuracy, _ACCURACY), (fluency, _FLUENCY), (prosody, _PROSODY)]
    measured = [(score, weight) for score, weight in parts if score is not None]
    return sum(score * weight for score, weight in measured) / sum(w for _, w in measured)


def _as_percent(rating: float, *, of: float) -> float:
    return 100 * min(of, max(0.0, rating)) / of


def rounded(score: float | None) -> float | None:
    """To one decimal, within 0–100."""
    return None if score is None else round(min(100.0, max(0.0, score)), 1)
