"""The headline: how many words a listener gets as they are meant, and what their share means to one (ADR 37)."""

from collections.abc import Iterable

from shared.contracts import Comprehensibility, JudgedWord
from shared.gates import EASY_TO_FOLLOW, LEAST_WORDS_TO_FOLLOW, SOME_EFFORT_TO_FOLLOW


def clear_words(words: Iterable[JudgedWord]) -> tuple[int, int]:
    """(clear words, all) of words of the text."""
    clear = [word.is_clear for word in words]
    return sum(clear), len(clear)


def comprehensibility(n_clear: int, n_words: int) -> Comprehensibility | None:
    """None of fewer words than LEAST_WORDS_TO_FOLLOW."""
    if n_words < LEAST_WORDS_TO_FOLLOW:
        return None
    share = n_clear / n_words
    if share >= EASY_TO_FOLLOW:
        return "easy"
    return "some_effort" if share >= SOME_EFFORT_TO_FOLLOW else "hard"
