"""Numbers as Americans read them aloud, one spoken word an item: 123 → one, hundred, twenty, three.

Written here in a few lines because a library for it (inflect) takes seconds to import.
"""

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
MOST_DIGITS = 3 * len(SCALES)
"""Longer numbers are read digit by digit."""


def _below_thousand(n: int) -> list[str]:
    words = [_UNITS[n // 100], "hundred"] if n >= 100 else []
    n %= 100
    if n >= 20:
        words.append(_TENS[n // 10])
        n %= 10
        return [*words, _UNITS[n]] if n else words
    return [*words, _UNITS[n]] if n or not words else words


def digits(text: str) -> list[str]:
    """Each digit on its own: `"407"` → four, zero, seven."""
    return [_UNITS[int(digit)] for digit in text if digit in "0123456789"]


def cardinal(text: str) -> list[str]:
    """`"1,234"` → one, thousand, two, hundred, thirty, four; Indian grouping (`1,00,000`) is fine too."""
    plain = text.replace(",", "")
    if len(plain) > MOST_DIGITS or (len(plain) > 1 and plain[0] == "0"):
        return digits(plain)
    n = int(plain)
    if n == 0:
        return ["zero"]
    words: list[str] = []
    for power in range(len(SCALES) - 1, -1, -1):
        group = n // 1000**power % 1000
        if group:
            words += [*_below_thousand(group), *filter(None, [SCALES[power]])]
    return words


def ordinal_word(cardinal_word: str) -> str:
    """`two` → second, `twenty` → twentieth, `hundred` → hundredth."""
    if cardinal_word in _ORDINALS:
        return _ORDINALS[cardinal_word]
    return cardinal_word[:-1] + "ieth" if cardinal_word.endswith("y") else cardinal_word + "th"


def ordinal(text: str) -> list[str]:
    """`"23"` → twenty, third."""
    *head, last = cardinal(text)
    return [*head, ordinal_word(last)]


def decimal(text: str) -> list[str]:
    """`"3.14"` → three, point, one, four; `".5"` → point, five; without a point, a cardinal."""
    whole, point, fraction = text.partition(".")
    return [*(cardinal(whole) if whole else []), *(["point"] if point else []), *digits(fraction)]


def year(n: int) -> list[str]:
    """1999 → nineteen ninety nine, 1905 → nineteen oh five, 1900 → nineteen hundred, 2005 → two thousand five."""
    if n < 1000 or n % 1000 < 10:
        return cardinal(str(n))
    century, rest = divmod(n, 100)
    if rest == 0:
        return [*_below_thousand(century), "hundred"]
    return [*_below_thousand(century), *(["oh"] if rest < 10 else []), *_below_thousand(rest)]


def plural(words: list[str]) -> list[str]:
    """The plural of the last word: nineteen, ninety → nineteen, nineties."""
    *head, last = words
    return [
        *head,
        last[:-1] + "ies" if last.endswith("y") else last + ("es" if last == "six" else "s"),
    ]


def fraction(numerator: str, denominator: str) -> list[str]:
    """`1/2` → one, half; `3/4` → three, fourths; `5/20` → five, twentieths; else `a over b`."""
    top, bottom = int(numerator), int(denominator)
    if not 2 <= bottom <= 100 or not 1 <= top <= 100:
        return [*cardinal(numerator), "over", *cardinal(denominator)]
    if bottom == 2:
        return [*cardinal(numerator), "half" if top == 1 else "halves"]
    parts = ["quarter"] if bottom == 4 else ordinal(denominator)
    return [*cardinal(numerator), *(parts if top == 1 else plural(parts))]
