"""Text that can be spoken."""

import unicodedata


def has_word(text: str) -> bool:
    """Whether there is at least one Latin letter or one digit."""
    return any(
        char.isdecimal() or (char.isalpha() and "LATIN" in unicodedata.name(char, ""))
        for char in text
    )
