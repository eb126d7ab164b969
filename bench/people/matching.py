"""Which phone of ours stands where which of the linguists' does, and what is true of it."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Literal

from shared.phonetics.arpabet import is_vowel

from .clips import LinguistPhone, PutInPhone

SiteTruth = Literal["right", "wrong", "unknown"]

SAME_KIND, OTHER_KIND, GAP = 0.6, 1.3, 0.8
"""Costs of the match: vowel for vowel or consonant for consonant, one for the other, a phone alone."""
NEAR_GAPS = 1
"""A put-in phone counts as found that many phones from where the linguists have it."""
_ONE_SYMBOL = MappingProxyType({"AO": "AA", "ZH": "SH"})
"""Pairs that the corpus writes alike."""


def is_same(one: str | None, other: str | None) -> bool:
    """Whether both are one phone as the corpus writes them; None is a dropped phone."""
    return _symbol(one) == _symbol(other)


def _symbol(phone: str | None) -> str | None:
    return phone if phone is None else _ONE_SYMBOL.get(phone, phone)


def match_phones(target: Sequence[str], canonical: Sequence[str]) -> list[int | None]:
    """For each target phone the index of the canonical phone in its place, None for none: the cheapest way."""
    costs = [[GAP * column for column in range(len(canonical) + 1)]]
    for row, phone in enumerate(target, start=1):
        costs.append([GAP * row])
        for column, other in enumerate(canonical, start=1):
            together = costs[row - 1][column - 1] + _cost(phone, other)
            alone = GAP + min(costs[row - 1][column], costs[row][column - 1])
            costs[row].append(min(together, alone))
    return _way_back(target, canonical, costs)


def _cost(one: str, other: str) -> float:
    if is_same(one, other):
        return 0.0
    return SAME_KIND if is_vowel(one) == is_vowel(other) else OTHER_KIND


def _way_back(
    target: Sequence[str], canonical: Sequence[str], costs: Sequence[Sequence[float]]
) -> list[int | None]:
    matched: list[int | None] = [None] * len(target)
    row, column = len(target), len(canonical)
    while row and column:
        pair = _cost(target[row - 1], canonical[column - 1])
        if costs[row][column] == costs[row - 1][column - 1] + pair:
            row, column = row - 1, column - 1
            matched[row] = column
        elif costs[row][column] == GAP + costs[row - 1][column]:
            row -= 1
        else:
            column -= 1
    return matched


def truth_of(target: str, phone: LinguistPhone | None) -> SiteTruth:
    """Of a target phone and the linguists' phone in its place, None for none.

    Unknown where they expected another phone than we do, and heard neither.
    """
    if phone is None:
        return "unknown"
    if is_same(phone.perceived, target):
        return "right"
    return "wrong" if is_same(phone.canonical, target) else "unknown"


def target_gap(before: int, matched: Sequence[int | None]) -> int:
    """The gap of the target, 0 before its first phone, that lies before the canonical phone `before`."""
    for index, place in enumerate(matched):
        if place is not None and place >= before:
            return index
    return len(matched)


def unmatched_gaps(n_canonical: int, matched: Sequence[int | None]) -> set[int]:
    """Gaps of the target in which the linguists expected a phone that the target lacks: nothing is known there."""
    return {target_gap(place, matched) for place in set(range(n_canonical)) - {*matched}}


def match_added(
    put_in: Sequence[PutInPhone], matched: Sequence[int | None], gaps: Sequence[int]
) -> list[int | None]:
    """For each phone that the linguists have put in, the index in `gaps` of the added phone that is it.

    `gaps`: of the phones that we say were added, those preferred first. Nearer ones win, each is taken once.
    """
    found: list[int | None] = [None] * len(put_in)
    for distance in range(NEAR_GAPS + 1):
        for number, phone in enumerate(put_in):
            due = target_gap(phone.before, matched)
            free = (
                index
                for index, gap in enumerate(gaps)
                if index not in found and abs(gap - due) == distance
            )
            if found[number] is None:
                found[number] = next(free, None)
    return found
