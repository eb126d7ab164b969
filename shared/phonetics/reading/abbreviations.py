"""Abbreviations, by what stands around them."""

import re
from collections.abc import Iterable

from shared.phonetics.reading.scan import END, START, ReadingRule, Scan, WrittenPiece, any_of, one
from shared.phonetics.reading.ways import Ways

_ANYWHERE: dict[str, Ways] = {
    "Mr": ("mister",), "Mrs": ("missus",), "Ms": ("ms",), "Prof": ("professor",), "Jr": ("junior",), "Sr": ("senior",), "Messrs": ("messieurs",),
    "vs": ("versus", "V S"), "etc": ("et cetera",), "Ltd": ("limited",), "Pvt": ("private",), "Dept": ("department",), "dept": ("department",),
    "approx": ("approximately", "approx"), "Govt": ("government",), "govt": ("government",), "Blvd": ("boulevard",), "Smt": ("shrimati",),
    "Approx": ("approximately", "approx"), "Asst": ("assistant",), "Hwy": ("highway",), "Pkwy": ("parkway",), "Bldg": ("building",), "Intl": ("international",),
    "w/o": ("without", "W O"), "w/": ("with",), "c/o": ("care of", "C O"), "b/w": ("between",), "a/c": ("A C", "account"), "Rs": ("rupees",), "Shri": ("shri",),
    "yr": ("year",), "yrs": ("years",), "mgmt": ("management",), "esp": ("especially",), "misc": ("miscellaneous",), "Xmas": ("christmas", "X mas"),
}  # fmt: skip
"""Read out with or without a period."""
_DOTTED: dict[str, Ways] = {
    "e.g": ("for example", "E G"), "i.e": ("that is", "I E"), "eg": ("for example", "E G"), "ie": ("that is", "I E"), "a.k.a": ("also known as", "A K A"),
    "Mt": ("mount",), "Ft": ("fort", "feet"), "Ave": ("avenue",), "Rd": ("road",), "Gen": ("general",), "Col": ("colonel",), "Capt": ("captain",),
    "Lt": ("lieutenant",), "Sgt": ("sergeant",), "Rev": ("reverend",), "Gov": ("governor",), "Sen": ("senator",), "Rep": ("representative",),
    "Inc": ("incorporated", "ink"), "Corp": ("corporation",), "Co": ("company",), "Ph.D": ("P H D",), "est": ("established", "established in", "estimated", "est"), "Est": ("established", "established in", "est"),
    "min": ("minimum", "min", "minutes"), "max": ("maximum", "max"), "Ln": ("lane",), "Ct": ("court",), "Sq": ("square",), "Pl": ("place",), "Apt": ("apartment",),
    "Ext": ("extension",), "ext": ("extension",), "Tel": ("telephone",), "tel": ("telephone",), "Dist": ("district",), "Univ": ("university",), "Assn": ("association",),
    "Pres": ("president",), "Supt": ("superintendent",), "Hon": ("honorable",), "Maj": ("major",), "Cpl": ("corporal",), "Adm": ("admiral",), "viz": ("namely",),
    "cf": ("compare", "C F"), "incl": ("including",), "excl": ("excluding",), "avg": ("average",), "Avg": ("average",), "temp": ("temperature", "temp"),
    "Mts": ("mountains",), "Pt": ("point", "part"), "Bros": ("brothers",), "Mfg": ("manufacturing",), "Attn": ("attention",), "attn": ("attention",), "encl": ("enclosed",),
    "ca": ("circa",), "c": ("circa",), "hrs": ("hours",), "mins": ("minutes",), "secs": ("seconds",), "hr": ("hour",), "Messrs": ("messieurs",), "ft": ("feet", "foot"), "lbs": ("pounds",), "oz": ("ounces",),
}  # fmt: skip
"""Read out only with their period: without it they are words, or not clear."""
_BEFORE_NUMBER: dict[str, Ways] = {
    "No": ("number",), "no": ("number",), "Nos": ("numbers",), "Fig": ("figure", "fig"), "fig": ("figure", "fig"), "Figs": ("figures",), "Vol": ("volume",), "vol": ("volume",), "Ch": ("chapter",),
    "ch": ("chapter",), "p": ("page",), "pp": ("pages",), "pg": ("page",), "Sec": ("section", "sec"), "sec": ("section", "seconds"), "Art": ("article",), "Eq": ("equation",), "eq": ("equation",),
    "Ex": ("example", "exercise"), "Rs": ("rupees",), "Pt": ("part",), "Ver": ("version",), "ver": ("version",), "Ed": ("edition",), "Q": ("Q", "question"), "Sr": ("serial",), "Apt": ("apartment",), "Ste": ("suite",), "Ph": ("phone",), "Tab": ("table",), "Rm": ("room",), "Ext": ("extension",), "ext": ("extension",), "v": ("verse", "V"),
}  # fmt: skip
_DAYS = {
    "Mon": "monday", "Tue": "tuesday", "Tues": "tuesday", "Wed": "wednesday", "Thu": "thursday", "Thur": "thursday", "Thurs": "thursday",
    "Fri": "friday", "Sat": "saturday", "Sun": "sunday", "Jan": "january", "Feb": "february", "Mar": "march", "Apr": "april", "Jun": "june",
    "Jul": "july", "Aug": "august", "Sept": "september", "Sep": "september", "Oct": "october", "Nov": "november", "Dec": "december",
}  # fmt: skip
_DAY = any_of(_DAYS)
_WORDS_TOO = frozenset({"Sun", "Sat", "Wed", "Mar", "Jan", "Mon", "Dec", "Sep", "Nov"})
"""Days and months that are words or names as well: `The Sun rose`, `Jan left`."""

