"""Names of people, where they are said to be such; only asked for by name, since names without an announcement can't be told."""

import re
from collections.abc import Iterator

from .found import FoundText

_WORD = r"[^\W\d_][\w'’-]*"
_ANNOUNCED = re.compile(
    r"(?:\bmy (?:full |first |last )?name(?: is|'s)|\b(?:this is|i am|i'm)(?= [^.,?!]{2,40} (?:speaking|calling|here)\b)|\bspeaking (?:to|with)|tên (?:tôi |em |anh |chị )?là)"
    rf"\s+(?P<name>{_WORD}(?:\s+(?!and\b|from\b|speaking\b|calling\b|here\b|i\b|my\b|the\b){_WORD})?)",
    re.IGNORECASE,
)
_DEVANAGARI = r"[\u0900-\u0963\u0970-\u097f]+"
_ANNOUNCED_HINDI = re.compile(
    rf"(?:मेरा|इनका|उनका) (?:पूरा )?नाम\s+(?P<name>{_DEVANAGARI}(?:\s+(?!है\b|हूँ\b)(?!है)(?!हूँ){_DEVANAGARI})?)\s+(?:है|हूँ)"
)


def find_people(text: str) -> Iterator[FoundText]:
    for form in (_ANNOUNCED, _ANNOUNCED_HINDI):
        for found in form.finditer(text):
            yield FoundText("PERSON", *found.span("name"), checked=False)
