"""The usual ways to read figures aloud, the likeliest first; which context a figure stands in, its caller knows."""

import re
from functools import lru_cache

from shared.phonetics.reading import number_words as numbers
from shared.phonetics.reading.ways import Ways, distinct, join

_HUNDREDS = range(1100, 10_000)
"""Said in hundreds as well: fifteen hundred."""
_LAKH, _CRORE = 100_000, 10_000_000


def _said(words: list[str]) -> str:
    return " ".join(words)


def _with_and(n: int) -> str:
    """British and Indian: one hundred and five, two thousand and six."""
    words: list[str] = []
    for power in range(5, -1, -1):
        group = n // 1000**power % 1000
        if not group:
            continue
        hundreds, rest = divmod(group, 100)
        if hundreds:
            words += [*numbers.cardinal(str(hundreds)), "hundred"]
        if rest:
            words += ["and"] * bool(hundreds or (words and power == 0))
            words += numbers.cardinal(str(rest))
        words += [numbers.SCALES[power]] if power else []
    return _said(words)


def _indian(n: int, *, plural: bool, joined: str = "") -> str:
    """Lakh and crore: twelve lakh thirty four thousand five hundred sixty seven."""
    crores, rest = divmod(n, _CRORE)
    lakhs, rest = divmod(rest, _LAKH)
    words: list[str] = []
    for count, scale in ((crores, "crore"), (lakhs, "lakh")):
        if count:
            words += [*numbers.cardinal(str(count)), scale + "s" * (plural and count > 1)]
    if rest:
        words += [joined] * bool(joined)
        words += [_with_and(rest)] if joined or plural else numbers.cardinal(str(rest))
    return _said(words)


