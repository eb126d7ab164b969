"""ARPAbet → the phone symbols Kokoro was trained on.

Kokoro reads the American notation of misaki (github.com/hexgrad/misaki, EN_PHONES.md): one symbol a
diphthong or affricate, the stress mark right before its vowel, `T` for the flap, `ᵊ` for the vowel of a
syllabic L or N. Symbol numbers are those of Kokoro-82M's config.json; the gaps are symbols of other
languages.
"""

from collections.abc import Sequence

from shared.phonetics.arpabet import UnknownPhone, is_vowel, stress_of, strip_stress
from shared.phonetics.phonology import is_flap_within_word, is_syllabic_schwa

SYMBOL_IDS = {
    ";": 1, ":": 2, ",": 3, ".": 4, "!": 5, "?": 6, "—": 9, "…": 10, " ": 16,
    "̃": 17, "ʣ": 18, "ʦ": 20, "A": 24, "I": 25, "O": 31, "T": 36, "W": 39, "Y": 41, "ᵊ": 42, "a": 43,
    "b": 44, "c": 45, "d": 46, "e": 47, "f": 48, "h": 50, "i": 51, "j": 52, "k": 53, "l": 54, "m": 55, "n": 56,
    "o": 57, "p": 58, "q": 59, "s": 61, "t": 62, "u": 63, "v": 64, "w": 65, "x": 66, "z": 68, "ɑ": 69, "æ": 72, "ɔ": 76,
    "ɖ": 80, "ð": 81, "ʤ": 82, "ə": 83, "ɛ": 86, "ɜ": 87, "ɟ": 90, "ɡ": 92, "ɪ": 102, "ŋ": 112, "ɳ": 113, "ɲ": 114,
    "θ": 119, "ɹ": 123, "ɾ": 125, "ɽ": 129, "ʂ": 130, "ʃ": 131, "ʈ": 132, "ʧ": 133, "ʊ": 135, "ʋ": 136, "ʌ": 138,
    "ɣ": 139, "ʒ": 147, "ʔ": 148, "ˈ": 156, "ˌ": 157, "ː": 158, "ʰ": 162,
}  # fmt: skip
PAD_ID = 0
"""Stands at both ends of every token sequence."""
PAUSES = frozenset(";:,.!?—…")
"""The punctuation that Kokoro turns into pauses and intonation."""

_SYMBOLS = {
    "AA": "ɑ", "AE": "æ", "AH": "ʌ", "AO": "ɔ", "AW": "W", "AY": "I", "EH": "ɛ", "ER": "ɜɹ", "EY": "A",
    "IH": "ɪ", "IY": "i", "OW": "O", "OY": "Y", "UH": "ʊ", "UW": "u",
    "B": "b", "CH": "ʧ", "D": "d", "DH": "ð", "F": "f", "G": "ɡ", "HH": "h", "JH": "ʤ", "K": "k",
    "L": "l", "M": "m", "N": "n", "NG": "ŋ", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t",
    "TH": "θ", "V": "v", "W": "w", "Y": "j", "Z": "z", "ZH": "ʒ",
}  # fmt: skip
_UNSTRESSED = {"AH": "ə", "ER": "əɹ"}
_STRESS_MARKS = {0: "", 1: "ˈ", 2: "ˌ"}


def kokoro_symbols(phones: Sequence[str], *, reduced: bool = False, flaps: bool = True) -> str:
    """One word in Kokoro's symbols: `N AO1 T IY0` → `nˈɔTi`."""
    return "".join(phone_symbols(phones, reduced=reduced, flaps=flaps))


def phone_symbols(phones: Sequence[str], *, reduced: bool = False, flaps: bool = True) -> list[str]:
    """Kokoro's symbols of each phone of one word: `N AO1 T IY0` → `n`, `ˈɔ`, `T`, `i`.

    A word none of whose vowels has a stress digit is stressed on its first vowel. `reduced` takes the
    stress off, as for a function word within a sentence; the vowels stay what they are. `flaps` speaks
    T between a vowel or R and an unstressed vowel as the American tap. Raises UnknownPhone.
    """
    phones = _with_stress(phones)
    symbols: list[str] = []
    for index, phone in enumerate(phones):
        bare = strip_stress(phone)
        if bare not in _SYMBOLS:
            raise UnknownPhone(f"{phone!r} is not an ARPAbet phone")
        if flaps and bare == "T" and is_flap_within_word(phones, index):
            symbols.append("T")
        elif is_syllabic_schwa(phones, index):
            symbols.append("ᵊ")
        elif is_vowel(bare):
            stress = stress_of(phone) or 0
            symbol = _SYMBOLS[bare] if stress else _UNSTRESSED.get(bare, _SYMBOLS[bare])
            symbols.append(
                (_reduced_mark(stress, index) if reduced else _STRESS_MARKS[stress]) + symbol
            )
        else:
            symbols.append(_SYMBOLS[bare])
    return symbols


def _reduced_mark(stress: int, index: int) -> str:
    """None, except that Kokoro swallows a full vowel that starts an utterance unmarked: `I think`."""
    return _STRESS_MARKS[2] if stress and index == 0 else ""


def _with_stress(phones: Sequence[str]) -> Sequence[str]:
    vowels = [index for index, phone in enumerate(phones) if is_vowel(phone)]
    if not vowels or any(stress_of(phones[index]) is not None for index in vowels):
        return phones
    return [f"{phone}1" if index == vowels[0] else phone for index, phone in enumerate(phones)]
