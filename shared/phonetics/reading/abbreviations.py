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
    "A/c": ("account", "A C"), "A/C": ("A C", "account"), "b/c": ("because",), "n/a": ("N A", "not applicable"), "N/A": ("N A", "not applicable"), "tmrw": ("tomorrow",), "Tmrw": ("tomorrow",), "pls": ("please",), "plz": ("please",), "Pls": ("please",),
    "thx": ("thanks",), "msg": ("message", "M S G"), "msgs": ("messages",), "Txn": ("transaction",), "txn": ("transaction",), "txns": ("transactions",), "Qty": ("quantity",), "qty": ("quantity",), "Amt": ("amount",), "amt": ("amount",), "Avl": ("available",), "avl": ("available",),
    "Bal": ("balance",), "bal": ("balance",), "ur": ("your", "you are"), "b'day": ("birthday",), "B'day": ("birthday",), "bday": ("birthday",), "gr8": ("great",), "b4": ("before",), "l8r": ("later",), "m8": ("mate",), "2day": ("today",), "2moro": ("tomorrow",), "cc": ("C C",), "Apts": ("apartments",), "rn": ("right now", "R N"), "Rcpt": ("receipt",), "Pymt": ("payment",), "mgr": ("manager",), "Mgr": ("manager",), "Engg": ("engineering",), "engg": ("engineering",), "hosp": ("hospital",), "govt's": ("government's",), "Bldgs": ("buildings",), "wkts": ("wickets",), "wkt": ("wicket",), "Mtg": ("meeting",), "mtg": ("meeting",), "wknd": ("weekend",),
    "appt": ("appointment",), "Appt": ("appointment",), "Rly": ("railway",), "Stn": ("station",), "Jn": ("junction",), "Chq": ("cheque",), "chq": ("cheque",), "Dy": ("deputy",), "Jt": ("joint",), "Secy": ("secretary",), "Commn": ("commission",), "yday": ("yesterday",), "btwn": ("between",), "Sqn": ("squadron",), "Natl": ("national",),
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
    "pt": ("patient", "part", "point", "pint"), "pts": ("points", "patients"), "Exp": ("express", "experience"), "exp": ("experience", "expires", "expiry"), "arr": ("arrival", "arrives", "arriving", "arrive", "arr"), "Arr": ("arrival", "arrives", "arriving", "arrive"), "dep": ("departure", "departs", "departing", "depart", "dep"), "Dep": ("departure", "departs", "departing", "depart"),
    "bal": ("balance",), "Bal": ("balance",), "agg": ("aggregate", "on aggregate"), "Std": ("standard",), "std": ("standard",), "Opp": ("opposite",), "opp": ("opposite",), "Nr": ("near",), "nr": ("near",), "nos": ("numbers",), "Nos": ("numbers",), "ref": ("reference", "ref"), "Ref": ("reference", "ref"), "Reg": ("regular", "registration"), "Regd": ("registered",),
    "Bldg": ("building",), "Cont": ("continued",), "cont": ("continued",), "Dept": ("department",), "Fr": ("father",), "Insp": ("inspector",), "Kg": ("kilogram",), "mo": ("month",), "mos": ("months",), "wk": ("week",), "wks": ("weeks",), "pop": ("population",), "Ht": ("height",), "Wt": ("weight",), "wt": ("weight",), "Adv": ("advocate",), "Er": ("engineer",), "Mr": ("mister",),
    "med": ("medium",), "lg": ("large",), "tsp": ("teaspoon",), "tbsp": ("tablespoon",), "pkg": ("package",), "doz": ("dozen",), "equiv": ("equivalent",), "dia": ("diameter",), "vol": ("volume",), "Chap": ("chapter",), "Vill": ("village",), "P.O": ("P O",), "Tq": ("taluk",), "Mob": ("mobile",), "mob": ("mobile",), "Ph": ("phone",), "ph": ("phone",), "Temp": ("temperature", "temp"),
    "ca": ("circa",), "c": ("circa",), "hrs": ("hours",), "mins": ("minutes",), "secs": ("seconds",), "hr": ("hour",), "Messrs": ("messieurs",), "ft": ("feet", "foot"), "lbs": ("pounds",), "oz": ("ounces",),
}  # fmt: skip
"""Read out only with their period: without it they are words, or not clear."""
_BEFORE_NUMBER: dict[str, Ways] = {
    "No": ("number",), "no": ("number",), "Nos": ("numbers",), "Fig": ("figure", "fig"), "fig": ("figure", "fig"), "Figs": ("figures",), "Vol": ("volume",), "vol": ("volume",), "Ch": ("chapter",),
    "ch": ("chapter",), "p": ("page",), "pp": ("pages",), "pg": ("page",), "Sec": ("section", "sec"), "sec": ("section", "seconds"), "Art": ("article",), "Eq": ("equation",), "eq": ("equation",),
    "Ex": ("exercise", "example"), "ex": ("exercise", "example"), "nos": ("numbers",), "Roll No": ("roll number",), "H.No": ("house number", "H number"), "Std": ("standard",), "Cl": ("class", "clause"), "cl": ("clause",), "Para": ("paragraph",), "para": ("paragraph",), "Chap": ("chapter",), "chap": ("chapter",), "Ref": ("reference", "ref"), "Ref No": ("reference number", "ref number"), "Flt": ("flight",), "Op": ("opus",), "Qn": ("question",), "Sl": ("serial",), "Vols": ("volumes",), "Rs": ("rupees",), "Pt": ("part",), "Ver": ("version",), "ver": ("version",), "Ed": ("edition",), "Q": ("Q", "question"), "Sr": ("serial",), "Apt": ("apartment",), "Ste": ("suite",), "Ph": ("phone",), "Tab": ("table",), "Rm": ("room",), "Ext": ("extension",), "ext": ("extension",), "v": ("verse", "V"),
}  # fmt: skip
_NEVER_WORDS = frozenset(
    {
        "est",
        "min",
        "max",
        "hrs",
        "mins",
        "secs",
        "hr",
        "ft",
        "lbs",
        "oz",
        "eg",
        "ie",
        "e.g",
        "i.e",
        "cf",
        "wt",
        "mo",
    }
)
"""Of the dotted ones those that no sentence ends with as words."""
_STREETS = r"(?:St|Ave|Rd|Blvd|Dr|Ln|Ct|Pl|Pkwy|Hwy|Street|Avenue|Road|Boulevard|Drive|Lane|Court|Place|Highway|Parkway|Way|Circle)"
_DIRECTIONS = {"N": "north", "S": "south", "E": "east", "W": "west", "NE": "northeast", "NW": "northwest", "SE": "southeast", "SW": "southwest"}  # fmt: skip
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


