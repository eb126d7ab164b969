"""Which of the usual ways to read a token was heard: `2024` as twenty twenty four, or as two thousand twenty four."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from shared.acoustics.lattice import Readings, TooShortForText, choose_readings
from shared.phonetics.arpabet import strip_stress
from shared.phonetics.lexicon import OtherReading, PronouncedText, SpokenWord

from ..base import targets_of

_VARIANTS = 2
"""Pronunciations a word is looked for with; more rarely tell one reading from another."""


def heard_readings(emissions: np.ndarray, text: PronouncedText) -> list[OtherReading]:
    """The readings, other than the likeliest, that fit float (n_frames, 40) log emissions best; at most one a token."""
    if not text.other_readings:
        return []
    pieces, owners = _pieces(text)
    try:
        chosen = choose_readings(emissions, pieces)
    except TooShortForText:
        return []
    return [others[choice - 1] for choice, others in zip(chosen, owners, strict=True) if choice > 0]


def _pieces(text: PronouncedText) -> tuple[list[Readings], list[list[OtherReading]]]:
    """The text in pieces, each with its readings, and the other readings of each piece."""
    pieces: list[Readings] = []
    owners: list[list[OtherReading]] = []
    done = 0
    for first, group in groupby(text.other_readings, key=lambda other: other.first_word):
        others = list(group)
        after = first + others[0].n_words
        for word in text.words[done:first]:
            pieces.append([_words([word])])
            owners.append([])
        likeliest = text.words[first:after]
        pieces.append([_words(likeliest), *(_words(other.words) for other in others)])
        owners.append(others)
        done = after
    for word in text.words[done:]:
        pieces.append([_words([word])])
        owners.append([])
    return pieces, owners


def _words(words: Sequence[SpokenWord]) -> list[list[tuple[str, ...]]]:
    return [
        [
            tuple(strip_stress(phone) for phone in phones)
            for phones in targets_of(word, limit=_VARIANTS)
        ]
        for word in words
    ]
