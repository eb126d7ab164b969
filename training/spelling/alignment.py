"""Which letters of a word say which phones, learned by expectation-maximisation over all ways to align them.

Jiampojamarn, Kondrak & Sherif, Applying Many-to-Many Alignments and Hidden Markov Models to Letter-to-Phoneme Conversion
(2007). A graphone joins one letter to none, one or two phones, or two letters to one phone.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

Phones = tuple[str, ...]
Graphone = tuple[str, Phones]
Pair = tuple[str, Phones]
"""A word and one of its pronunciations."""

SHAPES = ((1, 0), (1, 1), (1, 2), (2, 1))
"""(letters, phones) that one graphone may have."""
N_ROUNDS = 6
_LEAST = 1e-12


def learn(pairs: Sequence[Pair], *, n_rounds: int = N_ROUNDS) -> dict[Graphone, float]:
    """The probability of each graphone."""
    expected: dict[Graphone, float] = defaultdict(float)
    for word, phones in pairs:
        for _, _, graphone in _arcs(word, phones):
            expected[graphone] += 1.0
    for _ in range(n_rounds):
        probability = _normalised(expected)
        expected = defaultdict(float)
        for word, phones in pairs:
            _expect(word, phones, probability, expected)
    return _normalised(expected)


def align(word: str, phones: Phones, probability: dict[Graphone, float]) -> list[Graphone] | None:
    """The likeliest alignment; None where there is none (`aaa` said as triple-A)."""
    best: dict[tuple[int, int], float] = {(0, 0): 0.0}
    came: dict[tuple[int, int], tuple[tuple[int, int], Graphone]] = {}
    for start, end, graphone in _arcs(word, phones):
        if start in best and graphone in probability:
            score = best[start] + math.log(probability[graphone])
            if score > best.get(end, -math.inf):
                best[end] = score
                came[end] = (start, graphone)
    here = (len(word), len(phones))
    if here not in best:
        return None
    found: list[Graphone] = []
    while here != (0, 0):
        here, graphone = came[here]
        found.append(graphone)
    return found[::-1]


def _arcs(word: str, phones: Phones) -> Iterator[tuple[tuple[int, int], tuple[int, int], Graphone]]:
    """(start, end, graphone) by places in word and phones, starts in order; only places from which the end can be reached."""
    n, m = len(word), len(phones)
    for i in range(n):
        for j in range(max(0, m - 2 * (n - i)), min(m, 2 * i) + 1):
            for letters, sounds in SHAPES:
                if i + letters <= n and j + sounds <= m:
                    graphone = (word[i : i + letters], phones[j : j + sounds])
                    yield (i, j), (i + letters, j + sounds), graphone


def _expect(
    word: str,
    phones: Phones,
    probability: dict[Graphone, float],
    expected: dict[Graphone, float],
) -> None:
    """Add how often each graphone is expected in the word."""
    arcs = [
        (start, end, graphone, p)
        for start, end, graphone in _arcs(word, phones)
        if (p := probability.get(graphone, 0.0)) > 0
    ]
    forward: dict[tuple[int, int], float] = defaultdict(float, {(0, 0): 1.0})
    for start, end, _, p in arcs:
        forward[end] += forward[start] * p
    last = (len(word), len(phones))
    total = forward[last]
    if total <= 0:
        return
    backward: dict[tuple[int, int], float] = defaultdict(float, {last: 1.0})
    for start, end, graphone, p in reversed(arcs):
        through = p * backward[end]
        backward[start] += through
        expected[graphone] += forward[start] * through / total


def _normalised(expected: dict[Graphone, float]) -> dict[Graphone, float]:
    total = sum(expected.values())
    return {each: count / total for each, count in expected.items() if count / total > _LEAST}


def align_all(pairs: Iterable[Pair], probability: dict[Graphone, float]) -> list[list[Graphone]]:
    """Alignments of the words that have one."""
    aligned = (align(word, phones, probability) for word, phones in pairs)
    return [each for each in aligned if each is not None]
