"""Amounts of money, in every order of sign, amount and scale."""

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
from shared.phonetics.reading.unit_tables import CODES, CURRENCIES, SCALE_WORDS, SCALES
from shared.phonetics.reading.ways import Ways, distinct, join

Currency = tuple[str, str, str, str]


def _amount_with_scale(amount: str, scale: str) -> Ways:
    """`2.5`, `million` → two point five million, two and a half million."""
    scale = SCALES.get(scale, scale.removesuffix("s") if scale.endswith("s") else scale).replace(
        "lac", "lakh"
    )
    both = (scale, f"{scale}s") if scale in {"lakh", "crore"} else (scale,)
    return join(ways_of.decimal_ways(amount)[:5], both)


def money_ways(amount: str, currency: Currency, scale: str = "") -> Ways:
    """`5.50` → five dollars and fifty cents, five fifty …; `2.5`, `lakh` → two point five lakh rupees."""
    single, several, small_single, small_several = currency
    if scale:
        scaled = _amount_with_scale(amount, scale)
        return distinct(
            [*(f"{way} {several}" for way in scaled[:8]), f"{several} {scaled[0]}", *scaled[:2]]
        )
    whole, _, hundredths = amount.partition(".")
    if hundredths and len(hundredths) != 2:
        return join(ways_of.decimal_ways(amount), (several,))
    wholes = ways_of.cardinal_ways(whole or "0")
    unit = single if whole in {"1", "01"} else several
    if not hundredths.strip("0"):
        ahead = [f"{several} {way}" for way in wholes[:2]] if "rupee" in single else []
        plain = [f"{way} {unit}" for way in wholes]
        ways = [
            *plain[:1],
            *ahead[:1],
            *plain[1:9],
            *ahead[1:],
            "a " + unit if whole == "1" else plain[0],
        ]
        short = (
            [*ways_of.pair_ways(whole), *wholes[:1]]
            if re.fullmatch(r"[1-9][0-9]{2,3}", whole)
            else []
        )
        return distinct([*ways, *(f"{each} {unit}" for each in short[:1])])
    (cents, *_) = ways_of.cardinal_ways(str(int(hundredths)))
    small = small_single if hundredths == "01" else small_several
    spoken = f"oh {cents}" if hundredths[0] == "0" else cents
    if not whole.strip("0,"):
        zero = [
            f"zero {several} and {cents} {small}",
            f"{ways_of.decimal_ways(amount)[0]} {several}",
        ]
        return distinct([f"{cents} {small}", *zero])
    bare = (
        [*ways_of.pair_ways(whole)[:1], *wholes]
        if re.fullmatch(r"[1-9][0-9]{2,3}", whole)
        else wholes
    )
    return distinct([
        f"{wholes[0]} {unit} and {cents} {small}", f"{wholes[0]} {unit} {cents} {small}", f"{wholes[0]} {unit} {cents}",
        f"{bare[0]} {spoken}", f"{wholes[0]} {spoken}", f"{ways_of.decimal_ways(amount)[0]} {several}",
        *(f"{each} {unit} and {cents} {small}" for each in wholes[1:3]), *(f"{each} {unit} {cents}" for each in wholes[1:3]),
    ])  # fmt: skip


def _sign_first(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`$5.50`, `₹2.5 lakh`, `-$5`, `$10-$20`, `$5-10 million`."""
    currency = CURRENCIES[match["sign"]]
    scale = match["scale"] or ""
    pieces: list[WrittenPiece] = []
    if match["minus"]:
        pieces.append(
            WrittenPiece(
                *match.span("minus"), ("plus",) if match["minus"] == "+" else ("minus", "negative")
            )
        )
    if not match["high"]:
        start = match.start("sign")
        return [
            *pieces,
            WrittenPiece(start, match.end(), money_ways(match["amount"], currency, scale)),
        ]
    low: Ways = ways_of.decimal_ways(match["amount"])
    if match["again"]:
        low = distinct([*money_ways(match["amount"], currency, scale and ""), *low[:3]])
    return [
        *pieces,
        WrittenPiece(match.start("sign"), match.end("amount"), low),
        WrittenPiece(match.end("amount"), match.start("high"), ("to",)),
        WrittenPiece(match.start("high"), match.end(), money_ways(match["high"], currency, scale)),
    ]


def _sign_last(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    small = match["sign"]
    if small in {"¢", "p"}:
        (amount, *more) = ways_of.decimal_ways(match["amount"])
        single = match["amount"] == "1"
        names = (
            ("cent" if single else "cents",)
            if small == "¢"
            else ("P", "penny" if single else "pence")
        )
        return one(match, join((amount, *more), names))
    return one(match, money_ways(match["amount"], CURRENCIES[small], match["scale"] or ""))


def _code(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`USD 40`, `500 INR`."""
    whose, currency = CODES[match["code"]]
    scale = match["scale"] or ""
    plain = money_ways(match["amount"], currency, scale)
    (amount, *_) = (
        _amount_with_scale(match["amount"], scale)
        if scale
        else ways_of.decimal_ways(match["amount"])
    )
    code = " ".join(match["code"])
    with_owner = f"{amount} {whose} {currency[1]}"
    return one(
        match,
        distinct([*plain[:2], with_owner, f"{code} {amount}", f"{amount} {code}", *plain[2:]]),
    )


_SIGNS = any_of(CURRENCIES)
_SCALE = rf"(?:\s?(?P<scale>{SCALE_WORDS}|{any_of(SCALES)}){END})?(?![0-9]*/[0-9])"
RULES = (
    ReadingRule("a.", rf"(?<![A-Za-z0-9$])(?P<minus>[-+−](?=[^A-Za-z0-9]))?(?P<sign>{_SIGNS})\s?(?P<amount>{NUMBER})(?!:)"
               rf"(?:\s?-\s?(?P<again>{_SIGNS})?\s?(?P<high>{NUMBER}))?{_SCALE}(?:/-)?", _sign_first),
    ReadingRule("a", rf"{START}(?P<code>{any_of(CODES)})\s?(?P<amount>{NUMBER}){_SCALE}", _code),
    ReadingRule("0", rf"{START}(?P<amount>{NUMBER})\s?(?P<scale>{SCALE_WORDS}|{any_of(SCALES)})?\s?(?P<code>{any_of(CODES)}){END}", _code),
    ReadingRule("0.", rf"{START}(?P<amount>{NUMBER})\s?(?P<scale>{SCALE_WORDS})?\s?(?P<sign>[€£₹¥$¢₩₽₪])(?![0-9])", _sign_last),
    ReadingRule("0", rf"{START}(?P<amount>[0-9]{{1,2}})(?P<scale>)(?P<sign>p){END}(?!\.m)", _sign_last),
)  # fmt: skip
