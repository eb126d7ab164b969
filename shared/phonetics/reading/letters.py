"""Initials and acronyms: said as words, or letter by letter."""

import re
from collections.abc import Iterable

from shared.phonetics.reading.letter_tables import AIRLINES, MIXED, SAID, SPELLED, STATES
from shared.phonetics.reading.scan import END, START, ReadingRule, Scan, WrittenPiece, any_of, one
from shared.phonetics.reading.ways import Ways, distinct

_PRONOUNCEABLE = re.compile(
    r"(?:(?:[BCDFGHJKLMNPQRSTVWXYZ]|[BCDFGKPST][LR]|S[CKLMNPTW]|[CST]H)?[AEIOU]{1,2})"
    r"(?:(?:[BCDFGKLMNPRSTVZ]|[LMNRS][BCDFGKMNPST])[AEIOUY]{1,2})*(?:[BCDFGKLMNPRSTXZ]|[LMNRS][DKPST])?"
)
"""Capitals that an English word may be made of: consonants in the clusters that words have."""


def acronym_ways(word: str, scan: Scan) -> Ways:
    """Capitals amid other text: `WHO` letters, `NASA` a word, `ASAP` both."""
    letters, said = f"~{word}", f"={word}"
    if word in SAID:
        ways = [letters if way == word else way for way in SAID[word]]
        if ways[0] == word.lower():
            ways[0] = said
        return distinct(ways)
    if word in SPELLED:
        return (letters, said) if scan.known(word) and len(word) > 2 else (letters,)
    if not re.search(r"[AEIOUY]", word):
        return (letters,)
    if scan.known(word):
        return (said, letters) if len(word) <= 5 else (said,)
    if len(word) >= 6 or (
        len(word) >= 4 and word[0] not in "AEIOU" and _PRONOUNCEABLE.fullmatch(word)
    ):
        return (said, letters)
    return (letters, said) if len(word) >= 4 and re.search(r"[AEIOU]", word) else (letters,)


def _capitals(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    word, ending = match["word"], match["ending"] or ""
    start = match.start()
    is_shouted = scan.is_shouted(start)
    if (
        "&" in scan.text[max(0, start - 1) : start] + scan.text[match.end() : match.end() + 1]
        and len(word) <= 4
    ):
        return one(match, (f"~{word}{ending}",))
    if (
        is_shouted
        and (scan.known(word) or re.search("[AEIOUY]", word))
        and word not in {"USA", "UK", "WHO", "FBI"}
    ):
        return one(match, (f"={word}{ending}",))
    ways = acronym_ways(word, scan)
    if (
        re.match(r"\s*[0-9]", scan.after(match.end()))
        and word in AIRLINES
        and re.search(r"(?i)\bflight\s+$", scan.before(start))
    ):
        ways = (*ways, AIRLINES[word])
    if word in STATES and re.search(r"[a-z],\s+$", scan.before(start)):
        ways = (
            (f"~{word}", STATES[word])
            if re.match(r"\s+[0-9]{5}", scan.after(match.end()))
            else (STATES[word], f"~{word}")
        )
    return one(match, tuple(_ended(way, ending) for way in ways))


def _ended(way: str, ending: str) -> str:
    """The plural or possessive behind the last word."""
    if not ending:
        return way
    return f"{way}{ending}" if way[0] == "~" or ending != "s" else f"{way}s"


def _initials(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    letters = re.sub(r"[^A-Za-z]", "", match["initials"]).upper()
    return one(match, (f"~{letters}{match['owner'] or ''}",))


def _mixed(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    return one(match, MIXED[match[0]])


def _formula(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`NaCl`, `KMnO4`: symbols of elements by their letters."""
    written = match[0]
    if scan.known(written) or not set(re.findall(r"[A-Z][a-z]?", written)) <= _ELEMENTS:
        return None
    names = {
        "2": "two",
        "3": "three",
        "4": "four",
        "5": "five",
        "6": "six",
        "7": "seven",
        "8": "eight",
    }
    return one(match, (" ".join(names.get(c, c.upper()) for c in written),))


_ELEMENTS = frozenset(
    [
        "H",
        "He",
        "Li",
        "Be",
        "B",
        "C",
        "N",
        "O",
        "F",
        "Ne",
        "Na",
        "Mg",
        "Al",
        "Si",
        "P",
        "S",
        "Cl",
        "Ar",
        "K",
        "Ca",
        "Ti",
        "Cr",
        "Mn",
        "Fe",
        "Co",
        "Ni",
        "Cu",
        "Zn",
        "As",
        "Se",
        "Br",
        "Ag",
        "Cd",
        "Sn",
        "I",
        "Ba",
        "Pt",
        "Au",
        "Hg",
        "Pb",
        "U",
    ]
)
NAMES = (
    ReadingRule(
        "a", rf"{START}(?=[A-Za-z0-9]*[a-z])(?:[A-Z][a-z]?[2-8]?){{2,5}}{END}(?!'|-)", _formula
    ),
    ReadingRule("a", rf"{START}(?:{any_of(MIXED)}){END}(?!'s|&)", _mixed),
)
"""Ahead of every rule for letters with numbers."""
RULES = (
    ReadingRule("a", rf"{START}(?P<initials>(?:[A-Za-z]\.){{2,}}(?:[A-Za-z]{END}(?!'))?)(?P<owner>'s{END})?", _initials),
    ReadingRule("a", rf"{START}(?P<initials>(?:[A-Z]\.\s){{1,3}})(?P<owner>)(?=[A-Z][a-z])", _initials),
    ReadingRule("a", rf"{START}(?P<word>[A-Z]{{2,}})(?P<ending>'s|s)?{END}(?!'[A-Za-z])", _capitals),
)  # fmt: skip
