"""Which word of a phrase carries its main accent: its last content word, unless the text contrasts another.

Told by pitch, length and level together. What one of the three contradicts is not certain, which most phrases are not.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from shared.contracts import DeliveryFinding
from shared.gates import (
    ACCENT_LENGTH_RATIO,
    ACCENT_LEVEL_DB,
    ACCENT_SEMITONES,
    LEAST_ACCENTS_ELSEWHERE,
    UNACCENTED_MOVEMENT_SEMITONES,
)
from shared.phonetics.function_words import CONTRASTING

from .expected_lengths import LONGER_AT_END, expected_length_ms
from .finding import counted, span_of
from .speech import DeliveredWord, Speech

_LEAST_CONTENT_WORDS = 2


@dataclass(frozen=True, slots=True)
class _Prominence:
    word: DeliveredWord
    highest_semitones: float
    movement_semitones: float
    level_db: float
    log_length: float
    """Of its stressed vowel over what the text leads to expect, at the end of a phrase too."""


def nuclear_accents(speech: Speech) -> DeliveryFinding | None:
    """Phrases whose accent was surely on another word than the last content word. None without a phrase to tell by."""
    if speech.text_source != "reference":
        return None
    phrases = [each for each in _plain_phrases(speech) if each]
    if not phrases:
        return None
    elsewhere = [found for each in phrases if (found := _accented_instead(each)) is not None]
    is_habit = len(elsewhere) >= LEAST_ACCENTS_ELSEWHERE
    times = [span_of(word) for word in elsewhere]
    return counted(
        "nuclear_accent", "phrases", elsewhere, times, of=len(phrases), is_habit=is_habit
    )


def _plain_phrases(speech: Speech) -> list[list[_Prominence]]:
    """The content words of each phrase that ends at a mark, contrasts nothing, and ends in a word that is new."""
    before: set[str] = set()
    phrases: list[list[_Prominence]] = []
    for phrase in speech.phrases():
        content = [word for word in phrase if word.is_content]
        texts = {word.text for word in phrase}
        is_plain = phrase[-1].ends_phrase and texts.isdisjoint(CONTRASTING)
        if is_plain and len(content) >= _LEAST_CONTENT_WORDS and content[-1].text not in before:
            phrases.append(_measured(content, phrase))
        before |= {word.text for word in content}
    return phrases


def _measured(
    content: Sequence[DeliveredWord], phrase: Sequence[DeliveredWord]
) -> list[_Prominence]:
    """Empty where one of the words was not measured whole."""
    found = [_prominence(word, is_last=word is phrase[-1]) for word in content]
    known = [each for each in found if each is not None]
    return known if len(known) == len(found) else []


def _prominence(word: DeliveredWord, *, is_last: bool) -> _Prominence | None:
    pitch, vowels = word.pitch, word.vowels
    stressed = [(number, vowel) for number, vowel in enumerate(vowels) if vowel.stress == 1]
    if pitch is None or pitch.highest_semitones is None or not stressed:
        return None
    if pitch.movement_semitones is None or pitch.level_db is None:
        return None
    lengths = [
        math.log(
            max(1000 * (vowel.end_s - vowel.start_s), 1.0)
            / expected_length_ms(
                vowel,
                after=word.phone_behind(vowel),
                n_syllables=len(vowels),
                is_inside=0 < number < len(vowels) - 1,
                is_stressed=True,
            )
        )
        for number, vowel in stressed
    ]
    return _Prominence(
        word,
        pitch.highest_semitones,
        pitch.movement_semitones,
        pitch.level_db,
        fmean(lengths) - (math.log(LONGER_AT_END) if is_last else 0.0),
    )


def _accented_instead(phrase: Sequence[_Prominence]) -> DeliveredWord | None:
    """The word that was accented in place of the last; None where the last was, or nothing is certain."""
    *others, last = phrase
    if abs(last.movement_semitones) > UNACCENTED_MOVEMENT_SEMITONES:
        return None
    candidate = max(others, key=lambda each: each.highest_semitones)
    is_higher = candidate.highest_semitones - last.highest_semitones >= ACCENT_SEMITONES
    is_louder = candidate.level_db - last.level_db >= ACCENT_LEVEL_DB
    is_longer = candidate.log_length - last.log_length >= math.log(ACCENT_LENGTH_RATIO)
    return candidate.word if is_higher and is_louder and is_longer else None
