"""Dates of birth, where one is announced."""

from collections.abc import Callable, Iterator, Sequence

from .around import announces_birth, word_list
from .found import FoundTokens
from .tokens import TurnToken
from .told_numbers import ToldNumber

_FEWEST_FIGURES = 5
"""Of a date without the month's name: 1 3 1990."""


def find_births(
    tokens: Sequence[TurnToken],
    numbers: Sequence[ToldNumber],
    said_before: Callable[[int], Sequence[TurnToken]],
) -> Iterator[FoundTokens]:
    """`said_before`: of a token the words that were said before it, by whomever."""
    months, ordinals = word_list("months", "words"), word_list("months", "ordinals")
    between = word_list("months", "between")
    number_at = {at: number for number in numbers for at in range(number.first, number.last + 1)}
    at = 0
    while at < len(tokens):
        first = last = at
        digits, n_months, n_numbers = 0, 0, 0
        here = at
        while here < len(tokens):
            token = tokens[here]
            if here in number_at or token.is_figures or _is_year_word(token):
                n_numbers += 1
                digits += len(number_at[here].digits) if here in number_at else len(token.text)
                last = here = number_at[here].last if here in number_at else here
            elif token.text in months:
                n_months, last = n_months + 1, here
            elif token.text in ordinals:
                n_numbers, last = n_numbers + 1, here
            elif token.text not in between or here == first:
                break
            here += 1
        is_date = (n_months and n_numbers) or digits >= _FEWEST_FIGURES
        if is_date and announces_birth(said_before(first)):
            spoken = not all(token.is_figures or token.text in months or token.text in ordinals for token in tokens[first : last + 1])  # fmt: skip
            yield FoundTokens("DATE_OF_BIRTH", first, last, False, spoken)
        at = max(here, at + 1)


def _is_year_word(token: TurnToken) -> bool:
    """Of a year that is said as a number: nineteen hundred, two thousand and four."""
    return token.text in {"hundred", "thousand", "हज़ार", "हजार", "सौ"}
