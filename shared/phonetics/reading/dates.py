"""Dates and years, in figures and with the month's name."""

import re
from collections.abc import Iterable

from shared.phonetics.reading import number_ways as ways_of
from shared.phonetics.reading import number_words as numbers
from shared.phonetics.reading.scan import END, START, ReadingRule, Scan, WrittenPiece, one
from shared.phonetics.reading.ways import Ways, distinct

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
MONTH_NAME = (
    r"(?:[Jj]anuary|[Ff]ebruary|[Mm]arch|[Aa]pril|May|[Jj]une|[Jj]uly|[Aa]ugust|[Ss]eptember|[Oo]ctober|[Nn]ovember|"
    r"[Dd]ecember|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|"
    r"(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|Jun|Jul|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec|"
    r"JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\.?)"
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_SUFFIX = r"(?:st|nd|rd|th|ST|ND|RD|TH)"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2}|'[0-9]{2})"
_ERA = r"(?:BCE|CE|BC|AD|B\.C\.E?\.?|A\.D\.|C\.E\.)"
_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEAR_AHEAD = re.compile(
    r"(?i)(?:\b(?:in|since|by|until|till|before|after|during|around|circa|year|early|late|mid|spring|summer|autumn|"
    r"fall|winter|class of|copyright|years?|from|born|died|founded|built|established|"
    r"jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)\.?,?|©)\s+(?:the\s+year\s+)?$"
)
_WEAK_AHEAD = re.compile(r"(?i)\b(?:of|to|and|through|between|vs|than|[0-9]{4}),?\s+$")
_COUNTED = re.compile(
    r"\s+(?:(?!is\b|was\b|has\b|does\b|as\b|his\b|this\b|its\b|us\b|vs\b|plus\b|news\b|olympics\b|games\b|elections\b|"
    r"series\b|celebrations\b|finals\b|championships\b|always\b|perhaps\b|besides\b|sees\b|brings\b|marks\b|marked\b|"
    r"promises\b|starts\b|begins\b|ends\b|comes\b|looks\b|seems\b|feels\b|remains\b|gives\b|saw\b|class\b|business\b)"
    r"(?:more\s+|other\s+|new\s+|different\s+|small\s+|old\s+|young\s+)?[a-z]+s|people|men|women|children|feet|words|"
    r"square|cubic|meters?|miles?|km|kg|rupees|dollars|percent|calories|steps)\b"
)


def is_year(written: str, scan: Scan, start: int, end: int) -> bool:
    """Whether four digits here are a year: 1000–2099, unless things are counted and nothing ahead says year."""
    if not re.fullmatch(r"1[0-9]{3}|20[0-9]{2}", written):
        return False
    before, after = scan.before(start), scan.after(end)
    if _YEAR_AHEAD.search(before):
        return not _COUNTED.match(after) or bool(
            re.search(r"(?i)\b(?:since|until|till|year)\s+$", before)
        )
    if _COUNTED.match(after) or re.search(r"[#$€£₹]\s?$|\b(?:No|Rs)\.?\s$", before):
        return False
    if int(written) % 1000 == 0 and written != "2000":
        return False
    return (
        bool(_WEAK_AHEAD.search(before))
        or written[:2] in {"20", "19", "18", "17"}
        or not before.strip()
    )


def full_year_ways(written: str) -> Ways:
    """`2024`, `'24`, `24`."""
    plain = written.lstrip("'")
    if len(plain) == 4:
        return ways_of.year_ways(int(plain))
    short = ways_of.short_year_ways(plain)
    century = "20" if int(plain) < 50 else "19"
    return distinct([*short, *ways_of.year_ways(int(century + plain))])


def month_of(name: str) -> str:
    return next(month for month in MONTHS if month.startswith(name[:3].lower()))


def _day_after_month(day: str) -> Ways:
    ordinal, cardinal = ways_of.ordinal_ways(day)[0], ways_of.cardinal_ways(day)[0]
    return (ordinal, cardinal, f"the {ordinal}")


def day_month_ways(day: int, month: int, *, day_first: bool) -> Ways:
    """`25`, `12` → december twenty fifth, the twenty fifth of december, …"""
    name = MONTHS[month - 1]
    ordinal, cardinal = ways_of.ordinal_ways(str(day))[0], ways_of.cardinal_ways(str(day))[0]
    month_first = [f"{name} {ordinal}", f"{name} {cardinal}", f"{name} the {ordinal}"]
    day_ahead = [
        f"the {ordinal} of {name}",
        f"{ordinal} {name}",
        f"{ordinal} of {name}",
        f"{cardinal} {name}",
    ]
    if day_first:
        return (month_first[0], *day_ahead, *month_first[1:])
    return (*month_first[:1], *day_ahead[:2], *month_first[1:], *day_ahead[2:])


