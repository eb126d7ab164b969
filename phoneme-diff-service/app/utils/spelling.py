"""How a spelled word roughly sounds, and how alike two words are.

Only to tell which word of the text a recognised word stands for. What a learner pronounced never comes
from here: it comes from the audio.
"""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from .edit_alignment import phone_cost

_SOUNDS = {
    "tion": "SH AH N", "sion": "ZH AH N", "ough": "AO", "augh": "AO", "eigh": "EY", "tch": "CH",
    "igh": "AY", "dge": "JH", "sch": "S K", "ck": "K", "ch": "CH", "sh": "SH", "th": "TH", "ph": "F",
    "wh": "W", "wr": "R", "kn": "N", "qu": "K W", "ng": "NG", "ee": "IY", "ea": "IY", "ie": "IY",
    "ei": "IY", "ey": "IY", "oo": "UW", "ou": "AW", "ow": "OW", "oa": "OW", "oi": "OY", "oy": "OY",
    "ai": "EY", "ay": "EY", "au": "AO", "aw": "AO", "ew": "Y UW", "er": "ER", "ir": "ER", "ur": "ER",
    "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH",
    "j": "JH", "k": "K", "l": "L", "m": "M", "n": "N", "o": "AA", "p": "P", "q": "K", "r": "R",
    "s": "S", "t": "T", "u": "AH", "v": "V", "w": "W", "x": "K S", "y": "IY", "z": "Z",
}  # fmt: skip
_LONGEST = max(map(len, _SOUNDS))
CONTRAST = 2.0
"""Stretches articulatory distance so that words of equally many, merely similar phones stay apart."""
PHONE_GAP = 1.0
SPELLING_DISCOUNT = 0.2
"""English spelling says less about sound than sounds do."""


def normalise_word(text: str) -> str:
    """Lower-case letters and digits only: `“Don't,”` → `dont`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(symbol for symbol in plain if symbol.isalnum())


def bare_word(text: str) -> str:
    """A word as it is written, without the punctuation around it: `“Bob.”` → `Bob`."""
    return re.sub(r"^[^\w]+|[^\w]+$", "", text) or text.strip()


# Bytes an entry, with words of 4 to 10 letters and two pronunciations (tracemalloc, 2026-11-27): 260, 410 and 830.
@lru_cache(maxsize=20_000)
def rough_phones(word: str) -> tuple[str, ...]:
    """A first guess at how a normalised word sounds, letter group by letter group. Full, its cache holds 5 MB."""
    word = re.sub(r"(.)\1", r"\1", word) if "ee" not in word and "oo" not in word else word
    if len(word) > 3 and word.endswith("e") and word[-2] not in "aeiou":
        word = word[:-1]
    phones: list[str] = []
    position = 0
    while position < len(word):
        following = word[position + 1 : position + 2]
        if word[position] in "cg" and following and following in "eiy":
            phones.append("S" if word[position] == "c" else "JH")
            position += 1
            continue
        if position == 0 and word[0] == "y":
            phones.append("Y")
            position = 1
            continue
        for width in range(_LONGEST, 0, -1):
            piece = word[position : position + width]
            if len(piece) == width and piece in _SOUNDS:
                phones += _SOUNDS[piece].split()
                position += width
                break
        else:
            position += 1
    return tuple(phones)


@lru_cache(maxsize=10_000)
def sound_similarity(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """1 for the same phones, 0 for phones with nothing in common. Full, its cache holds 4 MB."""
    if not one or not other:
        return 0.0
    row = [PHONE_GAP * j for j in range(len(other) + 1)]
    for i, phone in enumerate(one, start=1):
        diagonal, row[0] = row[0], PHONE_GAP * i
        for j, rival in enumerate(other, start=1):
            matched = diagonal + min(2 * PHONE_GAP, CONTRAST * phone_cost(phone, rival))
            diagonal = row[j]
            row[j] = min(matched, row[j] + PHONE_GAP, row[j - 1] + PHONE_GAP)
    return max(0.0, 1.0 - row[-1] / max(len(one), len(other)))


@lru_cache(maxsize=20_000)
def word_similarity(
    target: str, target_phones: tuple[tuple[str, ...], ...], recognised: str
) -> float:
    """How likely the ASR's `recognised` stands for `target` (both normalised), 0–1.

    `target_phones` are the target's pronunciations without stress. `weary` for `very`: 0.6. Full, its cache holds 17 MB.
    """
    if target == recognised:
        return 1.0
    rough = rough_phones(recognised)
    by_sound = max((sound_similarity(phones, rough) for phones in target_phones), default=0.0)
    letters = SequenceMatcher(None, target, recognised, autojunk=False)
    if letters.real_quick_ratio() - SPELLING_DISCOUNT <= by_sound:
        return by_sound
    return max(by_sound, letters.ratio() - SPELLING_DISCOUNT)
