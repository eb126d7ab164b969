"""Moments in the words of the rules that found them."""

from collections.abc import Sequence

from shared.contracts.moments import MomentToWord, WordedMoment


def as_given(moments: Sequence[MomentToWord]) -> list[WordedMoment]:
    return [
        WordedMoment(reason=each.reason, advice=each.advice, source="rules") for each in moments
    ]
