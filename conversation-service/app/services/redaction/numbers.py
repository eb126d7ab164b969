"""Which numbers are cards, Aadhaar, telephones, accounts or orders."""

from collections.abc import Callable, Iterator, Sequence

from .around import AFTER, NO_KIND, kind_of
from .checksums import is_luhn, is_verhoeff
from .found import FoundTokens
from .tokens import TurnToken
from .told_numbers import ToldNumber

LEAST_DIGITS = 6
"""Of an account or order number."""
_TRIMMED = 2
"""Words at either end of a number that may not be part of it: *this one*, *two of them*."""
_MOST_DIGITS_OF_A_COUNT = 7
"""Written in one group without a word that says what it is; more is no quantity."""


def find_numbers(
    tokens: Sequence[TurnToken],
    numbers: Sequence[ToldNumber],
    said_before: Callable[[int], Sequence[TurnToken]],
) -> Iterator[FoundTokens]:
    """`said_before`: of a token the words that were said before it, by whomever."""
    for number in numbers:
        if len(number.digits) < LEAST_DIGITS:
            continue
        kind = kind_of(said_before(number.first), tokens[number.last + 1 : number.last + 1 + AFTER])
        for part in _parts(number):
            told = _kind_of_digits(tokens, part, kind)
            if told is not None:
                entity, checked = told
                yield FoundTokens(entity, part.first, part.last, checked, part.is_spoken)
                break
        else:
            if (entity := _other(number, kind)) is not None:
                yield FoundTokens(entity, number.first, number.last, False, number.is_spoken)


def _parts(number: ToldNumber) -> Iterator[ToldNumber]:
    """The number, and what is left of it without words that may not be part of it; the longest first."""
    n = len(number.chunks)
    cuts = [(first, last) for first in range(_TRIMMED + 1) for last in range(_TRIMMED + 1)]
    for first, last in sorted(cuts, key=sum):
        kept = number.chunks[first : n - last]
        cut = (*number.chunks[:first], *number.chunks[n - last :])
        if kept and all(len(chunk.digits) == 1 for chunk in cut):
            yield ToldNumber(kept)


def _kind_of_digits(
    tokens: Sequence[TurnToken], number: ToldNumber, kind: str | None
) -> tuple[str, bool] | None:
    """The entity, and whether a checksum or a fixed form bears it out."""
    digits, n = number.digits, len(number.digits)
    if 13 <= n <= 19 and digits[0] in "3456" and is_luhn(digits):
        return "CREDIT_CARD", True
    if n == 12 and digits[0] in "23456789" and is_verhoeff(digits) and kind not in {"ORDER_NUMBER", "ACCOUNT_NUMBER", "PHONE_NUMBER"}:  # fmt: skip
        return "IN_AADHAAR", True
    if _is_telephone(tokens, number, kind):
        return "PHONE_NUMBER", True
    return None


def _is_telephone(tokens: Sequence[TurnToken], number: ToldNumber, kind: str | None) -> bool:
    digits, n = number.digits, len(number.digits)
    has_plus = _has_plus(tokens, number)
    if kind in {"ORDER_NUMBER", "ACCOUNT_NUMBER"} and not has_plus:
        return False
    if has_plus:
        return 8 <= n <= 15
    if n == 10 and digits[0] in "6789":
        return True
    if (n == 12 and digits[:2] == "91" and digits[2] in "6789") or (n == 11 and digits[0] == "0"):
        return True
    if (
        n == 10
        and len(number.chunks) == 3
        and [len(each.digits) for each in number.chunks] == [3, 3, 4]
    ):
        return True
    return kind == "PHONE_NUMBER" and 7 <= n <= 15


def _has_plus(tokens: Sequence[TurnToken], number: ToldNumber) -> bool:
    first = tokens[number.first]
    spoken = number.first > 0 and tokens[number.first - 1].text in {"plus", "प्लस"}
    return first.before.endswith("+") or spoken


def _other(number: ToldNumber, kind: str | None) -> str | None:
    """Of a number that no checksum or form tells: what the words around say, or a number that nobody counts with."""
    if kind == NO_KIND:
        return None
    if kind is not None:
        if kind == "PHONE_NUMBER" and len(number.digits) < 7:
            return "ACCOUNT_NUMBER"
        return kind
    lengths = [len(chunk.digits) for chunk in number.chunks]
    if not number.is_spoken:
        if all(length == 4 and chunk.digits[:2] in {"19", "20"} for length, chunk in zip(lengths, number.chunks, strict=True)):  # fmt: skip
            return None  # years
        is_number = max(lengths) > _MOST_DIGITS_OF_A_COUNT or sum(lengths) >= 10 or lengths.count(1) >= LEAST_DIGITS  # fmt: skip
        return "ACCOUNT_NUMBER" if is_number else None
    singles = sum(length for length in lengths if length == 1)
    told_singly = singles >= len(number.digits) / 2
    return "ACCOUNT_NUMBER" if told_singly or len(number.digits) >= 10 else None
