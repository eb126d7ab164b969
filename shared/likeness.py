"""The known name that was probably meant by one that nobody knows."""

import difflib
import re
from collections.abc import Iterable

LIKE = 0.6
"""From this similarity on (difflib's ratio) a name is offered."""
LONGEST_SHOWN = 60
"""Characters of a caller's own name that an answer repeats."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` is most like, whatever its case and marks; None where none is like it."""
    plain = {plain_name(each): each for each in known}
    found = difflib.get_close_matches(plain_name(name[:LONGEST_SHOWN]), plain, n=1, cutoff=LIKE)
    return plain[found[0]] if found else None


def shown(sent: str) -> str:
    """A caller's own words for an answer: a part of them, without what can't be printed."""
    return "".join(char if char.isprintable() else "?" for char in sent[:LONGEST_SHOWN])


def plain_name(name: str) -> str:
    """Without case and marks: `AF-Heart` is `af_heart`."""
    return re.sub(r"[\W_]", "", name).casefold()
