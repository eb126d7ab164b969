"""Scripts, and what a script alone tells of the language."""

import unicodedata
from bisect import bisect_right
from collections import Counter
from itertools import pairwise

NO_SCRIPT = "Zyyy"
UNKNOWN_SCRIPT = "Zzzz"

_RANGES = (
    (0x0041, 0x024F, "Latn"), (0x0370, 0x03FF, "Grek"), (0x0400, 0x052F, "Cyrl"), (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"), (0x0600, 0x06FF, "Arab"), (0x0750, 0x077F, "Arab"), (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"), (0x0980, 0x09FF, "Beng"), (0x0A00, 0x0A7F, "Guru"), (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"), (0x0B80, 0x0BFF, "Taml"), (0x0C00, 0x0C7F, "Telu"), (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"), (0x0D80, 0x0DFF, "Sinh"), (0x0E00, 0x0E7F, "Thai"), (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"), (0x1200, 0x137F, "Ethi"), (0x1780, 0x17FF, "Khmr"), (0x1E00, 0x1EFF, "Latn"),
    (0x3040, 0x30FF, "Jpan"), (0x3400, 0x9FFF, "Hani"), (0xA8E0, 0xA8FF, "Deva"), (0xAC00, 0xD7AF, "Hang"),
    (0xFB50, 0xFDFF, "Arab"), (0xFE70, 0xFEFF, "Arab"),
)  # fmt: skip
"""First and last code point of the blocks whose letters are met, after Unicode's Blocks.txt, in order."""
_STARTS = [first for first, _, _ in _RANGES]
assert all(one[1] < other[0] for one, other in pairwise(_RANGES))

LANGUAGE_OF_SCRIPT = {
    "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Gujr": "gu", "Guru": "pa", "Orya": "or", "Sinh": "si",
    "Thai": "th", "Grek": "el", "Hebr": "he", "Armn": "hy", "Geor": "ka", "Hang": "ko", "Khmr": "km", "Jpan": "ja",
    "Hani": "zh", "Ethi": "am",
}  # fmt: skip
"""Scripts of, for all that is asked here, one language."""


def script_of(letter: str) -> str:
    """ISO 15924."""
    at = bisect_right(_STARTS, ord(letter)) - 1
    if at >= 0 and ord(letter) <= _RANGES[at][1]:
        return _RANGES[at][2]
    return UNKNOWN_SCRIPT


def letters_by_script(text: str) -> Counter[str]:
    """How many letters of each script there are; marks, digits and signs aren't counted."""
    return Counter(script_of(each) for each in text if unicodedata.category(each).startswith("L"))


def main_script(counts: Counter[str]) -> str:
    """The script of most letters, of a text that may have none."""
    return counts.most_common(1)[0][0] if counts else NO_SCRIPT
