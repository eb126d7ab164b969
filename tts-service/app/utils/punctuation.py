"""Which pause a piece of text between two words asks for."""

_MARKS = {
    ".": ".", "!": "!", "?": "?", ",": ",", ";": ";", ":": ":", "—": "—", "–": "—", "…": "…",
    "\n": ".", "।": ".", "॥": ".", "۔": ".", "؟": "?", "،": ",", "؛": ";",
}  # fmt: skip


def pause_mark(between: str) -> str:
    """The pause in what stands between two words: one of ; : , . ! ? — … or nothing."""
    if "..." in between:
        return "…"
    if " - " in between or "--" in between:
        return "—"
    return next((_MARKS[mark] for mark in between if mark in _MARKS), "")
