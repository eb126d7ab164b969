"""What is spelled out: addresses with *at* and *dot*, PAN and IFSC letter by letter."""

from collections.abc import Iterator, Sequence

from .around import word_list
from .found import FoundTokens
from .tokens import TurnToken
from .told_numbers import ToldNumber

_PAN_KINDS = frozenset("pchabgjlft")
_MOST_WORDS = 14
"""Before *at*."""


def find_addresses(
    tokens: Sequence[TurnToken], numbers: Sequence[ToldNumber]
) -> Iterator[FoundTokens]:
    """E-mail: *priya dot sharma at the rate gmail dot com*; UPI: *priya at okhdfcbank*."""
    in_number = {at for number in numbers for at in range(number.first, number.last + 1)}
    hosts, ends, upi = (word_list("spelled", name) for name in ("hosts", "ends", "upi"))
    for at, token in enumerate(tokens):
        if token.text not in word_list("spelled", "at") or at == 0:
            continue
        after, has_rate = _behind_at(tokens, at)
        if after >= len(tokens):
            continue
        last = _domain_end(tokens, after, ends)
        entity = "EMAIL_ADDRESS"
        if last is None:
            entity, last = "UPI_ID", _handle_end(tokens, after, upi)
        if last is None and has_rate:
            entity, last = "UPI_ID", after
        if last is None and tokens[after].text in hosts - {"live"}:
            entity, last = "EMAIL_ADDRESS", after
        if last is None:
            continue
        first = _local_start(tokens, at, in_number)
        if first < at:
            yield FoundTokens(entity, first, last, True, True)


def _behind_at(tokens: Sequence[TurnToken], at: int) -> tuple[int, bool]:
    """The token behind *at*, *at the rate* or *at the rate of*, and whether *rate* was said."""
    rates = word_list("spelled", "the_rate")
    for n_words in (3, 2):
        some = [token.text for token in tokens[at + 1 : at + n_words]]
        if some and some[-1] in rates:
            behind = at + n_words
            is_of = behind < len(tokens) and tokens[behind].text in {"of", "ऑफ"}
            return behind + is_of, True
    return at + 1, False


def _handle_end(tokens: Sequence[TurnToken], at: int, handles: frozenset[str]) -> int | None:
    """The last token of a bank's handle, in one word or several: `ok hdfc bank`."""
    for n_words in (3, 2, 1):
        if "".join(token.text for token in tokens[at : at + n_words]) in handles:
            return min(len(tokens), at + n_words) - 1
    return None


def _domain_end(tokens: Sequence[TurnToken], at: int, ends: frozenset[str]) -> int | None:
    """The last token of `gmail dot com`, `bank dot co dot in`; None where no end follows."""
    last: int | None = None
    while at + 2 < len(tokens) and tokens[at + 1].text in word_list("spelled", "dot"):
        at += 2
        if tokens[at].text in ends:
            last = at
    return last


def _local_start(tokens: Sequence[TurnToken], at: int, in_number: set[int]) -> int:
    """The first token of what stands before *at*: words joined by *dot* and the like, figures and letters, and one word before these."""
    joins, stops = word_list("spelled", "joins"), word_list("spelled", "before")
    first = at
    named = False
    while first > 0 and at - first < _MOST_WORDS:
        token = tokens[first - 1]
        if token.text in joins:
            named = False
        elif len(token.text) > 1 and first - 1 not in in_number:
            joined = token.text in stops and first - 2 >= 0 and tokens[first - 2].text in joins
            if named or (token.text in stops and not joined):
                break
            named = True
        elif named and tokens[first].text not in joins:
            break
        first -= 1
    return first


def find_spelled_codes(
    tokens: Sequence[TurnToken], numbers: Sequence[ToldNumber]
) -> Iterator[FoundTokens]:
    """PAN and IFSC: letters one by one, or in groups, with figures one by one, or in groups."""
    number_at = {at: number for number in numbers for at in range(number.first, number.last + 1)}
    at = 0
    while at < len(tokens):
        if not _is_letters(tokens[at]) or at in number_at:
            at += 1
            continue
        code, last, ends = "", at, {}
        while last < len(tokens) and len(code) < 12:
            if last in number_at:
                number = number_at[last]
                code, last = code + number.digits, number.last + 1
            elif _is_letters(tokens[last]):
                code, last = code + _read_out(tokens[last].text), last + 1
            else:
                break
            ends[len(code)] = last - 1
        for length, entity, form in ((10, "IN_PAN", _is_pan), (11, "IN_IFSC", _is_ifsc)):
            if length in ends and form(code[:length]) and ends[length] - at >= 3:
                yield FoundTokens(entity, at, ends[length], True, True)
                at = ends[length]
                break
        at += 1


def _is_letters(token: TurnToken) -> bool:
    """A letter, or a few that are read out as one word's letters."""
    return token.text.isascii() and token.text.isalpha() and len(token.text) <= 5


def _read_out(letters: str) -> str:
    """An o by itself may be a zero; one among other letters is none."""
    return letters if letters == "o" else letters.replace("o", "O")


def _is_pan(code: str) -> bool:
    letters = code[:5] + code[9]
    return letters.isalpha() and code[5:9].isdecimal() and code[3] in _PAN_KINDS


def _is_ifsc(code: str) -> bool:
    return code[:4].isalpha() and code[4] in "0o" and code[5:].isalnum() and any(map(str.isdecimal, code[5:]))  # fmt: skip
