"""Words of a text, in any script, as the keyword index has them too."""

import unicodedata

_PARTS = frozenset("LNM")
"""Letters, numbers, and the marks that Indian scripts write vowels with."""
_LATIN_MARKS = range(0x0300, 0x0370)
"""Accents: who types leaves them out."""


def words_of(text: str) -> list[str]:
    """Without case and accents, in their order, repeated ones too."""
    return "".join(map(_kept, unicodedata.normalize("NFKD", text).casefold())).split()


def _kept(character: str) -> str:
    if ord(character) in _LATIN_MARKS:
        return ""
    return character if unicodedata.category(character)[0] in _PARTS else " "
