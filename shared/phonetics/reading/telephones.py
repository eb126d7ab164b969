"""Telephone numbers and other figures that are told one by one."""

import re
from collections.abc import Iterable

from shared.phonetics.reading import number_ways as ways_of
from shared.phonetics.reading.scan import END, START, ReadingRule, Scan, WrittenPiece, one
from shared.phonetics.reading.ways import Ways, distinct

_DIALLED = re.compile(
    r"(?i)\b(?:call|dial|phone|ring|text|emergency(?:\s+number)?(?:\s+\w+){0,3}|helpline|hotline|number\s+is)\s+$"
)


def _group_ways(figures: str, *, is_last: bool) -> Ways:
    """A group of a telephone number: its digits; four also in pairs, three as `one forty seven`."""
    digits = ways_of.digit_ways(figures)
    if len(figures) == 4:
        pairs = [
            " ".join(
                ways_of.short_year_ways(pair)[0] if pair != "00" else "hundred"
                for pair in (figures[:2], figures[2:])
            )
        ]
        tail = f"{ways_of.digit_ways(figures[:1])[0]} {_three(figures[1:])}"
        return distinct([*digits[:8], *pairs, tail, tail.replace("zero", "oh", 1), *digits[8:]])
    if len(figures) == 3:
        return distinct([*digits, *ways_of.pair_ways(figures), *ways_of.cardinal_ways(figures)[:1]])
    if len(figures) == 2:
        return distinct([*digits, ways_of.short_year_ways(figures)[0]])
    return digits


def _three(figures: str) -> str:
    pairs = ways_of.pair_ways(figures)
    return pairs[0] if pairs else ways_of.digit_ways(figures)[0]


def _number(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """Each group a piece; the country's code with its plus; toll-free codes as eight hundred."""
    groups = list(re.finditer(r"\+?[0-9]+", match[0]))
    pieces: list[WrittenPiece] = []
    for position, group in enumerate(groups):
        start, end = match.start() + group.start(), match.start() + group.end()
        figures = group[0].lstrip("+")
        ways = _group_ways(figures, is_last=position == len(groups) - 1)
        if group[0].startswith("+"):
            value = ways_of.cardinal_ways(figures)[0]
            digits = ways_of.digit_ways(figures)[0]
            ways = distinct([f"plus {digits}", f"plus {value}", digits, value, ""])
        elif figures in {"800", "900"} and position <= 1 and len(groups) > 2:
            ways = distinct([ways_of.cardinal_ways(figures)[0], *ways])
        elif match[0].startswith("(") and position == 0 and len(figures) == 3:
            ways = distinct([*ways[:6], *(f"area code {way}" for way in ways[:2])])
        pieces.append(WrittenPiece(start, end, ways))
    return pieces


def _lettered(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`1-800-FLOWERS`."""
    return [WrittenPiece(*match.span("one"), ("one",)), WrittenPiece(*match.span("code"), ("eight hundred", *ways_of.digit_ways(match["code"]))),
            WrittenPiece(*match.span("word"), (match["word"].lower(), match["word"]))]  # fmt: skip


def _short(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`Call 911`, `dial 100`."""
    before = scan.before(match.start())
    if not _DIALLED.search(before) and match[0] != "911":
        return None
    digits = ways_of.digit_ways(match[0])
    return one(
        match,
        distinct([*digits, *ways_of.pair_ways(match[0]), *ways_of.cardinal_ways(match[0])[:2]]),
    )


def _long(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """Seven digits and more in one: an account, a telephone; digits, unless it is a round number."""
    digits = ways_of.digit_ways(match[0])
    if re.fullmatch(r"[1-9][0-9]?0{6,}", match[0]):
        return one(match, distinct([*ways_of.cardinal_ways(match[0])[:6], *digits[:4]]))
    return one(match, distinct([*digits[:10], *ways_of.cardinal_ways(match[0])[:2]]))


_LAST = rf"{END}(?![.,:/-][0-9])"
RULES = (
    ReadingRule("0", rf"{START}(?P<one>1)-(?P<code>8[0-9]{{2}})-(?P<word>[A-Z]{{4,8}}){END}", _lettered),
    ReadingRule("0.", rf"(?<![A-Za-z0-9])(?:\+[0-9]{{1,3}}(?:[ .-]?\(?[0-9]{{2,5}}\)?){{2,4}}|1[ .-](?:\([0-9]{{3}}\) ?|[0-9]{{3}}[ .-])[0-9]{{3}}[ .-][0-9]{{4}}"
               rf"|(?:\([0-9]{{3}}\) ?|[0-9]{{3}}[ .-])?[0-9]{{3}}[.-][0-9]{{4}}|[0-9]{{3}} [0-9]{{3}} [0-9]{{4}}|[0-9]{{5}}[ -][0-9]{{5}}"
               rf"|1800[ -][0-9]{{3}}[ -][0-9]{{3,4}}|[0-9]{{4}}[ -][0-9]{{4}}[ -][0-9]{{4}}(?:[ -][0-9]{{4}})?|0[0-9]{{2,4}}[ -][0-9]{{6,8}}|(?:\(0\)|\(?0)[0-9]{{2,4}}\)?[ -][0-9]{{3,4}}[ -][0-9]{{3,4}}|1800[ -][0-9]{{2,3}}[ -][0-9]{{3,4}}|[0-9]{{5}}-[0-9]{{4}}|\+[0-9]{{7,14}}){_LAST}", _number),
    ReadingRule("0", rf"{START}[0-9]{{3}}{_LAST}", _short),
    ReadingRule("0", rf"{START}[0-9]{{7,}}{END}(?![.,][0-9])", _long),
)  # fmt: skip
