"""Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): two orders into one, by places alone, since their scores can't be compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.contracts.search import MatchedBy

_K = 60
"""As in the paper: how much less the first places are above the next."""
_BEST = 2 / (_K + 1)


@dataclass(frozen=True, slots=True)
class RankedTurn:
    id: UUID
    score: float
    """Over 0; 1 for who is first in both."""
    matched: MatchedBy


def fused(by_words: Sequence[UUID], by_meaning: Sequence[UUID]) -> list[RankedTurn]:
    """Best first; of equals, first what has the words."""
    words = _reciprocals(by_words)
    meaning = _reciprocals(by_meaning)
    ranked = [
        RankedTurn(
            each,
            round((words.get(each, 0.0) + meaning.get(each, 0.0)) / _BEST, 6),
            "both"
            if each in words and each in meaning
            else "words"
            if each in words
            else "meaning",
        )
        for each in dict.fromkeys([*by_words, *by_meaning])
    ]
    return sorted(ranked, key=lambda each: -each.score)


def _reciprocals(order: Sequence[UUID]) -> dict[UUID, float]:
    return {each: 1 / (_K + place) for place, each in enumerate(order, start=1)}
