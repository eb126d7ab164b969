"""Times of the day, spans of hours, time zones."""

import re
from collections.abc import Iterable

from shared.phonetics.reading import number_words as numbers
from shared.phonetics.reading.number_ways import decimal_ways, digit_ways
from shared.phonetics.reading.scan import END, START, ReadingRule, Scan, WrittenPiece, one
from shared.phonetics.reading.ways import Ways, distinct

_HALF = r"(?P<half>[AaPp]\.?\s?[Mm](?:\.|(?![A-Za-z0-9])))"
_HALF_OF_FIRST = r"(?P<half_first>[AaPp]\.?[Mm](?:\.|(?![A-Za-z0-9])))"


def _cardinal(n: int) -> str:
    return " ".join(numbers.cardinal(str(n)))


def _half_letters(half: str) -> str:
    return f"{half[0].upper()} M"


def hour_ways(hour: int, minute: int, *, with_half: bool = False, written: str = "") -> Ways:
    """`9`, `30` → nine thirty, half past nine; with a. m. or p. m. behind, a full hour is the plain number."""
    twelve = (hour - 1) % 12 + 1
    name, following = _cardinal(twelve), _cardinal(twelve % 12 + 1)
    ways: list[str] = []
    if minute == 0:
        ways = [name, f"{name} o'clock"] if with_half else [f"{name} o'clock", name]
        if hour == 12:
            ways = [*(["twelve"] * with_half), "twelve o'clock", "twelve", "noon", "twelve noon"]
        if hour > 12 or hour == 0:
            plain = _cardinal(hour)
            ways = [
                f"{plain} hundred",
                f"{plain} hundred hours",
                f"{plain} o'clock",
                f"{plain} zero zero",
            ]
            ways += [
                f"{name} P M" if hour else "midnight",
                f"{name} o'clock",
                name,
                plain,
                "twelve A M",
            ]
        return distinct(ways)
    minutes = (
        [_cardinal(minute)]
        if minute > 9
        else [f"oh {_cardinal(minute)}", f"zero {_cardinal(minute)}"]
    )
    ways = [f"{_cardinal(hour)} {each}" for each in minutes]
    if written.startswith("0") and hour:
        ways += [f"oh {ways[0]}", f"zero {ways[0]}"]
    if hour > 12 or hour == 0:
        ways += [f"{name} {minutes[0]}", f"{name} {minutes[0]} {'P' if hour else 'A'} M"]
    if minute == 30:
        ways += [f"half past {name}"]
    elif minute == 15:
        ways += [f"{a}quarter {past} {name}" for past in ("past", "after") for a in ("", "a ")]
    elif minute == 45:
        ways += [f"{a}quarter {to} {following}" for to in ("to", "of", "till") for a in ("", "a ")][
            :5
        ]
    elif minute < 30:
        ways += [f"{_cardinal(minute)} {past} {name}" for past in ("past", "after")]
        ways += [f"{_cardinal(minute)} minutes past {name}"] * (minute % 5 != 0)
    else:
        ways += [f"{_cardinal(60 - minute)} to {following}"]
    return distinct(ways)


