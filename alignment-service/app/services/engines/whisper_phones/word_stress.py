"""What was measured of stress, told in the contract's terms."""

from collections.abc import Sequence

import numpy as np

from shared.acoustics.stress import (
    StressModel,
    Vowels,
    accepted_syllables,
    vowels_of,
)
from shared.contracts import AlignedWord, SyllableProminence, WordStress
from shared.phonetics.arpabet import is_vowel
from shared.phonetics.lexicon import SpokenWord
from shared.phonetics.phonology import REDUCED_VOWELS

from ..base import Stress, stress_digit

_WEAK = "weak"
"""Label of a function word's weak form in the lexicon."""


def with_stress(
    words: Sequence[AlignedWord],
    spoken: Sequence[SpokenWord],
    targets: Sequence[Sequence[str]],
    model: StressModel,
    vowels: Vowels,
) -> list[AlignedWord]:
    """The words with their stress, and their reduced vowels with how likely they were said in full.

    `targets` are the matched pronunciations with their stress digits.
    """
    odds, full = model.prominences(vowels), model.unreduced(vowels)
    found: list[AlignedWord] = []
    for word, text, target in zip(words, spoken, targets, strict=True):
        own = vowels.word == word.index
        positions = [index for index, phone in enumerate(target) if is_vowel(phone)]
        phones = list(word.phones)
        for index, probability in zip(positions, full[own], strict=True):
            if target[index] in REDUCED_VOWELS:
                phones[index] = phones[index].model_copy(
                    update={"unreduced_probability": round(float(probability), 4)}
                )
        stress = word_stress(
            model,
            odds[own],
            target,
            [entry.phones for entry in text.pronunciations],
            [(phones[index].start_s, phones[index].end_s) for index in positions],
        )
        fullness = full_vowel_probability(text, full[own])
        found.append(
            word.model_copy(
                update={"phones": phones, "stress": stress, "full_vowel_probability": fullness}
            )
        )
    return found


def full_vowel_probability(word: SpokenWord, unreduced: np.ndarray) -> float | None:
    """Of a function word with a weak form, `unreduced` (n_vowels,) being its vowels'; None for any other word."""
    has_weak_form = any(each.label == _WEAK for each in word.pronunciations)
    return round(float(unreduced[0]), 4) if has_weak_form and len(unreduced) == 1 else None


def word_stress(
    model: StressModel,
    odds: np.ndarray,
    phones: Sequence[str],
    variants: Sequence[Sequence[str]],
    times: Sequence[tuple[float, float]],
) -> WordStress | None:
    """`odds` and `times` are of the word's vowels."""
    found = accepted_syllables(phones, variants)
    if found is None:
        return None
    target, accepted = found
    shares = model.shares(odds, accepted)
    digits: list[Stress] = [stress_digit(phone) or 0 for phone in vowels_of(phones)]
    return WordStress(
        target_syllable=target,
        accepted_syllables=accepted,
        heard_syllable=int(shares.argmax()),
        probability=round(float(1 - shares[accepted].sum()), 4),
        syllables=[
            SyllableProminence(
                start_s=round(start_s, 3),
                end_s=round(end_s, 3),
                target_stress=digit,
                prominence=round(float(share), 4),
            )
            for (start_s, end_s), digit, share in zip(times, digits, shares, strict=True)
        ],
    )
