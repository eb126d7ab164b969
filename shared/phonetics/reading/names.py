"""Numbers that name something: rooms, roads, flights, codes, versions."""

import re
from collections.abc import Iterable

from shared.phonetics.reading import number_ways as ways_of
from shared.phonetics.reading.scan import END, START, ReadingRule, Scan, WrittenPiece, one
from shared.phonetics.reading.ways import Ways, distinct

_TOLD = re.compile(
    r"(?i)(?:\b(?:pin|zip|code|otp|password|passcode|account|ending(?:\s+in|\s+with)?|ext\.?|extension|postcode|cvv|id)(?:\s+(?:code|number|no\.?|is|was))*:?|"
    r"(?-i:,\s[A-Z]{2}))\s*-?\s*$"
)
"""What is told digit by digit: `PIN 560001`, `CA 90210`."""
_NAMED = re.compile(
    r"(?i)\b(?:room|flight|bus|route|highway|interstate|freeway|exit|channel|gate|platform|apartment|apt\.?|suite|hall|train|"
    r"model|unit|box|flat|floor|section|seat|terminal|area|form|boeing|airbus|cessna|porsche|peugeot|fiat|bmw|audi|windows|"
    r"office|studio|class|lot|building|house|door|locker|line|tram|us|nh|sh|i|us-|rs|mig|ford|intel|nvidia|rtx|galaxy|"
    r"flight\s+[A-Z]{2}|(?-i:[A-Z]{2}))(?:\s+(?:number|no\.?))?[\s-]+$"
)
"""What is read as a name is: `Room 305`, `Boeing 747`, `Flight AI 302`."""
_VERSIONED = re.compile(
    r"(?:\b(?i:version|v\.?|release|update|build|firmware|python|java|node|ios|android|windows|linux|ubuntu|macos|firefox|chrome|"
    r"kernel|django|php|ruby|go|rust|bluetooth|usb|gpt|llama|angular|react)[\s-]*|\bv)$"
)


_TOWN = re.compile(r"(?:[a-z,]\s+|^|-\s?)[A-Z][a-z]+\s*[-,]?\s*$")
"""Before the six figures of an Indian PIN: `Kolkata 700016`."""