_OPENING = re.compile(r"(?:^|[.!?\"]\s*)[A-Z][a-z]+\s+$")
"""A word that only its place at the head of a sentence makes a capital."""


def _title(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`Dr. Rao`, `Ocean Dr.`; `St. Paul`, `Main St.`"""
    after, before = scan.after(match.end()), scan.before(match.start())
    is_doctor = match["title"] == "Dr"
    person, street = ("doctor", "drive") if is_doctor else ("saint", "street")
    named = re.match(r"\s+[A-Z][a-z'A-Z]*", after)
    behind_name = re.search(
        r"(?:[A-Z][a-z]+|[0-9](?:st|nd|rd|th))\s+$", before
    ) and not _OPENING.search(before)
    if behind_name and (not named or re.search(r"[0-9]+\s+(?:[A-Z][a-z]+\s+)+$", before)):
        return one(match, (street, person))
    return one(match, (person, street) if named or is_doctor else (street, person))


def _before_number(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    return one(match, _BEFORE_NUMBER[match["short"]])


def _dotted(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    ways = _DOTTED[match["short"]]
    return one(match, ways)


def _anywhere(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    return one(match, _ANYWHERE[match["short"]])


def _day_range(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`Mon-Fri`, `Jan.-March`."""
    return [WrittenPiece(*match.span("first"), (_DAYS[match["first"]],)), WrittenPiece(*match.span("dash"), ("to", "through")),
            WrittenPiece(*match.span("last"), (_DAYS[match["last"]],))]  # fmt: skip


def _day(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """A day or month; one that is a word as well needs its period inside a sentence, a comma or a number beside it."""
    name, before, after = match["day"], scan.before(match.start()), scan.after(match.end())
    near = re.match(r",?\s*[0-9]", after) or re.search(
        rf"(?:[0-9](?:st|nd|rd|th)?|(?:{_DAY})\.?(?:,|\s?/|\s+(?:and|or|to|&|through)))\s*$", before
    )
    if re.match(rf"\s*(?:,|/|&|and\b|or\b|to\b|through\b)\s*(?:{_DAY}){END}", after):
        near = near or re.match("", "")
    if (
        match["dot"]
        and name in _WORDS_TOO
        and not near
        and re.match(r"\s*$|\s+[A-Z]", after)
        and not re.search(r"(?i)\b(?:on|by|until|last|next|every|this|each|in|since)\s+$", before)
    ):
        return None
    if (
        not match["dot"]
        and not near
        and (
            name in _WORDS_TOO
            or not re.search(
                r"(?i)\b(?:on|by|until|last|next|every|this|each|in|since)\s+$", before
            )
        )
    ):
        return None
    return one(match, (_DAYS[name],))


RULES = (
    ReadingRule("a", rf"{START}(?P<first>{_DAY})\.?\s?(?P<dash>-)\s?(?P<last>{_DAY}){END}\.?(?![A-Za-z])", _day_range),
    ReadingRule("a", rf"{START}(?P<day>{_DAY})(?P<dot>\.)?{END}(?!')", _day),
    ReadingRule("a", rf"{START}(?P<title>Dr|St){END}(?!'|-)\.?", _title),
    ReadingRule("a", rf"{START}(?P<short>{any_of(_BEFORE_NUMBER)})\.(?=\s?[0-9#]|\s?[IVX]+\b)", _before_number),
    ReadingRule("a", rf"{START}(?P<short>[Nn]o)\.(?=\sof\b)", _before_number),
    ReadingRule("a", rf"{START}(?P<short>pp|Fig|Vol|pg|Ext|ext|Apt|Ph)(?=:?\s?[+0-9])", _before_number),
    ReadingRule("a", rf"{START}(?P<short>{any_of(_DOTTED)})\.(?![A-Za-z0-9]|\.\.)", _dotted),
    ReadingRule("a", rf"{START}(?P<short>{any_of(_ANYWHERE)}){END}(?!')\.?", _anywhere),
)  # fmt: skip
