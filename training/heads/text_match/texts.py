"""Wrong texts to put under a recording: another one, or its own with a word too many."""

from collections.abc import Sequence

import numpy as np

Words = list[list[list[str]]]
"""Each word's pronunciations."""
_N_DRAWS = 2000
"""Texts that are looked at, at most, for one to put under a recording: with few or like texts there may be none."""


class TextsTooAlike(ValueError):
    """No recording has a text that could stand for its own: nothing shows what a wrong text looks like."""


def other_text(own: Words, pool: Sequence[Words], rng: np.random.Generator) -> Words | None:
    """Another text of about the same length that shares few words with it; None where _N_DRAWS find none."""
    mine = {tuple(word[0]) for word in own}
    length = _n_phones(own)
    for _ in range(_N_DRAWS):
        other = pool[int(rng.integers(len(pool)))]
        shared = sum(tuple(word[0]) in mine for word in other)
        if 0.6 * length <= _n_phones(other) <= 1.4 * length and shared <= len(other) / 4:
            return other
    return None


def with_extra_word(
    own: Words, pool: Sequence[Words], rng: np.random.Generator
) -> tuple[Words, int]:
    """The text with a word that was not said, and where it stands."""
    other = pool[int(rng.integers(len(pool)))]
    place = int(rng.integers(len(own) + 1))
    return [*own[:place], other[int(rng.integers(len(other)))], *own[place:]], place


def _n_phones(text: Words) -> int:
    return sum(len(word[0]) for word in text)
