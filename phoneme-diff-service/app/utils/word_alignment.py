"""Words against words, a whole page at once: the dynamic programme of edit_alignment.py on matrices."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache

import numpy as np

from shared.phonetics.arpabet import PHONES

from .edit_alignment import DELETE, INSERT, MATCH, Step, phone_cost
from .spelling import CONTRAST, PHONE_GAP, SPELLING_DISCOUNT, rough_phones, word_similarity

_SMALL = 64
"""Pairs of words below which comparing them one by one is as fast."""
_TIE = 1e-9
Spoken = tuple[str, tuple[tuple[str, ...], ...]]
"""A word of the text: normalised spelling, pronunciations without stress."""


def cheapest_steps(
    costs: Mapping[tuple[int, int], np.ndarray], *, insert_cost: float
) -> list[Step]:
    """The cheapest path, first move on a tie in the order of `costs`.

    `costs` holds for each move a float matrix (n_targets + 1, n_heard + 1): what it costs to end there with
    it, inf where it is not allowed. INSERT is allowed everywhere and costs the same.
    """
    n_rows, n_columns = next(iter(costs.values())).shape
    best = np.full((n_rows, n_columns), np.inf)
    along = insert_cost * np.arange(n_columns)
    for i in range(n_rows):
        row = best[i]
        if i == 0:
            row[0] = 0.0
        for (down, right), matrix in costs.items():
            if down == 0 or down > i:
                continue
            reached = best[i - down, : n_columns - right] + matrix[i, right:]
            np.minimum(row[right:], reached, out=row[right:])
        row[:] = np.minimum.accumulate(row - along) + along
    path: list[Step] = []
    i, j = n_rows - 1, n_columns - 1
    while i or j:
        for (down, right), matrix in costs.items():
            if down > i or right > j:
                continue
            cost = insert_cost if (down, right) == INSERT else matrix[i, j]
            if best[i - down, j - right] + cost <= best[i, j] + _TIE:
                break
        else:
            raise AssertionError("no move leads here")
        path.append(Step(i - down, i, j - right, j))
        i, j = i - down, j - right
    return path[::-1]


def equal_words_path(
    targets: Sequence[str], heard: Sequence[str], *, unequal_cost: float
) -> list[Step]:
    """The path with most equal words; everything else costs the same."""
    number = {word: index for index, word in enumerate(dict.fromkeys([*targets, *heard]))}
    one = np.array([number[word] for word in targets], dtype=np.int64)
    other = np.array([number[word] for word in heard], dtype=np.int64)
    shape = (len(targets) + 1, len(heard) + 1)
    match, gap = np.full(shape, np.inf), np.full(shape, unequal_cost)
    match[1:, 1:] = np.where(one[:, None] == other[None, :], 0.0, unequal_cost)
    return cheapest_steps({MATCH: match, DELETE: gap, INSERT: gap}, insert_cost=unequal_cost)


def similarities(
    targets: Sequence[Spoken], heard: Sequence[str], wanted: np.ndarray, *, least: float = 0.0
) -> np.ndarray:
    """`word_similarity` of each pair where bool (n_targets, n_heard) `wanted`; 0 elsewhere.

    A pair that can't be alike by `least` may be given any smaller number.
    """
    found = np.zeros(wanted.shape)
    rows, columns = np.nonzero(wanted)
    if len(rows) < _SMALL:
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
            found[i, j] = word_similarity(*targets[i], heard[j])
        return found
    found[rows, columns] = _sound_similarities(targets, heard, rows, columns, least)
    bound = _letter_bounds([spelling for spelling, _ in targets], heard, rows, columns)
    bound -= SPELLING_DISCOUNT
    unsettled = np.flatnonzero((bound > found[rows, columns]) & (bound >= least))
    for i, j in zip(rows[unsettled].tolist(), columns[unsettled].tolist(), strict=True):
        spelling = targets[i][0]
        letters = SequenceMatcher(None, spelling, heard[j], autojunk=False).ratio()
        equal = spelling == heard[j]
        found[i, j] = 1.0 if equal else max(found[i, j], letters - SPELLING_DISCOUNT)
    return found


def _sound_similarities(
    targets: Sequence[Spoken],
    heard: Sequence[str],
    rows: np.ndarray,
    columns: np.ndarray,
    least: float,
) -> np.ndarray:
    variants = [(i, phones) for i, (_, each) in enumerate(targets) for phones in each if phones]
    rough, rough_lengths = _padded([rough_phones(word) for word in heard])
    own, own_lengths = _padded([phones for _, phones in variants])
    by_target: list[list[int]] = [[] for _ in targets]
    for index, (i, _) in enumerate(variants):
        by_target[i].append(index)
    best = np.zeros(len(rows))
    for nth in range(max(map(len, by_target), default=0)):
        has = np.array([len(each) > nth for each in by_target])
        variant = np.array([each[nth] if len(each) > nth else 0 for each in by_target])
        lengths = own_lengths[variant][rows], rough_lengths[columns]
        # Every phone that one has more costs a gap: the lengths alone bound what can be alike.
        possible = np.minimum(*lengths) >= np.maximum(least * np.maximum(*lengths), 1)
        pairs = np.flatnonzero(has[rows] & possible)
        one, other = variant[rows[pairs]], columns[pairs]
        distance = _distances(own[one], own_lengths[one], rough[other], rough_lengths[other])
        longest = np.maximum(own_lengths[one], rough_lengths[other])
        best[pairs] = np.maximum(best[pairs], np.maximum(0.0, 1.0 - distance / longest))
    return best


def _padded(sequences: Sequence[Sequence[str]]) -> tuple[np.ndarray, np.ndarray]:
    """Phone numbers (n, longest), padded with 0, and lengths (n,)."""
    lengths = np.array([len(each) for each in sequences], dtype=np.int64)
    table = np.zeros((len(sequences), int(lengths.max(initial=1)) or 1), dtype=np.int64)
    for index, each in enumerate(sequences):
        table[index, : len(each)] = [_PHONE_NUMBER[phone] for phone in each]
    return table, lengths


def _distances(
    one: np.ndarray, n_one: np.ndarray, other: np.ndarray, n_other: np.ndarray
) -> np.ndarray:
    """Edit distance of each pair of rows, all pairs at once."""
    costs = _substitution_costs()
    n_pairs, width = len(one), other.shape[1]
    row = np.tile(PHONE_GAP * np.arange(width + 1), (n_pairs, 1))
    result = np.where(n_one == 0, row[np.arange(n_pairs), n_other], 0.0)
    for i in range(one.shape[1]):
        after = np.empty_like(row)
        after[:, 0] = PHONE_GAP * (i + 1)
        substituted = row[:, :-1] + costs[one[:, i][:, None], other]
        reached = np.minimum(substituted, row[:, 1:] + PHONE_GAP)
        for j in range(width):
            np.minimum(reached[:, j], after[:, j] + PHONE_GAP, out=after[:, j + 1])
        row = after
        done = np.flatnonzero(n_one == i + 1)
        result[done] = row[done, n_other[done]]
    return result


_PHONE_NUMBER = {phone: index for index, phone in enumerate(PHONES)}


@cache
def _substitution_costs() -> np.ndarray:
    return np.array(
        [[min(2 * PHONE_GAP, CONTRAST * phone_cost(a, b)) for b in PHONES] for a in PHONES]
    )


def _letter_bounds(
    targets: Sequence[str], heard: Sequence[str], rows: np.ndarray, columns: np.ndarray
) -> np.ndarray:
    """No ratio of matching letters can be above this: both words' letters in any order."""
    alphabet = {letter: index for index, letter in enumerate({*"".join(targets), *"".join(heard)})}

    def counts(words: Sequence[str]) -> np.ndarray:
        table = np.zeros((len(words), max(1, len(alphabet))), dtype=np.int16)
        for index, word in enumerate(words):
            for letter in word:
                table[index, alphabet[letter]] += 1
        return table

    one, other = counts(targets)[rows], counts(heard)[columns]
    total = one.sum(axis=1) + other.sum(axis=1)
    return 2.0 * np.minimum(one, other).sum(axis=1) / np.maximum(1, total)
