"""Whether a Vietnamese text has its marks, and its syllables exist."""

import re
import unicodedata
from dataclasses import dataclass

TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
_QUALITIES = {"\u0302", "\u0306", "\u031b"}
"""Circumflex, breve and horn; đ is a letter of its own."""
_SYLLABLE = re.compile(r"[^\W\d_]+")
_STOPPED = ("ch", "c", "p", "t")
_TONES_OF_STOPPED = {"sắc", "nặng"}
MISSING_BELOW = 0.25
"""Of the syllables with a mark; in a Vietnamese text some .6 to .9 have one."""
ENOUGH_SYLLABLES = 4
"""Fewer may well have none: `cho em xem`."""
_NO_VIETNAMESE_LETTER = re.compile("[fjwz]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Diacritics:
    marked_share: float | None
    """None without syllables."""
    missing: bool
    malformed: tuple[str, ...]


def check_diacritics(text: str) -> Diacritics:
    """Words with a letter that Vietnamese lacks are taken for foreign and passed over."""
    syllables = [
        each
        for each in _SYLLABLE.findall(unicodedata.normalize("NFC", text))
        if not _NO_VIETNAMESE_LETTER.search(each)
    ]
    if not syllables:
        return Diacritics(None, missing=False, malformed=())
    share = sum(map(_is_marked, syllables)) / len(syllables)
    missing = len(syllables) >= ENOUGH_SYLLABLES and share < MISSING_BELOW
    malformed = tuple(dict.fromkeys(each for each in syllables if is_malformed(each)))
    return Diacritics(round(share, 3), missing, malformed)


def _is_marked(syllable: str) -> bool:
    return "đ" in syllable.lower() or bool(_marks(syllable))


def _marks(syllable: str) -> list[str]:
    decomposed = unicodedata.normalize("NFD", syllable)
    return [each for each in decomposed if each in TONES or each in _QUALITIES]


def is_malformed(syllable: str) -> bool:
    """Two tones; or a syllable that ends in c, ch, p or t with a mark of quality or tone, but not sắc or nặng, which alone it can have."""
    tones = [TONES[each] for each in _marks(syllable) if each in TONES]
    if len(tones) > 1:
        return True
    if not syllable.lower().endswith(_STOPPED):
        return False
    if not tones:
        # Without any mark it is foreign, or typed plainly: that is what `missing` is about.
        return _is_marked(syllable) and any(each in _QUALITIES for each in _marks(syllable))
    return tones[0] not in _TONES_OF_STOPPED