def _house(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`No. 5-9-22`, `45/2 Park St.`: a house or a plot, part by part."""
    pieces: list[WrittenPiece] = []
    for part in re.finditer(r"[0-9]+|[-/]|[A-Z]", match[0]):
        place = (match.start() + part.start(), match.start() + part.end())
        if part[0].isdigit():
            pieces.append(WrittenPiece(*place, ways_of.name_ways(part[0])))
        elif part[0] == "-":
            pieces.append(WrittenPiece(*place, ("", "dash", "hyphen")))
        elif part[0] == "/":
            pieces.append(WrittenPiece(*place, ("slash", "by", "stroke", "over", "")))
        else:
            pieces.append(WrittenPiece(*place, (f"~{part[0]}",)))
    return pieces


def _masked(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`x4410`, `XX1234`, of a card."""
    return [
        WrittenPiece(*match.span("mask"), (" ".join(match["mask"].upper()), "")),
        WrittenPiece(*match.span("figures"), ways_of.name_ways(match["figures"])),
    ]


def _plan(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`401(k)`, `403(b)`."""
    return [
        WrittenPiece(*match.span("figures"), ways_of.name_ways(match["figures"])),
        WrittenPiece(*match.span("letter"), (f"~{match['letter'].upper()}",)),
    ]


def _named(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`Room 305`, `PIN 560001`, `Highway 101`, `0042`."""
    written = match[0]
    before = scan.before(match.start())
    digits = ways_of.digit_ways(written)
    if _TOLD.search(before) and (len(written) > 2):
        pairs = ways_of.name_ways(written)
        return one(match, distinct([*digits[:6], *pairs, *_mixed_code(written)]))
    if len(written) == 6 and written[-3:] != "000" and _TOWN.search(before):
        return one(
            match, distinct([*digits[:6], *ways_of.name_ways(written), *_mixed_code(written)])
        )
    if len(written) > 1 and written[0] == "0":
        return one(match, distinct([*digits, *ways_of.name_ways(written)]))
    if _NAMED.search(before) and not re.match(
        r"\s+(?:people|students|[a-z]+s)\b(?!\s+(?:is|was))", scan.after(match.end())
    ):
        return one(match, ways_of.name_ways(written))
    return None


def _mixed_code(written: str) -> list[str]:
    """`560001` → five six triple zero one, fifty six triple zero one, five sixty zero zero one."""
    if len(written) != 6:
        return []
    head, tail = written[:2], written[2:]
    tails = ways_of.digit_ways(tail)
    first = ways_of.short_year_ways(head)[0]
    doubled = next((way for way in tails if "double" in way or "triple" in way), tails[0])
    three = ways_of.pair_ways(written[:3])
    return [
        f"{first} {doubled}",
        *(f"{way} {ways_of.digit_ways(written[3:])[0]}" for way in three),
        f"{first} {tails[0]}",
    ]


def _version(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`v2.0`, `Python 3.11`, `version 1.2.3`."""
    if (
        not match["v"]
        and not _VERSIONED.search(scan.before(match.start()))
        and match["figures"].count(".") < 2
    ):
        return None
    pieces: list[WrittenPiece] = []
    if match["v"]:
        is_engine = match["v"] == "V" and "." not in match["figures"]
        pieces.append(
            WrittenPiece(*match.span("v"), ("V", "version") if is_engine else ("version", "V"))
        )
    for part in re.finditer(r"[0-9]+|\.", match["figures"]):
        start, end = match.start("figures") + part.start(), match.start("figures") + part.end()
        if part[0] == ".":
            pieces.append(WrittenPiece(start, end, ("point", "dot", "")))
        elif len(part[0]) == 1:
            pieces.append(
                WrittenPiece(
                    start, end, ("zero", "oh") if part[0] == "0" else ways_of.digit_ways(part[0])
                )
            )
        else:
            pieces.append(
                WrittenPiece(
                    start,
                    end,
                    distinct(
                        [*ways_of.cardinal_ways(part[0])[:3], *ways_of.digit_ways(part[0])[:4]]
                    ),
                )
            )
    return pieces


def _lettered(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`42A`, `80C`, `B12`, `A320`, `I-95`, `F-16`: letters, and a number read as a name."""
    pieces: list[WrittenPiece] = []
    for part in re.finditer(r"[A-Za-z]+|[0-9]+", match[0]):
        start, end = match.start() + part.start(), match.start() + part.end()
        ways: Ways = ways_of.name_ways(part[0]) if part[0].isdigit() else (f"~{part[0].upper()}",)
        if part[0] == "0":
            ways = ("zero", "oh")
        elif part[0] == "2" and part.start() and part.end() < len(match[0]):
            ways = ("two", "to")
        pieces.append(WrittenPiece(start, end, ways))
    return pieces


HOUSES = (
    ReadingRule("0", r"(?:(?<=[Nn]o\.\s)|(?<=[Nn]o\s)|(?<=[Nn]o\.))[0-9]+[A-Z]?(?:[-/][0-9]+[A-Z]?)+(?![0-9A-Za-z])", _house),
    ReadingRule("0", r"(?<![0-9A-Za-z/])[0-9]{1,4}/[0-9]{1,3}[A-Z]?(?=,?\s(?:[A-Z][a-z]+\s)+(?:St|Rd|Road|Street|Nagar|Colony|Lane|Layout|Marg|Ave|Avenue)(?![A-Za-z]))", _house),
)  # fmt: skip
"""Ahead of dates and fractions, which look the same."""
RULES = (
    ReadingRule("a0", rf"{START}(?P<v>[vV])?(?P<figures>[0-9]{{1,4}}(?:\.[0-9]{{1,5}}){{1,3}}){END}(?!\.[0-9])(?!%)", _version),
    ReadingRule("a", rf"{START}(?P<v>[vV])(?P<figures>[0-9]{{1,2}}){END}", _version),
    ReadingRule("a", rf"{START}(?P<mask>[xX]{{1,4}})(?P<figures>[0-9]{{3,4}}){END}", _masked),
    ReadingRule("0", rf"{START}(?P<figures>[0-9]{{3}})\((?P<letter>[a-z])\)", _plan),
    ReadingRule("0", rf"{START}[0-9]{{2,8}}{END}(?![.,:/-][0-9]|%)", _named),
    ReadingRule("a0", rf"{START}(?:[A-Z]{{1,4}}-?[0-9]{{1,5}}(?:[A-Z]{{1,2}}[0-9]?|[a-z])?|[0-9]{{1,4}}[A-Z]{{1,3}}[0-9]?|[A-Z][0-9][a-z]){END}(?!')", _lettered),
)  # fmt: skip
