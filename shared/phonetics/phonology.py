"""What is so of the sounds of American English: classes of phones, and what becomes of a phone where it stands.

Phones are ARPAbet without stress digits unless a docstring says otherwise. Words are in function_words.py.
"""

from collections.abc import Sequence

from shared.phonetics.arpabet import CONSONANTS, FEATURES, VOWELS, is_vowel, stress_of, strip_stress

SIBILANTS = frozenset({"S", "Z", "SH", "ZH", "CH", "JH"})
VOICELESS = frozenset(phone for phone in CONSONANTS if not FEATURES[phone].voiced)
VOICELESS_FINALS = VOICELESS - {"HH"}
"""Voiceless phones that an English word may end in."""
OBSTRUENTS = frozenset(
    phone
    for phone in CONSONANTS
    if FEATURES[phone].manner in {"stop", "affricate", "fricative"} and phone != "HH"
)
"""With a closure or noise in the mouth: HH has neither."""
NASALS = frozenset({"M", "N", "NG"})
GLIDING_VOWELS = frozenset({"IY", "EY", "AY", "OY", "AW", "UW", "OW"})
"""That end in a tongue position from which a Y or W grows before another vowel."""
ONSET_SECONDS = frozenset({"L", "R", "W", "Y"})
"""Consonants that may stand between a stop and the vowel of its syllable."""
UNASPIRATED_HEARD_AS = {"P": "B", "T": "D", "K": "G"}
"""A voiceless stop without its puff of air → the voiced stop it is taken for."""

REDUCED_VOWELS = frozenset({"AH0", "IH0", "ER0"})
"""With stress digit: targets that have no full quality of their own."""
SHORT_UNSTRESSED_VOWELS = frozenset({"AH0", "EH0", "IH0", "UH0", "UW0"})
"""With stress digit: half as long without stress. IY of `very` keeps its length, ER its R."""
assert {strip_stress(each) for each in REDUCED_VOWELS | SHORT_UNSTRESSED_VOWELS} <= set(VOWELS)

SHORTEST_PAUSE_S = 0.2
"""Silence between words from which running speech is broken off: below it, it belongs to articulation, such as the
closure of a stop."""


def opens_flap(before: str | None) -> bool:
    """Whether T or D after this phone may be a flap: Kahn, Syllable-based Generalizations (1976)."""
    return before is not None and (is_vowel(before) or strip_stress(before) == "R")


def is_syllabic_schwa(phones: Sequence[str], index: int) -> bool:
    """AH0 between an obstruent and a final-in-its-syllable L or N: `little`, `button`, not `balloon`.

    `phones` are one word's, with stress digits.
    """
    if phones[index] != "AH0" or not 0 < index < len(phones) - 1:
        return False
    before, after = phones[index - 1], phones[index + 1]
    is_open = index + 2 < len(phones) and is_vowel(phones[index + 2])
    return after in {"L", "N"} and before in OBSTRUENTS and not is_open


def is_flap_within_word(phones: Sequence[str], index: int) -> bool:
    """Whether T or D at `index` is a flap for sure: before an unstressed vowel that is no syllabic N's.

    For speaking, where a flap too few is less wrong than one too many. `phones` are one word's, with stress
    digits; a vowel without one counts as unstressed.
    """
    if not 0 < index < len(phones) - 1:
        return False
    after = phones[index + 1]
    is_before_unstressed_vowel = is_vowel(after) and stress_of(after) in {0, None}
    is_before_syllabic_n = is_syllabic_schwa(phones, index + 1) and phones[index + 2] == "N"
    return opens_flap(phones[index - 1]) and is_before_unstressed_vowel and not is_before_syllabic_n


def may_be_flap(
    before: str | None, after: str | None, *, after_stress: int | None, ends_word: bool
) -> bool:
    """Whether T or D may be a flap: before an unstressed vowel, or any vowel of the next word.

    For judging, where a flap said for a stop is right wherever Americans may have one.
    """
    if not opens_flap(before) or after is None or not is_vowel(after):
        return False
    return ends_word or after_stress == 0


def is_plain_coronal(phones: Sequence[str], index: int) -> bool:
    """T or D before a vowel, surely no flap, and with no R beside it that draws the tongue back.

    For how a stop was realised, where one that may be a flap, as after N too (`winter`), is not asked about.
    `phones` are one word's, with stress digits.
    """
    if strip_stress(phones[index]) not in {"T", "D"} or not is_vowel(phones[index + 1]):
        return False
    if strip_stress(phones[index + 1]) == "ER":
        return False
    if index == 0:
        return True
    before = strip_stress(phones[index - 1])
    if before == "R":
        return False
    return (stress_of(phones[index + 1]) or 0) > 0 or not (is_vowel(before) or before == "N")