def _dotted(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    short, after = match["short"], scan.after(match.end())
    is_word = short.islower() and scan.known(short) and short not in _NEVER_WORDS
    if is_word and re.match(r"[\"')]*(?:$|\s+[A-Z\"])", after):
        return None  # the word itself, at the end of its sentence
    if short == "est" and not re.match(r"\s*[0-9]|\s+(?:in|by)\b", after):
        return one(match, ("estimated", "=est"))
    if short == "min" and re.search(r"[0-9](?:st|nd|rd|th)\s$", scan.before(match.start())):
        return one(match, ("minute", "min"))
    return one(match, _DOTTED[short])


def _anywhere(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    return one(match, _ANYWHERE[match["short"]])


def _direction(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`77 W. 9th St.`"""
    return one(match, (_DIRECTIONS[match["way"]], " ".join(match["way"])), "way")


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
    ReadingRule("a", rf"(?<=[0-9]\s)(?P<way>{any_of(_DIRECTIONS)})\.?(?=\s(?:[0-9]+(?:st|nd|rd|th)|[A-Z][a-z]+)(?:\s[A-Z][a-z]+)?\s{_STREETS}{END})", _direction),
    ReadingRule("a", rf"{START}(?P<first>{_DAY})\.?\s?(?P<dash>-)\s?(?P<last>{_DAY}){END}\.?(?![A-Za-z])", _day_range),
    ReadingRule("a", rf"{START}(?P<day>{_DAY})(?P<dot>\.)?{END}(?!')", _day),
    ReadingRule("a", rf"{START}(?P<title>Dr|St){END}(?!'|-)\.?", _title),
    ReadingRule("a", rf"{START}(?P<short>{any_of(_BEFORE_NUMBER)})\.(?=\s?[0-9#]|\s?[IVX]+\b|\s?[A-Z]{1,5}[-/]?[0-9])", _before_number),
    ReadingRule("a", rf"{START}(?P<short>[Nn]o)\.(?=\sof\b)", _before_number),
    ReadingRule("a", rf"{START}(?P<short>pp|Fig|Vol|pg|Ext|ext|Apt|Ph)(?=:?\s?[+0-9])", _before_number),
    ReadingRule("a", rf"{START}(?P<short>{any_of(_DOTTED)})\.(?![A-Za-z0-9]|\.\.)", _dotted),
    ReadingRule("a", rf"{START}(?P<short>{any_of(_ANYWHERE)}){END}(?!')\.?", _anywhere),
)  # fmt: skip
