"""Ways to say a piece of text: strings of spoken words, the likeliest first."""

from collections.abc import Iterable

from shared.phonetics.reading.tokens import MOST_READINGS

Ways = tuple[str, ...]
"""Words with a space between. A word in capitals is said letter by letter; `=` before it makes it a word whatever
its case, `~` letters. An empty way: it may be left unsaid."""


def distinct(ways: Iterable[str]) -> Ways:
    """Each way once, at most MOST_READINGS."""
    return tuple(dict.fromkeys(" ".join(way.split()) for way in ways))[:MOST_READINGS]


def join(*parts: Iterable[str]) -> Ways:
    """One after another, in every combination; the fewer unlikely parts, the earlier."""
    joined = [("", 0)]
    for part in parts:
        joined = [
            (f"{way} {more}", rank + more_rank)
            for way, rank in joined
            for more_rank, more in enumerate(part)
        ]
        joined.sort(key=lambda each: each[1])
        del joined[4 * MOST_READINGS :]
    return distinct(way for way, _ in joined)
