"""Pauses where a phrase goes on, and ends of sentences without one. Only a text that was to be read says where phrases end."""

from itertools import pairwise

from shared.contracts import DeliveryFinding, TimeSpan
from shared.gates import LEAST_BREAK_S, LEAST_MISSING_BREAKS, LEAST_UNEXPECTED_BREAKS, NO_BREAK_S
from shared.phonetics.function_words import MAY_BREAK_BEFORE

from .finding import counted
from .speech import DeliveredWord, Speech


def unexpected_breaks(speech: Speech) -> DeliveryFinding | None:
    """A pause before a word that a phrase may begin with is none, though no mark stands there."""
    if speech.text_source != "reference" or len(speech.words) < 2:
        return None
    broken = [one for one, other in pairwise(speech.words) if _breaks_phrase(one, other)]
    is_habit = len(broken) >= LEAST_UNEXPECTED_BREAKS
    times = [_gap(word) for word in broken]
    return counted("unexpected_breaks", "breaks", broken, times, of=None, is_habit=is_habit)


def missing_breaks(speech: Speech) -> DeliveryFinding | None:
    """None for a text of one sentence."""
    if speech.text_source != "reference":
        return None
    ends = [word for word in speech.words if word.ends_sentence and word.gap_s is not None]
    if not ends:
        return None
    run_on = [word for word in ends if word.gap_s is not None and word.gap_s < NO_BREAK_S]
    is_habit = len(run_on) >= LEAST_MISSING_BREAKS
    times = [_gap(word) for word in run_on]
    return counted("missing_breaks", "breaks", run_on, times, of=len(ends), is_habit=is_habit)


def _breaks_phrase(word: DeliveredWord, following: DeliveredWord) -> bool:
    if word.ends_phrase or word.gap_s is None or word.gap_s < LEAST_BREAK_S:
        return False
    return following.text not in MAY_BREAK_BEFORE


def _gap(word: DeliveredWord) -> TimeSpan:
    end_s = word.aligned.end_s
    return TimeSpan(start_s=end_s, end_s=round(end_s + (word.gap_s or 0.0), 3))
