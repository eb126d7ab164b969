"""Function words that were said in full where speech has their weak form."""

from itertools import pairwise

from shared.contracts import DeliveryFinding
from shared.gates import (
    FULL_FORM,
    FULL_FORM_HEARD,
    FULL_FORM_S,
    FULL_FORMS_SHARE,
    LEAST_FULL_FORMS,
)
from shared.phonetics.arpabet import VOWELS, is_vowel, strip_stress
from shared.phonetics.function_words import FULL_BEFORE_VOWELS, WEAK_IN_PHRASES
from shared.phonetics.phonology import REDUCED_VOWELS

from .finding import counted, span_of
from .speech import DeliveredWord, Speech

_FULL = frozenset(VOWELS) - {strip_stress(vowel) for vowel in REDUCED_VOWELS}


def weak_forms(speech: Speech) -> DeliveryFinding | None:
    """By the vowel's quality, as the aligner heard it, and its length. None where the text has no place for a weak form."""
    places = [one for one, other in pairwise(speech.words) if _is_weak_place(one, other)]
    if not places:
        return None
    full = [word for word in places if is_full(word)]
    is_habit = len(full) >= LEAST_FULL_FORMS and len(full) >= FULL_FORMS_SHARE * len(places)
    return counted(
        "weak_forms",
        "words",
        full,
        [span_of(word) for word in full],
        of=len(places),
        is_habit=is_habit,
    )


def _is_weak_place(word: DeliveredWord, following: DeliveredWord) -> bool:
    """Inside a phrase, measured; not where the full vowel is usual before another vowel (`to eat`)."""
    if word.aligned.full_vowel_probability is None or word.text not in WEAK_IN_PHRASES:
        return False
    is_before_vowel = is_vowel(following.aligned.phones[0].target)
    return not word.is_before_break and not (is_before_vowel and word.text in FULL_BEFORE_VOWELS)


def is_full(word: DeliveredWord) -> bool:
    """Whether the word's one vowel has a full quality, by its sound or by the phone that was heard, and is no short one."""
    (vowel,) = word.vowels
    is_full_phone = vowel.heard in _FULL and (vowel.heard_probability or 0.0) >= FULL_FORM_HEARD
    has_full_sound = (word.aligned.full_vowel_probability or 0.0) >= FULL_FORM
    return vowel.end_s - vowel.start_s >= FULL_FORM_S and (is_full_phone or has_full_sound)
