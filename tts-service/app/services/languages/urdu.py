"""Urdu writes few of its vowels: a model of the package g2p2 knows which they are. Loaded with the first word that is asked for."""

import re
import unicodedata
from functools import lru_cache

from .abugida import UnknownLetter

_PHONE = re.compile(r"[^\W\d_]\u0361[^\W\d_][\u032a\u0303ʰʱː]*|[^\W\d_ʰʱː][\u032a\u0303\u0308ʰʱː]*")
"""A letter, or two under a tie, with its marks, in decomposed Unicode."""
_AS_OTHERS = {
    "ɑː": "aː", "ɑ̃ː": "ãː", "ɑ": "a", "ä": "a", "ɐ": "ə", "ɦ": "h", "r": "ɾ", "t": "t̪", "d": "d̪", "tʰ": "t̪ʰ", "dʱ": "d̪ʱ",
}  # fmt: skip
"""How the model writes what the tables of the other languages write otherwise."""


@lru_cache(maxsize=4096)
def urdu_phones(word: str) -> tuple[str, ...]:
    """Phones in IPA of one word; the model runs words of a sentence together. Raises UnknownLetter."""
    import g2p2

    told = unicodedata.normalize("NFD", g2p2.phonemize(word, "ur"))
    phones = tuple(
        _AS_OTHERS.get(unicodedata.normalize("NFC", phone), unicodedata.normalize("NFC", phone))
        for phone in _PHONE.findall(told)
    )
    if not phones:
        raise UnknownLetter(word)
    return phones
