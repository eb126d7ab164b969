"""Units, percentages, heights and sizes behind a number."""

import re
from collections.abc import Iterable

from shared.phonetics.reading import number_ways as ways_of
from shared.phonetics.reading.scan import (
    END,
    NUMBER,
    START,
    ReadingRule,
    Scan,
    WrittenPiece,
    any_of,
    one,
)
from shared.phonetics.reading.unit_tables import (
    MODIFIERS,
    PLURALS,
    SCALES,
    SCALES_OF_NUMBERS,
    UNITS,
    UNITS_ALONE,
)
from shared.phonetics.reading.ways import Ways, distinct, join

_PER = {"h": "hour", "hr": "hour", "s": "second", "sec": "second", "min": "minute", "day": "day", "week": "week",
        "month": "month", "year": "year", "yr": "year", "mo": "month", "kg": "kilogram", "km": "kilometer", "L": "liter",
        "lb": "pound", "night": "night", "person": "person", "hour": "hour", "unit": "unit", "piece": "piece", "beat": "beat", "m^2": "square meter", "m^3": "cubic meter", "m": "meter", "cm": "centimeter", "mile": "mile", "gallon": "gallon", "ft": "foot", "l": "liter", "ml": "milliliter", "mL": "milliliter", "dL": "deciliter", "cm^2": "square centimeter", "head": "head", "class": "class", "dl": "deciliter", "mm^3": "cubic millimeter", "cm^3": "cubic centimeter", "hectare": "hectare", "acre": "acre", "plate": "plate", "visit": "visit", "student": "student", "session": "session", "set": "set", "box": "box", "pack": "pack", "sheet": "sheet", "seat": "seat", "ticket": "ticket", "μL": "microliter", "gal": "gallon", "g": "gram", "sq ft": "square foot", "wk": "week", "yd": "yard", "oz": "ounce", "mol": "mole", "dozen": "dozen"}  # fmt: skip
_NAMED = re.compile(
    r"(?i)\b(?:section|bus|seat|room|gate|flat|form|platform|block|row|class|grade)\s+$"
)
"""Where a letter behind a number belongs to its name: `Seat 14L`."""


def _plural(unit: str) -> str:
    if not unit or "per" in unit.split() or unit.isupper():
        return unit
    words = unit.split()
    last = 1 if words[0] in MODIFIERS else 0
    words[last] = PLURALS.get(words[last]) or words[last].removesuffix("s") + "s"
    return " ".join(words)


def unit_ways(unit: str, *, single: bool) -> Ways:
    """`km` → kilometers, K M, kays; the singular first after 1."""
    names = UNITS[unit]
    plurals = [_plural(name) for name in names]
    if single:
        return distinct([*names, *plurals])
    return distinct(
        [plurals[0], *(names[:1] if plurals[0] != names[0] else ()), *plurals[1:], *names[1:]]
    )