def _clock(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 24 or (match["mark"] == "." and not (match["half"] or _follows_at(match, scan))):
        return None
    with_half = bool(match["half"])
    before = scan.before(match.start())
    ways = hour_ways(
        hour % 24 if hour == 24 else hour, minute, with_half=with_half, written=match["hour"]
    )
    if re.search(r"(?i)\b(?:ratio|odds|score|scored?|proportion|scale|mix)\b[^.]*$", before):
        low, high = _cardinal(hour), _cardinal(minute)
        ways = distinct([f"{low} to {high}", f"{low} {high}", *ways])
    if match["mark"] == "." and not with_half:
        figure = f"{match['hour']}.{match['minute']}"
        ways = distinct([*ways[:4], *decimal_ways(figure)[:4]])
    if BOOKS_OF_VERSES.search(before):
        ways = distinct([f"{_cardinal(hour)} {_cardinal(minute)}", *ways])
    pieces = [WrittenPiece(match.start("hour"), match.end("minute"), ways)]
    if with_half:
        pieces.append(WrittenPiece(*match.span("half"), (_half_letters(match["half"]),)))
    return pieces


BOOKS_OF_VERSES = re.compile(
    r"\b(?:Genesis|Exodus|Psalms?|Proverbs|Isaiah|Matthew|Mark|Luke|John|Acts|Romans|Corinthians|Galatians|"
    r"Ephesians|Philippians|Hebrews|James|Peter|Revelation|Surah|Quran)\s+$"
)
"""Books whose chapters and verses look like times."""


def _follows_at(match: re.Match[str], scan: Scan) -> bool:
    """`at 9.30`: a time rather than a decimal, unless something is measured."""
    if not re.search(r"(?i)\b(?:at|until|till|before|after)\s+$", scan.before(match.start())):
        return False
    return not re.match(r"\s?(?:%|percent|[a-zA-Z]*(?:meters|miles|km|kg|million|billion|dollars|degrees|lakh|crore))|[0-9]", scan.after(match.end()))  # fmt: skip


def _long_clock(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`1:23:45`, of a race or a film, or a time with its seconds."""
    hour, minute, second = (int(match[group]) for group in ("hour", "minute", "second"))
    parts = [_cardinal(hour), *(_two_digits(n) for n in (minute, second))]
    counted = [f"{_cardinal(n)} {unit}{'s' * (n != 1)}" for n, unit in ((hour, "hour"), (minute, "minute"), (second, "second"))]  # fmt: skip
    pieces = [
        WrittenPiece(match.start("hour"), match.end("second"), distinct([
            " ".join(parts), " ".join(counted), " ".join([*counted[:2], "and", counted[2]]),
            f"{parts[0]} {parts[1]} and {counted[2]}",
        ]))
    ]  # fmt: skip
    if match["half"]:
        pieces.append(WrittenPiece(*match.span("half"), (_half_letters(match["half"]),)))
    return pieces


def _two_digits(n: int) -> str:
    return _cardinal(n) if n > 9 else f"oh {_cardinal(n)}" if n else "oh oh"


def _hour(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`6 pm`, `9 a.m.`"""
    hour = int(match["hour"])
    if not 1 <= hour <= 12:
        return None
    return [
        WrittenPiece(*match.span("hour"), hour_ways(hour, 0, with_half=True)[:2]),
        WrittenPiece(*match.span("half"), (_half_letters(match["half"]),)),
    ]


def _span(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`9am-5pm`, `9:00-17:00`, `9-11 a.m.`"""
    pieces: list[WrittenPiece] = []
    if not (match["half"] or match["minute"] or match["minute_first"]):
        return None
    for name, suffix in (("first", "_first"), ("last", "")):
        hour, minute = match[f"hour_{name}"], match[f"minute{suffix}"]
        half = match[f"half{suffix}"]
        if int(hour) > 24:
            return None
        plain = not minute and not half and not match["half"]
        ways = hour_ways(
            int(hour) % 24, int(minute or 0), with_half=bool(half or match["half"]), written=hour
        )
        end = match.end(f"minute{suffix}" if minute else f"hour_{name}")
        pieces.append(
            WrittenPiece(
                match.start(f"hour_{name}"), end, (_cardinal(int(hour)),) if plain else ways
            )
        )
        if half:
            pieces.append(WrittenPiece(*match.span(f"half{suffix}"), (_half_letters(half),)))
        if name == "first":
            pieces.append(WrittenPiece(*match.span("dash"), ("to", "until", "till", "through")))
    return pieces


def _military(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`0930 hours`."""
    hour, minute = int(match["time"][:2]), int(match["time"][2:])
    if hour > 24 or minute > 59:
        return None
    ahead = [""] if hour > 9 else ["oh ", "zero "]
    tail = "hundred" if not minute else _two_digits(minute)
    hour_word = _cardinal(hour)
    return one(
        match,
        distinct([*(f"{a}{hour_word} {tail}" for a in ahead), *digit_ways(match["time"])]),
        "time",
    )


def _oclock(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    return one(match, (f"{_cardinal(int(match['hour']))} o'clock",))


RULES = (
    ReadingRule("0", rf"(?<![0-9A-Za-z:.])(?P<hour_first>[0-9]{{1,2}})(?:[:.](?P<minute_first>[0-5][0-9]))?\s?{_HALF_OF_FIRST}?\s?(?P<dash>-)\s?"
              rf"(?P<hour_last>[0-9]{{1,2}})(?:[:.](?P<minute>[0-5][0-9]))?(?:\s?{_HALF})?(?![0-9:A-Za-z%]|[.,-][0-9])", _span),
    ReadingRule("0", rf"(?<![0-9A-Za-z:])(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9])(?:\s?{_HALF})?(?![0-9:])", _long_clock),
    ReadingRule("0", rf"(?<![0-9A-Za-z:.,])(?P<hour>[0-9]{{1,2}})(?P<mark>[:.])(?P<minute>[0-5][0-9])(?:\s?{_HALF})?(?![0-9:%A-Za-z]|[.,-][0-9])", _clock),
    ReadingRule("0", rf"(?<![0-9A-Za-z:.,])(?P<hour>[0-9]{{1,2}})\s?{_HALF}", _hour),
    ReadingRule("0", rf"{START}(?P<time>[0-2][0-9][0-5][0-9])(?=\s?(?:hours|hrs|HRS|Hrs|h){END})", _military),
    ReadingRule("0", rf"{START}(?P<hour>[0-9]{{1,2}})\s?o'clock{END}", _oclock),
)  # fmt: skip
