"""Which pause a piece of text between two words asks for, and which words carry no stress."""

_MARKS = {
    ".": ".", "!": "!", "?": "?", ",": ",", ";": ";", ":": ":", "—": "—", "–": "—", "…": "…",
    "\n": ".",
}  # fmt: skip

FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "and",
        "or",
        "but",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "as",
        "than",
        "that",
        "is",
        "was",
        "are",
        "were",
        "am",
        "be",
        "been",
        "can",
        "could",
        "will",
        "would",
        "shall",
        "should",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "he",
        "she",
        "we",
        "they",
        "it",
        "you",
        "i",
        "me",
        "him",
        "her",
        "us",
        "them",
        "his",
        "my",
        "your",
        "our",
        "their",
        "its",
        "if",
        "so",
        "some",
        "there",
    ]
)
"""Unstressed inside a phrase (Roach, English Phonetics and Phonology, ch. 12)."""


def pause_mark(between: str) -> str:
    """The pause in what stands between two words: one of ; : , . ! ? — … or nothing."""
    if "..." in between:
        return "…"
    if " - " in between or "--" in between:
        return "—"
    return next((_MARKS[mark] for mark in between if mark in _MARKS), "")