def _measure(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`5 km`, `−5°C`, `40-60°C`, `10-15%`, `250 ml`, `5-km run`."""
    unit = match["unit"]
    ahead = scan.before(match.start())
    if scan.in_maths(match.start()) and len(unit) == 1 and unit.isalpha():
        return None
    if unit in {"N", "S", "E", "W"} and re.match(
        r"\.\s(?:[0-9]+(?:st|nd|rd|th)|[A-Z])", scan.after(match.end())
    ):
        return None  # a direction: `77 W. 9th St.`
    if unit in {"A", "N"} or (len(unit) == 1 and unit.isupper() and _NAMED.search(ahead)):
        return None
    pieces: list[WrittenPiece] = []
    if match["minus"]:
        pieces.append(
            WrittenPiece(
                *match.span("minus"), ("plus",) if match["minus"] == "+" else ("minus", "negative")
            )
        )
    low = ways_of.decimal_ways(match["low"])
    pairs = ways_of.pair_ways(match["low"]) if re.fullmatch(r"[1-9][0-9]{2}", match["low"]) else ()
    low = distinct([*low, *pairs])
    pieces.append(WrittenPiece(*match.span("low"), low))
    if match["high"]:
        pieces += [WrittenPiece(match.end("low"), match.start("high"), ("to", "percent to") if unit == "%" else ("to", "or", "through")),
                   WrittenPiece(*match.span("high"), ways_of.decimal_ways(match["high"]))]  # fmt: skip
    single = match["hyphen"] == "-" or (match["low"] == "1" and not match["high"])
    ways = ("percent",) if unit == "%" else unit_ways(unit, single=single)
    pieces.append(WrittenPiece(*match.span("unit"), ways))
    if match["per"]:
        name = _PER[match["per"]]
        pieces.append(
            WrittenPiece(
                match.end("unit"),
                match.end("per"),
                (f"per {name}", f"an {name}" if name == "hour" else f"a {name}"),
            )
        )
    return pieces


def _per(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`$5/kg`, `rupees/month`."""
    name = _PER[match["per"]]
    return one(
        match, (f"per {name}", f"an {name}" if name == "hour" else f"a {name}", f"slash {name}")
    )


def _height(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`5'10"` → five foot ten."""
    (feet, *_), (inches, *_) = (
        ways_of.cardinal_ways(match["feet"]),
        ways_of.decimal_ways(match["inches"]),
    )
    unit = "inch" if match["inches"] == "1" else "inches"
    one_foot = "foot" if match["feet"] == "1" else "feet"
    return one(match, distinct([
        f"{feet} foot {inches}", f"{feet} {one_foot} {inches} {unit}", f"{feet} {inches}", f"{feet} {one_foot} {inches}",
        f"{feet} foot {inches} {unit}", f"{feet} {one_foot} and {inches} {unit}",
    ]))  # fmt: skip


def _is_quoted(before: str) -> bool:
    """Whether a quotation is open behind `before`."""
    n_opened = len(re.findall(r'(?:^|[\s(])"(?=\S)', before))
    return n_opened > len(re.findall(r'(?<=[^\s0-9(])"', before))


def _mark(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`6'` and `12"`, unless a quotation ends here."""
    mark = match["mark"]
    if mark == '"' and _is_quoted(scan.text[: match.start()]):
        return None
    if mark == "'" and re.search(r"(?<![A-Za-z0-9])'[^']*$", scan.before(match.start())):
        return None
    name = "inch" if mark == '"' else "foot"
    if "/" in match["amount"]:
        *whole, part = match["amount"].split()
        parts = ways_of.fraction_ways(*part.split("/"))
        ahead = join(ways_of.cardinal_ways(whole[0]), ("and",), parts) if whole else parts
        names = (PLURALS[name], name) if whole else (f"of an {name}", name, f"{name}es")
        return [
            WrittenPiece(*match.span("amount"), ahead),
            WrittenPiece(*match.span("mark"), names),
        ]
    return [WrittenPiece(*match.span("amount"), ways_of.decimal_ways(match["amount"])),
            WrittenPiece(*match.span("mark"), (PLURALS[name], name))]  # fmt: skip


def _pixels(figure: str) -> Ways:
    """`1920` → nineteen twenty, one thousand nine hundred twenty."""
    pairs = ways_of.pair_ways(figure) if re.fullmatch(r"[1-9][0-9]{3}", figure) else ()
    return distinct([*pairs, *ways_of.decimal_ways(figure)])


def _size(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`4x4`, `1920x1080`, `3 x 4`."""
    by = (
        ("times", "by", "multiplied by", "into")
        if scan.in_maths(match.start())
        else ("by", "times", "cross")
    )
    if (match["low"], match["high"]) == ("24", "7"):
        return one(match, ("twenty four seven", "twenty four by seven", "twenty four times seven"))
    pieces = [WrittenPiece(*match.span("low"), _pixels(match["low"])), WrittenPiece(match.end("low"), match.start("high"), by),
              WrittenPiece(*match.span("high"), _pixels(match["high"]))]  # fmt: skip
    if match["unit"]:
        pieces.append(
            WrittenPiece(
                *match.span("unit"),
                unit_ways(
                    match["unit"], single=bool(re.match(r"\s[a-z]+", scan.after(match.end())))
                ),
            )
        )
    return pieces


def _scale(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`5k`, `2M`, `4K`."""
    scale = match["scale"]
    names = (SCALES[scale], scale.upper())
    if (scale == "K" and len(match["amount"]) == 1) or re.match(
        r"\s(?:run|race|walk|video|TV|screen|monitor|gold|marathon)", scan.after(match.end())
    ):
        names = names[::-1]
    return [
        WrittenPiece(*match.span("amount"), ways_of.decimal_ways(match["amount"])),
        WrittenPiece(*match.span("scale"), names),
    ]


def _times_as_much(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`1.5x faster`."""
    return [
        WrittenPiece(*match.span("amount"), ways_of.decimal_ways(match["amount"])),
        WrittenPiece(*match.span("scale"), ("X", "times")),
    ]


def _behind_power(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`3 × 10^8 m/s`."""
    if not re.search(r"[0-9]\^[-+]?[0-9]+\s$", scan.before(match.start())):
        return None
    return one(match, unit_ways(match["unit"], single=False))


def _alone(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    return one(match, unit_ways(match[0], single=not match[0].endswith("s")))


_MEASURED = rf"{START}(?:(?<![\w)\]])(?<![0-9)\]]\s)(?P<minus>[-+−])\s?)?(?P<low>{NUMBER})(?P<low_percent>%?)(?:\s?-\s?(?P<high>{NUMBER}))?"
_ALL = any_of(UNITS)
RULES = (
    ReadingRule("0", r"(?<![0-9A-Za-z.])(?P<feet>[0-9]{1,3})'\s?(?P<inches>[0-9]{1,2}(?:\.[0-9])?)(?:\"|''|(?![A-Za-z0-9']))", _height),
    ReadingRule("0", rf"(?<![0-9A-Za-z.])(?P<feet>[0-9]{{1,3}})\s?ft\.?\s(?P<inches>[0-9]{{1,2}}(?:\.[0-9])?)\s?in\.?{END}", _height),
    ReadingRule("0.", rf"{_MEASURED}(?P<gap>\s)?(?P<hyphen>-)?(?P<unit>%|°\s?[CF]{END}|(?:{_ALL}){END})(?!'[a-z])(?:\.?/(?P<per>{any_of(_PER)}){END})?", lambda match, scan: _measure(match, scan) if match["unit"] in UNITS or match["unit"] == "%" else None),
    ReadingRule("0.", rf"{START}(?P<low>{NUMBER})[\"\']?\s?[x×]\s?(?P<high>{NUMBER})(?:\s?(?P<unit>in\.|(?:inches|inch|cm|mm|m|ft){END})|(?P<mark>[\"\']))?(?![A-Za-z0-9])", _size),
    ReadingRule("0", rf"{START}(?P<amount>(?:[0-9]+\s)?[0-9]{{1,2}}/[0-9]{{1,2}}|{NUMBER})(?P<mark>[\"'])(?=[\s.,;)]|$)", _mark),
    ReadingRule("0", rf"{START}(?P<amount>{NUMBER})(?P<scale>{any_of(SCALES_OF_NUMBERS)}){END}", _scale),
    ReadingRule(".", rf"(?<=[0-9])/(?P<per>{any_of(_PER)}){END}", _per),
    ReadingRule(".", rf"(?<=[a-z])/(?P<per>min|sec|hr|day|night|week|month|year|kg|km|person){END}", _per),
    ReadingRule("0", rf"{START}(?P<amount>{NUMBER})(?P<scale>x){END}", _times_as_much),
    ReadingRule("a", rf"{START}(?:{any_of(UNITS_ALONE)}){END}", _alone),
    ReadingRule("a.", rf"(?P<unit>{_ALL}){END}", _behind_power),
)  # fmt: skip
