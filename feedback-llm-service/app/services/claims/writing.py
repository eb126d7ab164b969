"""How a text is written: plain letters and marks, nothing hidden, no markup, no address."""

import re
import unicodedata

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \n")
_MARKS = frozenset(".,;:!?'’‘“”\"«»()/[]-–—…→")
_PHONETIC = frozenset("θðʃʒŋɹɾʔɪʊɛæʌəɚɝɔɑɒɐʈɖʋɽɳɭʰɡʧʤˈˌː")
_USUAL = _LETTERS | _MARKS | _PHONETIC
_PARTED = re.compile(r"(?<![A-Za-z])(?:[A-Za-z][ .\-_]){3,}[A-Za-z](?![A-Za-z])")
"""`v i s i t`; one letter again and again is a sound that is held."""
_HOST = re.compile(r"[A-Za-z0-9]{2,}(?:\s?\[?\(?\.\)?\]?)(?=[A-Za-z]{2,})[A-Za-z]{2,}")
"""`evil.example`, `evil[.]example`: a full stop is followed by a space."""
_CALL = re.compile(r"\w\(|\)\w")
"""`print(`: prose has a space before a parenthesis."""
_BRACKETED = re.compile(r"\[([^\]\s]{1,12})\]")


def problems_of_writing(text: str, *, letters: frozenset[str] = frozenset()) -> list[str]:
    """`letters` are those beyond the English ones that the evidence itself has."""
    found: list[str] = []
    strange = set(text) - _USUAL - letters
    if strange:
        names = sorted(unicodedata.name(each, f"U+{ord(each):04X}") for each in strange)
        found.append(f"holds characters other than plain letters and marks: {', '.join(names[:4])}")
    if any(len(set(re.sub(r"[^a-z]", "", each.lower()))) > 1 for each in _PARTED.findall(text)):
        found.append("spells a word in parted letters")
    if _HOST.search(text):
        found.append("holds markup or an address")
    if _CALL.search(text):
        found.append("holds code")
    bracketed = "".join(_BRACKETED.findall(text))
    if ("[" in text or "]" in text) and not set(bracketed) & _PHONETIC and len(bracketed) != 1:
        found.append("holds markup or an address")
    return found