def _indian_ways(n: int) -> Ways:
    plain = _indian(n, plural=False)
    ways = [plain, *_with_a([plain]), _mixed_and(n)]
    ways += [
        _indian(n, plural=True),
        plain.replace("lakh", "lakhs", 1),
        _said([_indian(n, plural=False, joined="and")]),
    ]
    for scale, name in ((_CRORE, "crore"), (_LAKH, "lakh")):
        if n > scale and n % scale == scale // 2:
            ways.append(_said([*numbers.cardinal(str(n // scale)), "and a half", name]))
            break
    return distinct(ways)


def _mixed_and(n: int) -> str:
    """Lakh and crore in the singular, with the `and` of hundreds."""
    head, rest = n - n % _LAKH, n % _LAKH
    return _said([_indian(head, plural=False), _with_and(rest) if rest else ""])


def _and_once(n: int, at: int) -> str:
    """With one `and` alone: at the first hundreds, or at the last."""
    whole = _with_and(n).split(" and ")
    return " and ".join(
        [whole[0], " ".join(whole[1:])] if not at else [" ".join(whole[:-1]), whole[-1]]
    )


def _with_a(ways: list[str]) -> list[str]:
    """`one hundred …` → `a hundred …`."""
    return [
        "a" + way[3:]
        for way in ways
        if re.match(r"one (?:hundred|thousand|million|billion|lakh|crore)\b", way)
    ]


def _in_hundreds(n: int) -> list[str]:
    if n not in _HUNDREDS or n // 100 % 10 == 0:
        return []
    hundreds, rest = divmod(n, 100)
    head = [*numbers.cardinal(str(hundreds)), "hundred"]
    if not rest:
        return [_said(head)]
    tail = numbers.cardinal(str(rest))
    return [_said([*head, *tail]), _said([*head, "and", *tail])]


@lru_cache(maxsize=1024)
def cardinal_ways(written: str) -> Ways:
    """`105` → one hundred five, one hundred and five, a hundred five …; `1,00,000` → one lakh …"""
    plain = written.replace(",", "")
    base = _said(numbers.cardinal(written))
    if len(plain) > numbers.MOST_DIGITS or (len(plain) > 1 and plain[0] == "0"):
        return digit_ways(plain)
    n = int(plain)
    if n < 100:
        return (base,)
    american = [base, _with_and(n)]
    american += [*_in_hundreds(n), *_with_a(american), *(["hundred"] if n == 100 else [])]
    half = n % 1_000_000 == 500_000 and n > 1_000_000
    if half:
        american.append(_said([*numbers.cardinal(str(n // 1_000_000)), "and a half million"]))
    is_indian = re.fullmatch(r"\d{1,2}(?:,\d\d)+,\d{3}", written) is not None
    if n < _LAKH:
        return distinct(american)
    if is_indian:
        indian = _indian_ways(n)
        return distinct([*indian[:5], *american[:2], *indian[5:], *american[2:]])
    if n >= 1_000_000 and n % 1000:
        american += [_and_once(n, at) for at in range(2)]
    return distinct([*american, *(_indian_ways(n) if n >= 1_000_000 or "," in written else ())])


@lru_cache(maxsize=1024)
def digit_ways(written: str) -> Ways:
    """`5505` → five five zero five, five five oh five, double five zero five …"""
    plain = _said(numbers.digits(written))
    figures = re.sub(r"\D", "", written)
    ways = [plain]
    for runs in (r"(\d)\1\1|(\d)\2|\d", r"(\d)\1|\d", r"\d(?=(\d)\1(?!\1))|(\d)\2|\d"):
        ways.append(_said([_run(run[0]) for run in re.finditer(runs, figures)]))
    if "0" in figures:
        ways = [each for way in ways for each in (way, way.replace("zero", "oh"))]
    return distinct(ways)


def _run(figures: str) -> str:
    (digit,) = numbers.digits(figures[0])
    return {1: digit, 2: f"double {digit}", 3: f"triple {digit}"}[len(figures)]


@lru_cache(maxsize=1024)
def pair_ways(written: str) -> Ways:
    """As names are read: `747` → seven forty seven, `101` → one oh one, `1234` → twelve thirty four; of 3 or 4 digits."""
    head, tail = written[:-2], written[-2:]
    if head[0] == "0":
        return ()
    first = _said(numbers.cardinal(head))
    if tail == "00":
        return (f"{first} hundred",)
    if tail[0] == "0":
        return (
            f"{first} oh {_said(numbers.digits(tail[1]))}",
            f"{first} zero {_said(numbers.digits(tail[1]))}",
        )
    return (f"{first} {_said(numbers.cardinal(tail))}",)


@lru_cache(maxsize=1024)
def year_ways(n: int) -> Ways:
    """`2024` → twenty twenty four, two thousand twenty four …; `476` → four seventy six …; `44` → forty four."""
    usual = _said(numbers.year(n))
    if n < 100:
        return (usual,)
    whole = [_said(numbers.cardinal(str(n))), _with_and(n)]
    pairs = list(pair_ways(str(n))) if n >= 1000 or n % 100 else []
    if n % 1000 == 0:
        return distinct([*whole, f"the year {whole[0]}"])
    if n >= 2000 and n % 100 < 10:
        return distinct([*whole, *pairs[:1]])
    hundred = _said(numbers.cardinal(str(n // 100)))
    in_hundreds = (
        [
            f"{hundred} hundred {tail}{_said(numbers.cardinal(str(n % 100)))}"
            for tail in ("", "and ")
        ]
        if n >= 1100 and n % 100 and n // 100 % 10
        else []
    )
    if n < 1000:
        return distinct([*pairs, *whole])
    return distinct(
        [*pairs[:1], *in_hundreds, *whole] if n % 100 < 10 else [*pairs[:1], *whole, *in_hundreds]
    )


def short_year_ways(written: str) -> Ways:
    """The second year of a range, or of a date: `18` → eighteen, `05` → oh five."""
    return (
        (_said(numbers.cardinal(written)),)
        if written[0] != "0"
        else (
            f"oh {_said(numbers.digits(written[1]))}",
            f"zero {_said(numbers.digits(written[1]))}",
        )
    )


@lru_cache(maxsize=1024)
def name_ways(written: str) -> Ways:
    """The number of a room, a flight, a road: `305` → three oh five, three zero five, three hundred five …"""
    if len(written) <= 2 and written[0] != "0":
        return distinct([*cardinal_ways(written), *digit_ways(written)])
    if written[0] == "0" or len(written) > 4:
        return distinct([*digit_ways(written), *_in_pairs(written), *cardinal_ways(written)])
    return distinct([*pair_ways(written), *digit_ways(written), *cardinal_ways(written)])


def _in_pairs(written: str) -> list[str]:
    """`560001` → fifty six, zero zero, zero one; of an even number of digits."""
    if len(written) % 2:
        return []
    pairs = [written[i : i + 2] for i in range(0, len(written), 2)]
    return [
        _said([
            _said(numbers.cardinal(pair) if pair[0] != "0" else numbers.digits(pair)) for pair in pairs
        ])
    ]  # fmt: skip


@lru_cache(maxsize=1024)
def ordinal_ways(written: str) -> Ways:
    """`100` → one hundredth, hundredth, a hundredth; `112` → one hundred twelfth …"""
    ways: list[str] = []
    for way in cardinal_ways(written.replace(",", "")):
        *head, last = way.split()
        ways.append(_said([*head, numbers.ordinal_word(last)]))
    if ways[0] in {"one hundredth", "one thousandth", "one millionth"}:
        ways.insert(1, ways[0].removeprefix("one "))
    return distinct(ways)


@lru_cache(maxsize=1024)
def decimal_ways(written: str) -> Ways:
    """`0.05` → zero point zero five, point zero five, point oh five …; `3.5` → three point five, three and a half."""
    whole, point, places = written.partition(".")
    if not point:
        return cardinal_ways(written)
    behind = list(digit_ways(places))
    if len(places) == 2 and places[0] != "0":
        behind.insert(1, _said(numbers.cardinal(places)))
    value = whole.replace(",", "").lstrip("0")
    if value:
        heads: Ways = cardinal_ways(whole)[:4]
        extra = [f"{heads[0]} and a half"] if places == "5" else []
    else:
        heads = ("zero", "", "oh") if whole else ("", "zero")
        extra = ["half", "a half"] if places == "5" else []
    first, *rest = join(heads, ["point"], behind)
    return distinct([first, *extra[:1], *rest, *extra[1:]])


@lru_cache(maxsize=1024)
def fraction_ways(top: str, bottom: str) -> Ways:
    """`1/2` → one half, a half, half …; `3/4` → three quarters, three fourths, three over four …"""
    over = [
        f"{_said(numbers.cardinal(top))} {word} {_said(numbers.cardinal(bottom))}"
        for word in ("over", "by")
    ]
    parts = _said(numbers.fraction(top, bottom))
    ways = [parts]
    if bottom == "4":
        ways.append(_said([*numbers.cardinal(top), "fourth" if top == "1" else "fourths"]))
    if top == "1":
        ways += [f"a {way.removeprefix('one ')}" for way in ways if way.startswith("one ")]
        ways += ["half"] if bottom == "2" else []
    return distinct([*ways, *over])
