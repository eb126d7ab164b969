"""How long words will last, told from their phones before anything is made.

The seconds of each kind of phone are fitted to 88 pieces that Kokoro spoke, prose, figures, lists and strings of one
phone, a little on the long side; docs/adr/0018 has how near they come.
"""

from collections.abc import Sequence

from shared.phonetics.arpabet import is_vowel, strip_stress
from shared.phonetics.phonology import SHORT_UNSTRESSED_VOWELS

from ..languages.abugida import is_vowel_phone
from .base import SpeechWord

_FULL_VOWEL_S, _REDUCED_VOWEL_S, _R_VOWEL_S, _CONSONANT_S = 0.115, 0.055, 0.17, 0.06
_SHORT_VOWEL_S = 0.08
"""Of languages other than English: a single letter of IPA without a length mark."""
_WORD_S = 0.04
"""That every word takes, however short."""
_MARK_S = 0.03
"""A comma or a full stop, and the lengthening before it."""
_PIECE_S = 0.5
"""A stretch with an end of its own: the lengthening of its last word, and the pause to the next."""
_SPELLED_CHARACTER_S, _SPELLED_WORD_S = 0.06, 0.05
SPELLED_PAUSES_S = {".": 0.4, "!": 0.4, "?": 0.4, "…": 0.4}
SPELLED_PAUSE_S = 0.2
"""After another mark."""


def spoken_s(words: Sequence[SpeechWord], *, speaking_rate: float, slowness: float = 1.0) -> float:
    """Seconds that the words and the pauses between them will last.

    `slowness` is the voice's: 1 for one as fast as most, 2 for one that takes twice as long.
    """
    said_s, pauses_s = 0.0, 0.0
    pace: float | None = None
    voice: str | None = None
    for word in words:
        own_s = (
            _WORD_S
            + sum(_phone_s(phone, word.language) for phone in word.phones)
            + (_MARK_S if word.after else 0.0)
        )
        if word.pause_before_s is not None or word.pace != pace or word.voice != voice:
            own_s += _PIECE_S
        said_s += own_s / word.pace
        pauses_s += word.pause_before_s or 0.0
        pace, voice = word.pace, word.voice
    return said_s * slowness / speaking_rate + pauses_s


def spelled_s(words: Sequence[SpeechWord], *, speaking_rate: float) -> float:
    """The same of words whose phones nobody knows, by their letters; a figure is said as a word or two."""
    said_s = 0.0
    for word in words:
        letters = 6 * len(word.text) if word.text[:1].isdigit() else len(word.text)
        mark_s = SPELLED_PAUSES_S.get(word.after, SPELLED_PAUSE_S) if word.after else 0.0
        said_s += (_SPELLED_WORD_S + letters * _SPELLED_CHARACTER_S + mark_s) / word.pace
    return said_s / speaking_rate + sum(word.pause_before_s or 0.0 for word in words)


def _phone_s(phone: str, language: str) -> float:
    if language != "en":
        if not is_vowel_phone(phone):
            return _CONSONANT_S
        return _FULL_VOWEL_S if len(phone) > 1 else _SHORT_VOWEL_S
    if not is_vowel(phone):
        return _CONSONANT_S
    if strip_stress(phone) == "ER":
        return _R_VOWEL_S
    return _REDUCED_VOWEL_S if phone in SHORT_UNSTRESSED_VOWELS else _FULL_VOWEL_S
