"""Roman numerals, by the word they stand behind."""

import re
from collections.abc import Iterable

from shared.phonetics.reading import number_ways as ways_of
from shared.phonetics.reading.scan import END, START, ReadingRule, Scan, WrittenPiece, one

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
    r"Mark|[Tt]ier|[Tt]erm|[Ss]em|[Ss]emester|[Ss]tandard|[Pp]lan|[Tt]rack|[Mm]ission|[Pp]rogramme?|[Ss]tudy|[Cc]lause|Std\.|[Rr]ound|[Ss]tep|[Ll]esson|[Mm]odule|Rocky|Fantasy|[Cc]ategory|[Gg]roup|[Ss]eason|[Aa]nnex|[Pp]aper|"
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
_ROMAN_AHEAD = re.compile(rf"(?:{_CUES})s?\s(?:[IVXLC]+(?:,|,?\s(?:and|or|to|&)|-)\s?)*$")
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
        "Ch.": "chapter", "Vol.": "volume", "Fig.": "figure", "Pt.": "part", "Sec.": "section", "Std.": "standard"}[match["cue"]],)),
            WrittenPiece(*match.span("numeral"), (*ways_of.cardinal_ways(value), ordinal))]  # fmt: skip


def _next_roman(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """The second of `Chapters I and II`, `Parts I-III`."""
    if not _ROMAN_AHEAD.search(scan.before(match.start())):
        return None
    return one(match, ways_of.cardinal_ways(str(roman_value(match["numeral"]))))


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


def _dash(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`Parts I-III`."""
    if not _ROMAN_AHEAD.search(scan.before(match.end())):
        return None
    return one(match, ("to", "through"))


RULES = (
    ReadingRule(".", r"-(?=[IVXLC]+\b)", _dash),
    ReadingRule("a", rf"{START}(?P<cue>{_CUES})\s?(?P<numeral>{_ROMAN}){END}(?!\.[A-Za-z])", _cued_roman),
    ReadingRule("a", rf"{START}(?P<numeral>{_ROMAN}){END}(?!\.[A-Za-z])", _next_roman),
    ReadingRule("a", rf"{START}(?P<name>[A-Z][a-z]+)\s(?P<numeral>{_ROMAN}){END}(?!\.[A-Za-z]|&)", _named_roman),
    ReadingRule("a", rf"{START}(?P<numeral>{_ROMAN})(?=(?:th|st|nd|rd)?\s+[Cc]entur)", _roman_century),
)  # fmt: skip
