"""Numbers that name something: rooms, roads, flights, codes, versions; and Roman numerals."""

import re
from collections.abc import Iterable

from shared.phonetics.reading import number_ways as ways_of
from shared.phonetics.reading.scan import END, START, ReadingRule, Scan, WrittenPiece, one
from shared.phonetics.reading.ways import Ways, distinct

_TOLD = re.compile(
    r"(?i)(?:\b(?:pin|zip|code|otp|password|passcode|account|ext\.?|extension|postcode|cvv|id)(?:\s+(?:code|number|no\.?|is|was))*:?|"
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
_RULERS = frozenset(
    [
        "henry",
        "louis",
        "george",
        "elizabeth",
        "pius",
        "edward",
        "charles",
        "william",
        "richard",
        "james",
        "mary",
        "philip",
        "napoleon",
        "benedict",
        "leo",
        "gregory",
        "alexander",
        "nicholas",
        "catherine",
        "frederick",
        "ivan",
        "peter",
        "paul",
        "innocent",
        "clement",
        "urban",
        "ramses",
        "ptolemy",
        "cleopatra",
        "darius",
        "xerxes",
        "otto",
        "ferdinand",
        "alfonso",
        "juan",
        "carlos",
        "francis",
        "wilhelm",
        "haakon",
        "harald",
        "gustav",
        "margrethe",
        "christian",
        "olav",
        "malcolm",
        "robert",
        "rama",
        "thutmose",
        "amenhotep",
        "akbar",
        "victor",
        "umberto",
        "leopold",
        "albert",
        "baudouin",
        "joseph",
        "franz",
        "stephen",
        "john",
        "anne",
        "christina",
        "philippe",
        "tutankhamun",
        "cyrus",
        "artaxerxes",
        "mehmed",
        "selim",
        "suleiman",
        "murad",
        "mohammed",
        "abdullah",
        "hussein",
        "felipe",
        "isabella",
        "maria",
        "harold",
    ]
)
_CUES = (
    r"[Ww]ar|[Cc]hapter|[Pp]art|[Aa]ct|[Ss]cene|[Vv]olume|[Bb]ook|[Ss]ection|[Tt]ype|[Pp]hase|[Cc]lass|[Gg]rade|[Ll]evel|"
    r"[Tt]itle|[Aa]rticle|[Aa]ppendix|[Ff]igure|[Tt]able|Bowl|Episode|[Ss]tage|[Ss]chedule|[Uu]nit|Vatican|Apollo|Saturn|"
    r"Mark|[Tt]ier|[Rr]ound|[Ss]tep|[Ll]esson|[Mm]odule|Rocky|Fantasy|[Cc]ategory|[Gg]roup|[Ss]eason|[Aa]nnex|[Pp]aper|"
    r"[Ll]ist|[Ff]actor|Division|Olympiad|Symphony|[Tt]ext|[Ll]evel|[Cc]olumn|[Ee]xhibit|[Cc]anto|Ch\.|Vol\.|Fig\.|Pt\.|Sec\."
)
_NO_NAME = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "My",
        "Our",
        "His",
        "Her",
        "Their",
        "Your",
        "This",
        "That",
        "An",
        "If",
        "When",
        "And",
        "But",
        "With",
        "For",
        "From",
        "To",
        "Is",
        "Was",
        "Are",
        "It",
        "He",
        "She",
        "We",
        "You",
        "They",
    ]
)
"""Words that only the head of a sentence makes a capital."""
_ROMAN = r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman_value(numeral: str) -> int:
    """`XIV` → 14."""
    values = [_VALUES[letter] for letter in numeral]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _cued_roman(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`World War II` → two; a lower-case word takes no `I` for a numeral: `the part I like`."""
    numeral = match["numeral"]
    if numeral == "I" and (
        match["cue"][0].islower()
        or re.match(
            r"\s+(?:am|was|have|had|will|would|can|think|like|saw|read|do)\b|'",
            scan.after(match.end()),
        )
    ):
        return None
    if numeral in {"C", "L", "CC"}:
        return None
    value = str(roman_value(numeral))
    ordinal = f"the {ways_of.ordinal_ways(value)[0]}"
    return [WrittenPiece(*match.span("cue"), (match["cue"].rstrip(".") if match["cue"][-1] != "." else {
        "Ch.": "chapter", "Vol.": "volume", "Fig.": "figure", "Pt.": "part", "Sec.": "section"}[match["cue"]],)),
            WrittenPiece(*match.span("numeral"), (*ways_of.cardinal_ways(value), ordinal))]  # fmt: skip


def _named_roman(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`Henry VIII` → the eighth; behind other names (`Rocky II`) the number first."""
    numeral, name = match["numeral"], match["name"]
    is_ruler = name.lower() in _RULERS
    if name in _NO_NAME:
        return None
    if not is_ruler and (len(numeral) < 2 or not set(numeral) <= set("IVX")):
        return None
    if (is_ruler and numeral in {"L", "C", "X"}) or (
        numeral == "I"
        and not re.match(
            r"\s+(?!(?:am|was|have|had|will|would|can|could|think|like|saw|know|do|did|said|want)\b)|[.,;:!?]|'s|$",
            scan.after(match.end()),
        )
    ):
        return None
    if numeral == "I" and not re.search(
        r"(?:King|Queen|Pope|Emperor|Tsar|Czar|Sultan|Shah|Elizabeth|Napoleon|James|Charles|of|under)\s*$",
        scan.before(match.start()) + name + " ",
    ):
        return None
    value = str(roman_value(numeral))
    ordinal = f"the {ways_of.ordinal_ways(value)[0]}"
    (cardinal, *_) = ways_of.cardinal_ways(value)
    ways = (ordinal, cardinal) if is_ruler else (cardinal, ordinal, " ".join(numeral))
    return [
        WrittenPiece(*match.span("name"), (f"={name}",)),
        WrittenPiece(*match.span("numeral"), ways),
    ]


def _roman_century(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    return one(match, ways_of.ordinal_ways(str(roman_value(match["numeral"])))[:1], "numeral")


def _named(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`Room 305`, `PIN 560001`, `Highway 101`, `0042`."""
    written = match[0]
    before = scan.before(match.start())
    digits = ways_of.digit_ways(written)
    if _TOLD.search(before) and (len(written) > 2):
        pairs = ways_of.name_ways(written)
        return one(match, distinct([*digits[:6], *pairs, *_mixed_code(written)]))
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
        pieces.append(WrittenPiece(*match.span("v"), ("version", "V")))
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


RULES = (
    ReadingRule("a", rf"{START}(?P<cue>{_CUES})\s?(?P<numeral>{_ROMAN}){END}(?!\.[A-Za-z])", _cued_roman),
    ReadingRule("a", rf"{START}(?P<name>[A-Z][a-z]+)\s(?P<numeral>{_ROMAN}){END}(?!\.[A-Za-z]|&)", _named_roman),
    ReadingRule("a", rf"{START}(?P<numeral>{_ROMAN})(?=(?:th|st|nd|rd)?\s+[Cc]entur)", _roman_century),
    ReadingRule("a0", rf"{START}(?P<v>[vV])?(?P<figures>[0-9]{{1,4}}(?:\.[0-9]{{1,5}}){{1,3}}){END}(?!\.[0-9])(?!%)", _version),
    ReadingRule("a", rf"{START}(?P<v>[vV])(?P<figures>[0-9]{{1,2}}){END}", _version),
    ReadingRule("0", rf"{START}[0-9]{{2,8}}{END}(?![.,:/-][0-9]|%)", _named),
    ReadingRule("a0", rf"{START}(?:[A-Z]{{1,4}}-?[0-9]{{1,5}}(?:[A-Z]{{1,2}}[0-9]?|[a-z])?|[0-9]{{1,4}}[A-Z]{{1,3}}[0-9]?|[A-Z][0-9][a-z]){END}(?!')", _lettered),
)  # fmt: skip
