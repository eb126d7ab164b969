"""Numbers without a kind of their own: counted, ordinal, fractions, ranges, scores, ratios."""

import re
from collections.abc import Iterable

from shared.phonetics.reading import number_ways as ways_of
from shared.phonetics.reading import number_words as numbers
from shared.phonetics.reading.dates import day_month_ways, is_year
from shared.phonetics.reading.scan import END, NUMBER, START, ReadingRule, Scan, WrittenPiece, one
from shared.phonetics.reading.times import BOOKS_OF_VERSES
from shared.phonetics.reading.ways import Ways, distinct, join

_SCORED = re.compile(
    r"(?i)\b(?:won|lost|wins?|loses?|beat|score[ds]?|tied|drew|draw|lead|leading|led|defeat(?:ed)?|victory|set|match|game|final|"
    r"trail(?:ing|s)?|ahead|up|down|goals?|sets)\b[^.!?]{0,30}$"
)
_OF_SOMETHING = re.compile(
    r"\s+(?:cups?|teaspoons?|tablespoons?|tsp|tbsp|pounds?|miles?|inch|inches|hours?|gallons?|liters?|pints?|ounces?|kilos?|mile|acres?)\b"
)
_RATED = re.compile(
    r"(?i)\b(?:score[ds]?|rated?|rating|got|gave|marks?|grade|gets?|review)\b[^.]{0,20}$"
)
_ON_DATE = re.compile(r"(?i)\b(?:on|by|due|since|until|before|after|from|dated)\s+$")


def _integer_ways(written: str, match: re.Match[str], scan: Scan) -> Ways:
    start, end = match.span()
    if is_year(written, scan, start, end):
        return distinct(
            [
                *ways_of.year_ways(int(written)),
                *ways_of.cardinal_ways(written)[2:4],
                *ways_of.digit_ways(written)[:2],
            ]
        )
    ways = ways_of.cardinal_ways(written)
    if len(written) in {3, 4} and "," not in written:
        ways = distinct([*ways, *ways_of.pair_ways(written), *ways_of.digit_ways(written)[:3]])
    elif len(written) == 5 and "," not in written:
        ways = distinct([*ways[:4], *ways_of.digit_ways(written)[:6]])
    elif written == "0":
        ways = ("zero", "oh")
    elif len(written) == 2:
        ways = distinct([*ways, *ways_of.digit_ways(written)[:1]])
    return ways


