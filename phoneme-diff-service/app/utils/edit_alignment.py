"""Needleman–Wunsch: the cheapest way to turn one sequence into another.

Needleman & Wunsch (1970), J. Mol. Biol. 48:443–453; the moves are open so that a word can be matched
with two.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from shared.phonetics.arpabet import articulatory_distance, is_vowel

MATCH, DELETE, INSERT = (1, 1), (1, 0), (0, 1)
PHONE_MOVES = (MATCH, DELETE, INSERT)

GAP_COST = 0.6
"""Of a dropped or an added phone. Two gaps cost more than any substitution inside a class (at most
1.0), so a vowel for a vowel is a substitution, however far apart they are."""
CROSS_CLASS_COST = 2.0
"""Of a vowel for a consonant: above two gaps, so they are never matched. The glides and their vowels
(Y–IY, W–UW, R–ER) are the exception."""
_GLIDE_DISTANCE = 0.4
BAND = 60
"""Steps off the diagonal that are searched, beyond the difference of the lengths."""


class Step(NamedTuple):
    """One piece of the path: targets[target_start:target_end] against heard[heard_start:heard_end]."""

    target_start: int
    target_end: int
    heard_start: int
    heard_end: int


def cheapest_path(
    n_targets: int,
    n_heard: int,
    *,
    cost: Callable[[Step], float],
    moves: Sequence[tuple[int, int]] = PHONE_MOVES,
    band: int = BAND,
) -> list[Step]:
    """The steps from (0, 0) to (n_targets, n_heard) with the least total cost, first move on a tie.

    Only cells within `band` (plus the difference in length) of the diagonal are searched.
    """
    width = band + abs(n_targets - n_heard)
    best: dict[tuple[int, int], tuple[float, Step | None]] = {(0, 0): (0.0, None)}
    for i in range(n_targets + 1):
        centre = round(i * n_heard / n_targets) if n_targets else 0
        last = n_heard if not n_targets else min(n_heard, centre + width)
        for j in range(max(0, centre - width), last + 1):
            for n_target, n_other in moves:
                before = best.get((i - n_target, j - n_other))
                if before is None:
                    continue
                step = Step(i - n_target, i, j - n_other, j)
                total = before[0] + cost(step)
                if (i, j) not in best or total < best[(i, j)][0] - 1e-12:
                    best[(i, j)] = (total, step)
    path: list[Step] = []
    cell = (n_targets, n_heard)
    while (step := best[cell][1]) is not None:
        path.append(step)
        cell = (step.target_start, step.heard_start)
    return path[::-1]


@cache
def phone_cost(target: str, heard: str) -> float:
    """Cost of hearing `heard` for `target`: 0 for the same, at most 1 inside a class."""
    distance = articulatory_distance(target, heard)
    if is_vowel(target) != is_vowel(heard) and distance > _GLIDE_DISTANCE:
        return CROSS_CLASS_COST
    return distance


def align_phones(target: Sequence[str], heard: Sequence[str]) -> list[Step]:
    """Phone against phone; a step without targets is an insertion, one without heard a deletion."""

    def cost(step: Step) -> float:
        if step.target_start == step.target_end or step.heard_start == step.heard_end:
            return GAP_COST
        return phone_cost(target[step.target_start], heard[step.heard_start])

    return cheapest_path(len(target), len(heard), cost=cost)
