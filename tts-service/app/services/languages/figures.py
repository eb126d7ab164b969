"""Figures in a text → words of its language: numbers, amounts of money, per cent, dates, times of day, strings of digits.

How numbers are said is indic-numtowords' (AI4Bharat); what signs are called is in said_signs.toml.
"""

import re
import tomllib
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from .kannada_numbers import kannada_number

_SIGNS_FILE = Path(__file__).with_name("said_signs.toml")
_NUMBER = r"\d+(?:,\d+)*(?:\.\d+)?"
FIGURE = re.compile(
    r"(?P<fraction>\d+/\d+)(?![\d/])"
    r"|(?P<date>\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})(?![\d/])"
    r"|(?P<hour>\d{1,2}):(?P<minute>\d{2})(?![\d:])"
    rf"|(?P<money>[₹$€£])\s?(?P<amount>{_NUMBER})"
    rf"|(?P<minus>(?<!\w)[-−])?(?P<number>{_NUMBER})"
)
"""Of digits in any script. What a sign after it means is read by itself."""
_LONGEST_NUMBER = 9
"""Digits; more are an account or a telephone, and said one by one."""
_LAST_MINUTE, _LAST_HOUR = 59, 24
_CENTURY = 100


class UnreadableFigure(ValueError):
    """Figures that say nothing known."""


def figure_words(match: re.Match[str], language: str) -> list[str]:
    """The words that a match of FIGURE is said as. Raises UnreadableFigure."""
    signs = said_signs(language)
    if match["fraction"]:
        raise UnreadableFigure(match.group())
    if match["date"]:
        return _date_words(match["date"], language)
    if match["hour"]:
        hour, minute = int(match["hour"]), int(match["minute"])
        if hour > _LAST_HOUR or minute > _LAST_MINUTE:
            raise UnreadableFigure(match.group())
        words = _joined(number_words(hour, language), signs["hour_and" if minute else "hour"])
        return [*words, *number_words(minute, language), signs["minute"]] if minute else words
    if match["money"]:
        return _money_words(match["amount"], match["money"], language)
    minus = [signs["minus"]] if match["minus"] else []
    return [*minus, *_number_words(match["number"], language)]


def said_signs(language: str) -> dict[str, Any]:
    """What signs are called: by the sign, and by what it means."""
    return _all_signs()[language]


def number_words(number: int, language: str) -> list[str]:
    """Of a whole number from 0 on."""
    from indic_numtowords import num2words

    said = kannada_number(number) if language == "kn" else str(num2words(number, lang=language))
    return unicodedata.normalize("NFC", said.replace("\u200c", "")).split()


def _number_words(written: str, language: str) -> list[str]:
    whole, _, decimals = _plain(written).partition(".")
    if len(whole) > _LONGEST_NUMBER or (len(whole) > 1 and whole.startswith("0")):
        words = _digit_words(whole, language)
    else:
        words = number_words(int(whole), language)
    if decimals:
        words += [said_signs(language)["point"], *_digit_words(decimals, language)]
    return words


def _money_words(amount: str, sign: str, language: str) -> list[str]:
    """Rupees and paise; of other money the decimals as of a number."""
    signs = said_signs(language)
    whole, _, decimals = _plain(amount).partition(".")
    if sign != "₹" or len(decimals) != 2:
        return [*_number_words(amount, language), signs[sign]]
    rupees = [*_number_words(whole, language), signs[sign]]
    paise = int(decimals)
    return [*rupees, *number_words(paise, language), signs["paise"]] if paise else rupees


def _date_words(written: str, language: str) -> list[str]:
    """Day, month and year; the day comes first, or the year where it has four digits (ISO 8601)."""
    first, middle, last = (int(_plain(part)) for part in re.split("[/.-]", written))
    day, year = (last, first) if first > _CENTURY else (first, last)
    try:
        date(year if year >= _CENTURY else 2000 + year, middle, day)
    except ValueError as error:
        raise UnreadableFigure(written) from error
    return [
        *number_words(day, language),
        said_signs(language)["month"][middle - 1],
        *number_words(year, language),
    ]


def _digit_words(digits: str, language: str) -> list[str]:
    return [word for digit in digits for word in number_words(int(digit), language)]


def _joined(words: list[str], name: str) -> list[str]:
    """`name` after the words, or at the end of the last."""
    if name.startswith("-"):
        return [*words[:-1], words[-1] + name[1:]]
    return [*words, *name.split()]


def _plain(written: str) -> str:
    """ASCII digits and the point, whatever script the digits are of."""
    return "".join(
        str(unicodedata.digit(character)) if character.isdigit() else character
        for character in written
        if character != ","
    )


@cache
def _all_signs() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_SIGNS_FILE.read_text(encoding="utf-8"))