def _numeric(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`24.12.2024`, `12/25/2024`, `5/6/24`: the order that the figures allow; for a stroke the month is first."""
    first, second, year, mark = (
        int(match["first"]),
        int(match["second"]),
        match["year"],
        match["mark"],
    )
    is_short = len(year) == 2 and mark == "."
    if is_short and re.search(r"(?i)version\s|\bv$", scan.before(match.start())):
        return None
    month_first = _is_date(second, first)
    day_first = _is_date(first, second)
    if not (month_first or day_first):
        return None
    dates: list[tuple[int, int]] = []
    if month_first and (mark != "." or not day_first):
        dates.append((second, first))
    if day_first:
        dates.append((first, second))
    if month_first and (second, first) not in dates:
        dates.append((second, first))
    name = {".": "dot", "/": "slash", "-": "dash"}[mark]
    plain = _plain_pair(match["first"], match["second"])
    spelled = [f"{ways_of.cardinal_ways(match['first'].lstrip('0'))[0]} {name} {part} {name}" for part in _part_ways(match["second"])]  # fmt: skip
    each = [list(day_month_ways(*date, day_first=mark == "." or date[0] > 12)) for date in dates]
    if len(each) == 2 and dates[0] != dates[1]:
        usual = [*each[0][:3], *each[1][:3], *plain[:1], *spelled[:1], *each[0][3:5], *each[1][3:5]]
    else:
        usual = [*each[0][:6], *plain, *spelled, *each[0][6:]]
    between = match.end("second")
    return [
        WrittenPiece(match.start(), between, distinct(usual)),
        WrittenPiece(match.start("year"), match.end(), full_year_ways(year)),
    ]


def _is_date(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _LAST_DAYS[month - 1]


def _part_ways(part: str) -> list[str]:
    (plain, *_) = ways_of.cardinal_ways(str(int(part)))
    return [f"oh {plain}", plain] if part[0] == "0" else [plain]


def _plain_pair(first: str, second: str) -> list[str]:
    (head, *_) = ways_of.cardinal_ways(str(int(first)))
    return [f"{head} {part}" for part in reversed(_part_ways(second))]


def _year_first(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`2024-12-25`: the date, or its figures as they stand."""
    day, month, mark = int(match["day"]), int(match["month"]), match["mark"]
    if not _is_date(day, month):
        return None
    years = ways_of.year_ways(int(match["year"]))[:2]
    name = {".": "dot", "/": "slash", "-": "dash"}[mark]
    dates = day_month_ways(day, month, day_first=False)
    figures = _plain_pair(match["month"], match["day"])
    numbers = [*_part_ways(match["month"])[-1:], *_part_ways(match["day"])[-1:]]
    return one(match, distinct([
        f"{dates[0]} {years[0]}", f"{dates[0]} {years[1]}", f"{dates[1]} {years[0]}", f"{dates[2]} {years[0]}",
        f"{years[0]} {dates[0]}", f"{dates[3]} {years[0]}", f"{years[0]} {figures[0]}",
        f"{years[0]} {name} {numbers[0]} {name} {numbers[1]}", f"{years[1]} {figures[0]}",
        f"{years[0]} {figures[-1]}", f"{dates[1]} {years[1]}", f"{years[1]} {dates[0]}",
    ]))  # fmt: skip


def _month_day(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`Dec. 25, 2024`, `March 3rd`, `July 1`, `March 3-5`."""
    day = match["day"]
    written = re.sub(r"\D", "", day).lstrip("0")
    is_plain_word = match["month"] in {"May", "March", "may", "march"} and not match["year"]
    if is_plain_word and not day[-1].isalpha() and _COUNTED.match(scan.after(match.end())):
        return None
    pieces = [
        WrittenPiece(*match.span("month"), (month_of(match["month"]),)),
        WrittenPiece(*match.span("day"), _day_after_month(written) if not day[-1].isalpha() else (
            ways_of.ordinal_ways(written)[0], f"the {ways_of.ordinal_ways(written)[0]}")),
    ]  # fmt: skip
    if match["last"]:
        last = re.sub(r"\D", "", match["last"]).lstrip("0")
        pieces += [
            WrittenPiece(match.end("day"), match.start("last"), ("to", "through")),
            WrittenPiece(*match.span("last"), _day_after_month(last)),
        ]
    if match["year"]:
        pieces.append(WrittenPiece(*match.span("year"), full_year_ways(match["year"])))
    return pieces


def _day_month(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`25th Dec 2024`, `3 March`, `3 to 5 March` for its last day."""
    day = re.sub(r"\D", "", match["day"]).lstrip("0")
    ordinal, cardinal = ways_of.ordinal_ways(day)[0], ways_of.cardinal_ways(day)[0]
    name = month_of(match["month"])
    the = bool(re.search(r"(?i)\bthe\s+$", scan.before(match.start())))
    ways = [f"{ordinal} of {name}"] if the else [f"the {ordinal} of {name}", f"{ordinal} of {name}"]
    ways.insert(0 if match["day"][-1].isalpha() else 1, f"{ordinal} {name}")
    if not match["day"][-1].isalpha():
        ways.append(f"{cardinal} {name}")
    ways += [f"{name} {ordinal}", f"{name} {cardinal}", f"{name} the {ordinal}"] * (not the)
    pieces = [WrittenPiece(match.start("day"), match.end("month"), distinct(ways))]
    if match["year"]:
        pieces.append(WrittenPiece(*match.span("year"), full_year_ways(match["year"])))
    return pieces


def _month_year(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    return [
        WrittenPiece(*match.span("month"), (month_of(match["month"]),)),
        WrittenPiece(*match.span("year"), full_year_ways(match["year"])),
    ]


def _era(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`476 AD`, `44 BC`, `300-200 BCE`."""
    pieces = [WrittenPiece(*match.span("from"), ways_of.year_ways(int(match["from"])))]
    if match["to"]:
        pieces += [WrittenPiece(match.end("from"), match.start("to"), ("to",)),
                   WrittenPiece(*match.span("to"), ways_of.year_ways(int(match["to"])))]  # fmt: skip
    letters = " ".join(re.sub(r"[^A-Z]", "", match["era"]))
    return [*pieces, WrittenPiece(*match.span("era"), (letters,))]


def _era_ahead(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    return [
        WrittenPiece(*match.span("era"), ("A D",)),
        WrittenPiece(*match.span("from"), ways_of.year_ways(int(match["from"]))),
    ]


def _decade(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`1960s`, `'90s`, `the 80s`, `1900's`."""
    written = match["decade"]
    if (
        len(written) == 2
        and not match["clip"]
        and re.search(r"[A-Za-z-]$", scan.before(match.start()))
    ):
        return None
    ways = ways_of.year_ways(int(written))
    return one(match, distinct(" ".join(numbers.plural(way.split())) for way in ways))


def _year_range(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`1914-18`, `2024-25`, `1999-2005`."""
    low, high = match["low"], match["high"]
    whole = low[: 4 - len(high)] + high
    if int(whole) <= int(low) or scan.in_maths(match.start()):
        return None
    tails = ways_of.year_ways(int(high)) if len(high) == 4 else (
        *ways_of.short_year_ways(high), *ways_of.year_ways(int(whole)))  # fmt: skip
    ways = [
        f"{between} {tail}" for between in ("to", "through", "") for tail in distinct(tails)[:3]
    ]
    return [
        WrittenPiece(*match.span("low"), ways_of.year_ways(int(low))),
        WrittenPiece(match.end("low"), match.end(), distinct(ways)),
    ]


_NOT_MORE = r"(?![A-Za-z0-9]|[.,:/-][0-9])"
RULES = (
    ReadingRule("0", rf"{START}(?P<year>1[0-9]{{3}}|20[0-9]{{2}})(?P<mark>[/.-])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<day>{_DAY}){_NOT_MORE}", _year_first),
    ReadingRule("0", rf"{START}(?<![0-9][./-])(?P<first>[0-3]?[0-9])(?P<mark>[/.-])(?P<second>[0-3]?[0-9])(?P=mark)(?P<year>1[0-9]{{3}}|20[0-9]{{2}}|[0-9]{{2}}){_NOT_MORE}", _numeric),
    ReadingRule("a", rf"{START}(?P<month>{MONTH_NAME})\s+(?P<day>{_DAY}{_SUFFIX}?)(?:\s?-\s?(?P<last>{_DAY}{_SUFFIX}?))?{END}(?![:/][0-9])(?:,?\s+(?P<year>{_YEAR}){END}(?![,.][0-9]))?", _month_day),
    ReadingRule("0", rf"{START}(?<![0-9][.,/:])(?P<day>{_DAY}{_SUFFIX}?)[\s-]+(?P<month>{MONTH_NAME}){END}(?:(?:,?\s+|-)(?P<year>{_YEAR}){END}(?![,.][0-9]))?", _day_month),
    ReadingRule("a", rf"{START}(?P<month>{MONTH_NAME}),?\s+(?P<year>1[0-9]{{3}}|20[0-9]{{2}}|'[0-9]{{2}}){END}(?![,.][0-9])", _month_year),
    ReadingRule("0", rf"{START}(?P<from>[0-9]{{1,4}})(?:\s?-\s?(?P<to>[0-9]{{1,4}}))?\s?(?P<era>{_ERA}){END}", _era),
    ReadingRule("a", rf"{START}(?P<era>AD|A\.D\.)\s(?P<from>[0-9]{{1,4}}){END}", _era_ahead),
    ReadingRule("0.", rf"{START}(?P<clip>')?(?P<decade>(?:1[0-9]|20)?[0-9]0)'?s{END}", _decade),
    ReadingRule("0", rf"{START}(?P<low>1[0-9]{{3}}|20[0-9]{{2}})\s?-\s?(?P<high>1[0-9]{{3}}|20[0-9]{{2}}|[0-9]{{2}}){_NOT_MORE}", _year_range),
)  # fmt: skip
