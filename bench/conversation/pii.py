"""Turns with personal data planted, and turns with numbers that are nobody's: made from templates that the rules were not developed on.

`pii.tsv` has them: `kind<TAB>language<TAB>text`, with `{card}`, `{card:said}` and the like for what is planted; a drawn value with a right check digit stands there,
written, or said in words. What is planted must be covered; a word that is covered and wasn't planted is falsely redacted.
"""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_TEMPLATES = Path(__file__).with_name("pii.tsv")
N_TURNS = 200
_GAP = re.compile(r"\{(?P<kind>\w+)(?::(?P<how>\w+))?\}")
_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_HI = ("शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ")
_NAMES = ("priya", "arjun", "meera", "kabir", "ananya", "rohan", "fatima", "daniel")
_SURNAMES = ("iyer", "khanna", "das", "pillai", "mehta", "thomas", "nair", "gill")
_MONTHS = ("January", "April", "June", "August", "October", "December")
_DAYS = ("second", "fifth", "ninth", "fourteenth", "nineteenth", "twentieth")


@dataclass(frozen=True, slots=True)
class PlantedTurn:
    language: str
    text: str
    planted: tuple[tuple[int, int, str], ...]
    """Start, end, and what it is."""


def planted_turns(*, seed: int, n_turns: int = N_TURNS) -> list[PlantedTurn]:
    random = np.random.default_rng(seed)
    with _TEMPLATES.open(encoding="utf-8", newline="") as table:
        templates = [
            (row["language"], row["text"]) for row in csv.DictReader(table, delimiter="\t")
        ]
    made: list[PlantedTurn] = []
    while len(made) < n_turns:
        for at in random.permutation(len(templates)):
            language, template = templates[at]
            made.append(_planted(language, template, random))
    return made[:n_turns]


def _planted(language: str, template: str, random: np.random.Generator) -> PlantedTurn:
    text, last = "", 0
    planted: list[tuple[int, int, str]] = []
    for gap in _GAP.finditer(template):
        text += template[last : gap.start()]
        value = _value(gap["kind"], gap["how"] or "written", language, random)
        if gap["kind"] in _MAKERS:
            planted.append((len(text), len(text) + len(value), gap["kind"]))
        text, last = text + value, gap.end()
    return PlantedTurn(language, text + template[last:], tuple(planted))


def _value(kind: str, how: str, language: str, random: np.random.Generator) -> str:
    if kind in _OTHERS:
        return _OTHERS[kind](random)
    value = _MAKERS[kind](random)
    if how == "said":
        return _said(kind, value, language, random)
    return _grouped(kind, value) if how == "grouped" else value


def _said(kind: str, value: str, language: str, random: np.random.Generator) -> str:
    if kind in {"email", "upi"}:
        local, _, host = value.partition("@")
        rate = "at the rate" if random.random() < 0.5 else "at"
        return f"{_spelled(local)} {rate} {_spelled(host)}"
    if kind == "birth":
        day, month = random.choice(_DAYS), random.choice(_MONTHS)
        tens, unit = random.choice(("seventy", "eighty", "ninety")), random.choice(_EN[1:])
        return f"{day} of {month} nineteen {tens} {unit}"
    words: list[str] = []
    table = _HI if language == "hi" else _EN
    at = 0
    while at < len(value):
        sign = value[at]
        if not sign.isdecimal():
            words.append(sign)
        elif language == "en" and value[at : at + 3] == sign * 3:
            words += ["triple", table[int(sign)]]
            at += 2
        elif language == "en" and value[at : at + 2] == sign * 2:
            words += ["double", table[int(sign)]]
            at += 1
        else:
            words.append(table[int(sign)])
        at += 1
        if len(words) % 5 == 4 and random.random() < 0.3:
            words[-1] += ","
    return " ".join(words).rstrip(",")


def _spelled(address: str) -> str:
    parts = re.findall(r"[a-z]+|\d|[._]", address)
    names = {".": "dot", "_": "underscore"}
    return " ".join(names.get(part, _EN[int(part)] if part.isdecimal() else part) for part in parts)


def _grouped(kind: str, value: str) -> str:
    size = 5 if kind == "phone" else 4
    return " ".join(value[at : at + size] for at in range(0, len(value), size))


def _figures(random: np.random.Generator, n: int, first: str = "123456789") -> str:
    return str(random.choice(list(first))) + "".join(map(str, random.integers(0, 10, n - 1)))


def _with_check(body: str, is_right: Callable[[str], bool]) -> str:
    return next(body + str(each) for each in range(10) if is_right(body + str(each)))


def _luhn(digits: str) -> bool:
    doubled = [int(each) * (2 if at % 2 else 1) for at, each in enumerate(reversed(digits))]
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0


def _verhoeff(digits: str) -> bool:
    """By multiplication in the dihedral group of five: rotations 0–4, reflections 5–9."""

    def times(one: int, other: int) -> int:
        if one < 5:
            return (one + other) % 5 if other < 5 else 5 + (one + other) % 5
        return 5 + (one - other) % 5 if other < 5 else (one - other) % 5

    permuted, check = list(range(10)), 0
    base = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
    for digit in reversed(digits):
        check = times(check, permuted[int(digit)])
        permuted = [base[each] for each in permuted]
    return check == 0


def _letters(random: np.random.Generator, n: int) -> str:
    return "".join(random.choice(list("ABCDEFGHKLMNPRSTUVWXYZ"), n))


def _person(random: np.random.Generator) -> str:
    return f"{random.choice(_NAMES)}{random.choice(['.', '_', ''])}{random.choice(_SURNAMES)}{random.choice(['', '7', '21'])}"


_MAKERS: dict[str, Callable[[np.random.Generator], str]] = {
    "card": lambda r: _with_check(_figures(r, 15, "45"), _luhn),
    "aadhaar": lambda r: _with_check(_figures(r, 11, "23456789"), _verhoeff),
    "pan": lambda r: f"{_letters(r, 3)}P{_letters(r, 1)}{_figures(r, 4)}{_letters(r, 1)}",
    "ifsc": lambda r: f"{r.choice(['HDFC', 'ICIC', 'SBIN', 'UTIB'])}0{_figures(r, 6)}",
    "phone": lambda r: _figures(r, 10, "6789"),
    "foreign": lambda r: f"+{r.choice(['1', '44', '84', '971'])} {_figures(r, 9)}",
    "account": lambda r: _figures(r, int(r.integers(9, 15))),
    "order": lambda r: _figures(r, int(r.integers(6, 10))),
    "email": lambda r: (
        f"{_person(r)}@{r.choice(['gmail.com', 'yahoo.co.in', 'outlook.com', 'zenmart.in'])}"
    ),
    "upi": lambda r: (
        f"{_person(r).replace('_', '')}@{r.choice(['okaxis', 'ybl', 'paytm', 'oksbi'])}"
    ),
    "birth": lambda r: f"{r.integers(1, 28)}/{r.integers(1, 12)}/{r.integers(1950, 2004)}",
}
_OTHERS: dict[str, Callable[[np.random.Generator], str]] = {
    "price": lambda r: f"{r.integers(100, 90_000)}",
    "year": lambda r: f"{r.integers(1990, 2026)}",
    "count": lambda r: f"{r.integers(2, 60)}",
    "time": lambda r: f"{r.integers(1, 12)}:{r.integers(10, 59)}",
    "word": lambda r: str(r.choice(_EN[2:])),
    "name": lambda r: str(r.choice(_NAMES)).title(),
}
