"""Small pieces of sentences: counts, quoted words, places."""

from collections.abc import Sequence

from shared.contracts import Issue

from .habits import Habit

_MOST_WORDS_LISTED = 4


def where(habit: Habit) -> str:
    """`3 of 4 words: “very” (0.41 s), …`; just the word where there was one chance."""
    words = quoted_with_times(habit.issues)
    if habit.n_chances is None or habit.n_chances < habit.n_words:
        return words if habit.n_words == 1 else f"{count(habit.n_words, 'word')}: {words}"
    if habit.n_chances == 1:
        return words
    return f"{habit.n_words} of {habit.n_chances} words: {words}"


def count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def number(score: float) -> str:
    return f"{score:.0f}"


def capital(text: str) -> str:
    """First letter upper case, unless the text opens with a one-letter sound: `v was heard …`."""
    return text if len(text.split(" ")[0]) <= 2 else text[0].upper() + text[1:]


def quoted(words: Sequence[str]) -> str:
    shown = [f"“{word}”" for word in words[:_MOST_WORDS_LISTED]]
    return ", ".join(shown) + _and_more(len(words))


def quoted_with_times(issues: Sequence[Issue]) -> str:
    shown = [
        f"“{issue.word}”" + ("" if issue.start_s is None else f" ({issue.start_s:.2f} s)")
        for issue in issues[:_MOST_WORDS_LISTED]
    ]
    return ", ".join(shown) + _and_more(len(issues))


def listed(places: Sequence[str]) -> str:
    return ", ".join(places[:_MOST_WORDS_LISTED]) + _and_more(len(places))


def _and_more(n: int) -> str:
    return f" and {n - _MOST_WORDS_LISTED} more" if n > _MOST_WORDS_LISTED else ""
