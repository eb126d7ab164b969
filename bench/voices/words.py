"""Word errors, as a listener would count them."""

import re
from collections.abc import Sequence

_SAME = {"ok": "okay", "grey": "gray", "harbour": "harbor"}


def words_of(text: str) -> list[str]:
    plain = re.sub(r"[^a-z' ]", " ", text.lower().replace("-", " "))
    return [_SAME.get(word, word) for word in plain.split()]


def word_errors(wanted: Sequence[str], heard: Sequence[str]) -> int:
    """Fewest words put in, left out or changed (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for index, word in enumerate(wanted, start=1):
        before, row[0] = row[:], index
        for place, other in enumerate(heard, start=1):
            row[place] = min(
                before[place] + 1, row[place - 1] + 1, before[place - 1] + (word != other)
            )
    return row[-1]