def _number(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    pieces: list[WrittenPiece] = []
    if match["minus"]:
        pieces.append(
            WrittenPiece(
                *match.span("minus"), ("plus",) if match["minus"] == "+" else ("minus", "negative")
            )
        )
    written = match["number"].rstrip(",")
    if re.fullmatch(r"[0-9]+", written) and not match["minus"]:
        return [*pieces, WrittenPiece(*match.span("number"), _integer_ways(written, match, scan))]
    return [*pieces, WrittenPiece(*match.span("number"), ways_of.decimal_ways(written))]


def _indian_scale(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`75 crore`, `2 lakh`: the plural is said as well."""
    name = match["scale"].rstrip("s").replace("lac", "lakh")
    return [WrittenPiece(*match.span("number"), ways_of.decimal_ways(match["number"])[:6]),
            WrittenPiece(*match.span("scale"), distinct([match["scale"], name, name + "s"]))]  # fmt: skip


def _ordinal(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    ways = ways_of.ordinal_ways(match["ordinal"])
    if re.search(
        r"(?i)\b(?:his|her|their|my|your|our|its|the|this|that)\s+$", scan.before(match.start())
    ):
        ways = distinct([*ways, ways[0].removeprefix("one ")])
    return one(match, ways)


def _mixed(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`2 1/2` → two and a half."""
    parts = ways_of.fraction_ways(match["over"], match["under"])
    with_a = [part for part in parts if part.startswith("a ")]
    whole = ways_of.cardinal_ways(match["whole"])[0]
    tails = [*with_a, *parts[:2]]
    return one(
        match,
        distinct(
            [*(f"{whole} and {part}" for part in tails), *(f"{whole} {part}" for part in parts[:2])]
        ),
    )


def _article(after: str) -> str:
    """Before the thing that is divided: a cup, an inch."""
    return "an" if re.match(r"\s+(?:[aeio]|hour)", after) else "a"


def _rating(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`4.6/5`, `7.5/10`."""
    return [WrittenPiece(*match.span("points"), ways_of.decimal_ways(match["points"])),
            WrittenPiece(match.end("points"), match.start("of"), ("out of", "over", "on", "slash", "by")),
            WrittenPiece(*match.span("of"), ways_of.cardinal_ways(match["of"]))]  # fmt: skip


def _fraction(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`1/2 cup`, `24/7`, `9/11`, `120/80`, `8/10` as a mark, `12/25` as a date."""
    top, bottom = match["top"], match["bottom"]
    high, low = int(top), int(bottom)
    before, after = scan.before(match.start()), scan.after(match.end())
    (over, *_), (under, *_) = ways_of.cardinal_ways(top), ways_of.cardinal_ways(bottom)
    if (high, low) in {(24, 7), (9, 11), (50, 50), (20, 20), (26, 11)}:
        return one(match, (f"{over} {under}", f"{over} slash {under}", f"{over} over {under}"))
    if scan.in_maths(match.start()):
        return one(
            match,
            distinct(
                [
                    f"{over} over {under}",
                    f"{over} divided by {under}",
                    *ways_of.fraction_ways(top, bottom),
                    f"{over} by {under}",
                ]
            ),
        )
    if 70 <= high <= 250 and 40 <= low <= 150:
        tops = (
            distinct([*ways_of.pair_ways(top), *ways_of.cardinal_ways(top)])
            if high > 99
            else ways_of.cardinal_ways(top)
        )
        bottoms = distinct(
            [*ways_of.cardinal_ways(bottom), *(ways_of.pair_ways(bottom) if low > 99 else ())]
        )
        return one(match, join(tops, ("over", "by"), bottoms))
    date: list[str] = []
    if 1 <= high <= 12 and 1 <= low <= 31:
        date = [*day_month_ways(low, high, day_first=False)[:2], f"{over} {under}"]
    elif 1 <= low <= 12 and 1 <= high <= 31:
        date = [*day_month_ways(high, low, day_first=True)[:3], f"{over} {under}"]
    if date and _ON_DATE.search(before) and (len(top + bottom) > 2 or high > low):
        return one(
            match, distinct([*date, f"{over} slash {under}", *ways_of.fraction_ways(top, bottom)])
        )
    if low <= 10 and re.match(r"\s+(?:in|after|at)\b[^.]*\b(?:overs?|stumps|lunch|tea)\b", after):
        return one(match, (f"{over} for {under}", f"{over} slash {under}", f"{over} by {under}"))
    fraction = list(ways_of.fraction_ways(top, bottom))
    if (high, low) in {(1, 2), (1, 4), (3, 4)} and _OF_SOMETHING.match(after):
        extra = {(1, 2): ["half a", "one half", "a half", "half", "one half a"],
                 (1, 4): ["a quarter", "one quarter", "one fourth", "a quarter of a", "quarter", "one fourth of a"],
                 (3, 4): ["three quarters of a", "three fourths of a", "three fourths", "three quarter", "three quarters", "three fourth"]}  # fmt: skip
        return one(match, distinct([*extra[high, low], *fraction]))
    if high == 1 and _OF_SOMETHING.match(after):
        fraction = distinct(
            [
                fraction[0],
                f"{fraction[0]} of {_article(after)}",
                *fraction[1:],
                f"a {fraction[0].removeprefix('one ')} of {_article(after)}",
            ]
        )
    elif low > 2 and _OF_SOMETHING.match(after):
        fraction = distinct(
            [
                f"{fraction[0]} of {_article(after)}",
                fraction[0],
                fraction[0].removesuffix("s"),
                *fraction[1:],
            ]
        )
    if low in {5, 10, 20, 50, 100} and (_RATED.search(before) or (low >= 50 and high > 1)):
        return one(
            match,
            distinct(
                [
                    f"{over} out of {under}",
                    f"{over} over {under}",
                    *fraction,
                    f"{over} on {under}",
                    f"{over} slash {under}",
                ]
            ),
        )
    if high >= low and low != 1 and len(top) > 1:
        return one(
            match,
            distinct(
                [
                    f"{over} {under}",
                    f"{over} over {under}",
                    f"{over} slash {under}",
                    *date,
                    *fraction,
                ]
            ),
        )
    return one(
        match, distinct([*fraction, f"{over} out of {under}", *date, f"{over} slash {under}"])
    )


def _range(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`10-20` → ten to twenty; a score, or minus in a formula."""
    low, high = match["low"], match["high"]
    if scan.in_maths(match.start()):
        return [WrittenPiece(*match.span("low"), ways_of.decimal_ways(low)), WrittenPiece(match.end("low"), match.start("high"), ("minus", "take away")),
                WrittenPiece(*match.span("high"), ways_of.decimal_ways(high))]  # fmt: skip
    lows, highs = ways_of.decimal_ways(low), ways_of.decimal_ways(high)
    named = distinct(
        [*highs, *(ways_of.pair_ways(high) if re.fullmatch(r"[1-9][0-9]{2,3}", high) else ())]
    )
    firsts = distinct(
        [*lows, *(ways_of.pair_ways(low) if re.fullmatch(r"[1-9][0-9]{2,3}", low) else ())]
    )
    is_score = (
        "." not in low + high and _SCORED.search(scan.before(match.start())) and not match["spaced"]
    )
    if low == high == "0":
        return one(
            match,
            (
                "zero zero",
                "zero to zero",
                "nil nil",
                "zero all",
                "nothing nothing",
                "nothing to nothing",
                "oh oh",
            ),
        )
    between: tuple[str, ...] = ("to", "through", "or", "dash", "")
    if is_score:
        between = ("to", "", "all") if low != high else ("", "to")
        if high == "0":
            named = ("zero", "nothing", "nil", "oh", "love")
    if not is_score and float(low.replace(",", "")) >= float(high.replace(",", "")):
        between = ("", "to", "dash", "minus")
    return [
        WrittenPiece(*match.span("low"), firsts),
        WrittenPiece(match.end("low"), match.end(), join(between, named)),
    ]


def _ratio(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    (low, *_), (high, *_) = (
        ways_of.cardinal_ways(match["low"]),
        ways_of.cardinal_ways(match["high"]),
    )
    if BOOKS_OF_VERSES.search(scan.before(match.start())):
        return one(match, (f"{low} {high}", f"{low} verse {high}"))
    ways = [f"{low} to {high}", f"{low} is to {high}", f"{low} {high}", f"{low} by {high}"]
    if (match["low"], match["high"]) in {("16", "9"), ("4", "3"), ("21", "9")}:
        ways.insert(0, ways.pop(2))
    return one(match, ways)


def _numbered(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`#1` → number one."""
    return one(
        match,
        join(("number", "hash", "hashtag", "pound", ""), ways_of.cardinal_ways(match["number"])),
    )


def _listed(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`1.` or `1)` at the head of a line."""
    (number, *_), (ordinal, *_) = (
        ways_of.cardinal_ways(match["number"]),
        ways_of.ordinal_ways(match["number"]),
    )
    return one(match, (number, f"number {number}", f"step {number}", ordinal, ""))


def _plural_number(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`747s`, `in her 7s`."""
    ways = ways_of.name_ways(match["number"])
    return one(match, distinct(" ".join(numbers.plural(way.split())) for way in ways))


RULES = (
    ReadingRule("0", rf"{START}(?P<points>[0-9]{{1,2}}\.[0-9]{{1,2}})/(?P<of>[0-9]{{1,3}}){END}", _rating),
    ReadingRule("0", r"(?:(?<=^)|(?<=\n)|(?<=\n ))(?P<number>[0-9]{1,2})[.)](?=\s+[A-Za-z\"'])", _listed),
    ReadingRule(".", rf"#(?P<number>[0-9]{{1,4}}){END}", _numbered),
    ReadingRule("0", rf"{START}(?P<ordinal>[0-9][0-9,]*)(?:\^?(?:st|nd|rd|th)|ST|ND|RD|TH){END}", _ordinal),
    ReadingRule("0", rf"{START}(?P<whole>[1-9][0-9]*)(?:\s+|-)(?P<over>[1-9])/(?P<under>[0-9]{{1,2}}){END}(?!/)", _mixed),
    ReadingRule("0", rf"{START}(?P<top>[0-9]+)/(?P<bottom>[0-9]+){END}(?!/)", _fraction),
    ReadingRule("0", rf"{START}(?P<low>[0-9]{{1,3}}):(?P<high>[0-9]{{1,3}}){END}(?!:)", _ratio),
    ReadingRule("0.", rf"{START}(?P<low>{NUMBER})(?P<spaced>\s)?-\s?(?P<high>{NUMBER})(?!-?[0-9A-Za-z]|[.,/][0-9])", _range),
    ReadingRule("0", rf"{START}(?P<number>{NUMBER})\s(?P<scale>lakhs?|crores?|lacs?){END}", _indian_scale),
    ReadingRule("0", rf"{START}(?P<number>[0-9]+)'?s{END}", _plural_number),
    ReadingRule("0.", rf"(?:(?<![\w)\]])(?<![0-9)\]]\s)(?P<minus>[-+−])\s?(?=[0-9.])(?![0-9]*/[0-9]))?(?P<number>{NUMBER})", _number),
)  # fmt: skip
