"""Languages as callers name them: `hi`, `HI`, `hi-IN`, `hi_IN.UTF-8`, `hin` and `Hindi` are one."""

import re
from functools import cache
from pathlib import Path

from shared.errors import InvalidInput
from shared.likeness import nearest, shown

_FILE = Path(__file__).with_name("languages.tsv")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*(?:[.@][\w.@-]*)?", re.ASCII)
"""BCP 47 as browsers write it, or a locale of POSIX; the first part is the language."""
_COUNTRIES = {
    "jp": "ja", "cn": "zh", "tw": "zh", "hk": "zh", "kr": "ko", "vn": "vi", "ua": "uk", "cz": "cs", "gr": "el", "dk": "da",
    "pk": "ur", "bd": "bn", "ir": "fa", "il": "he", "us": "en", "gb": "en", "mx": "es", "at": "de",
}  # fmt: skip
"""Country codes that are no languages, and are often sent for one: only ever a hint."""
_EXAMPLES = "hi, ta, te, bn, zh, ko, vi, es or en"


def language_code(sent: str) -> str | None:
    """The ISO 639-1 code of a language by any of its names, or the three letters of one that has none; None for no
    language that is known."""
    by_code, by_name = _table()
    name = sent.strip().casefold()
    if name in by_name:
        return by_name[name]
    tag = _TAG.fullmatch(sent.strip())
    if tag is None:
        return None
    primary = tag[1].lower()
    return by_code.get(primary, primary if len(primary) == 3 else None)


def language_name(code: str) -> str:
    """In English; the code itself of one that no table has."""
    _, by_name = _table()
    return next((name.capitalize() for name, of in by_name.items() if of == code), code)


def read_language(sent: str, field: str) -> str:
    """Raises InvalidInput that says what is probably meant."""
    code = language_code(sent)
    if code is None:
        raise InvalidInput(
            f"{unknown_language(sent)}: send an ISO 639 code such as {_EXAMPLES}", field=field
        )
    return code


def well_formed(sent: object) -> object:
    """For a field of JSON, before it is checked: a code where one is known, None for nothing, and else what was sent.

    A code that no table has passes: who asks may be of another release and know more. Raises ValueError for no code at all.
    """
    if not isinstance(sent, str):
        return sent
    if not sent.strip():
        return None
    code = language_code(sent) or sent.strip().lower()
    if not re.fullmatch("[a-z]{2,3}", code):
        raise ValueError(f"{unknown_language(sent)}: send an ISO 639 code such as {_EXAMPLES}")
    return code


def unknown_language(sent: str) -> str:
    """That there is no such language, and which one was probably meant."""
    by_code, by_name = _table()
    said = f"there is no language “{shown(sent.strip())}”"
    first = re.split(r"[-_.@]", sent.strip())[0].casefold()
    meant = _COUNTRIES.get(first)
    if meant is None and len(first) > 3 and (name := nearest(sent, by_name)) is not None:
        meant = by_name[name]
    return f"{said}, did you mean {meant}?" if meant in by_code else said


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """The code by each code of the same language, and by each name in small letters."""
    by_code: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, others, names = line.split("\t")
        by_code |= dict.fromkeys([code, *others.split(",")], code)
        by_name |= {name.strip().casefold(): code for name in names.split(",")}
    return by_code, by_name
